import type { Paper, PaperBlock } from '@xianjie/contracts/papers/paper.ts';
import { GREY, LINE, mm, RED, SIZE, TEXT_AREA } from '../page-format.ts';
import { widthOf } from './font.ts';
import { imprint, signatureStrips } from './ending-strips.ts';
import type { Strip } from './marks.ts';
import { printable, type Printable } from './missing-glyphs.ts';
import { paginate, type Sheet } from './paginate.ts';
import { tableStrips } from './table-strips.ts';
import { space, textStrips } from './text-strips.ts';

/** Shares of the full line height; a narrower one is taken where it saves a page. */
const DENSITIES = [1, 0.95, 0.9, 0.86] as const;

/** The pages of a paper: a letter with red head if it is addressed to somebody, else a plain form or list. */
export function layOutPaper(original: Paper): Sheet[] {
  const whole = printable(original);
  const [loose, ...denser] = DENSITIES.map((density) => () => layOutAt(whole, density));
  const sheets = loose!();
  if (sheets.length === 1) return sheets;
  for (const layOut of denser) {
    const fewer = layOut();
    if (fewer.length < sheets.length) return fewer;
  }
  return sheets;
}

function layOutAt({ paper, missing }: Printable, density: number): Sheet[] {
  const isLetter = paper.addressee !== null;
  const strips = [
    ...(isLetter ? redHead(paper, density) : plainHead(paper)),
    ...(isLetter ? textStrips(`${paper.addressee}：`, { keepWithNext: true, lineHeight: LINE.body * density }) : []),
    ...body(paper, LINE.body * density),
    ...missingNote(missing),
  ];
  return paginate(strips, paper.copies.length > 0 ? imprint(paper) : null, isLetter ? HEAD_TOP : TEXT_AREA.top);
}

// 信函格式: the head begins 30 mm below the edge, above the text area
const HEAD_TOP = mm(30);

function redHead({ issuer, number, title }: Paper, density: number): Strip[] {
  // 发文机关标志 stays within the text area and no larger than 小初
  const size = Math.min(36, (TEXT_AREA.width * 0.96) / widthOf(issuer, 'bold'));
  return [
    ...textStrips(issuer, { size, lineHeight: 48, weight: 'bold', color: RED, align: 'center', keepWithNext: true }),
    space(mm(3) * density, true),
    ...textStrips(number, { align: 'center', keepWithNext: true }),
    redRule(),
    space(LINE.body * 0.7 * density, true),
    ...titleStrips(title),
    space(LINE.body * 0.5 * density, true),
  ];
}
const redRule = (): Strip => ({
  height: mm(4),
  keepWithNext: true,
  draw: (y) => [
    { kind: 'rule', x: TEXT_AREA.left, y: y + mm(1.5), width: TEXT_AREA.width, height: mm(0.6), color: RED },
  ],
});

function plainHead({ issuer, number, title }: Paper): Strip[] {
  return [
    ...textStrips(issuer, { size: 18, lineHeight: 32, align: 'center', keepWithNext: true }),
    ...titleStrips(title),
    space(LINE.body * 0.3, true),
    ...textStrips(number, { size: SIZE.table, lineHeight: 24, align: 'right', keepWithNext: true }),
  ];
}

/** Lines of a title are about equally long, as 回行 asks. */
function titleStrips(title: string): Strip[] {
  const total = widthOf(title, 'bold') * SIZE.title;
  const lines = Math.ceil(total / (TEXT_AREA.width * 0.9));
  const margin = lines > 1 ? Math.max(0, (TEXT_AREA.width - total / lines - SIZE.title * 1.5) / 2) : 0;
  return textStrips(title, {
    size: SIZE.title,
    lineHeight: LINE.title,
    weight: 'bold',
    align: 'center',
    left: margin,
    right: margin,
    keepWithNext: true,
  });
}

function body(paper: Paper, lineHeight: number): Strip[] {
  const signatureAt = paper.blocks.findIndex(({ kind }) => kind === 'signature');
  const cut = signatureAt === -1 ? paper.blocks.length : signatureAt;
  const text = [
    ...paper.blocks.slice(0, cut).flatMap((block) => blockStrips(block, paper, lineHeight)),
    ...attachmentStrips(paper.attachments, lineHeight),
  ];
  // a signature never stands alone on a page: the last lines of the text go with it
  return [
    ...text.map((strip, index) =>
      signatureAt !== -1 && index >= text.length - 2 ? { ...strip, keepWithNext: true } : strip,
    ),
    ...paper.blocks.slice(cut).flatMap((block) => blockStrips(block, paper, lineHeight)),
  ];
}

function blockStrips(block: PaperBlock, { issuer, addressee }: Paper, lineHeight: number): Strip[] {
  const isLetter = addressee !== null;
  const tableLine = (LINE.table * lineHeight) / LINE.body;
  switch (block.kind) {
    case 'heading':
      return textStrips(block.text, { weight: 'bold', indent: 2, keepWithNext: true, lineHeight });
    case 'paragraph':
      return isLetter
        ? textStrips(block.text, { indent: 2, lineHeight })
        : textStrips(block.text, { indent: 2, size: SIZE.table, lineHeight: 20 });
    case 'fields':
      return isLetter
        ? block.rows.flatMap(([label, value]) => textStrips(`${label}：${value}`, { indent: 2, lineHeight }))
        : tableStrips({ head: [], rows: block.rows, widths: [24, 76], boldColumns: [0], lineHeight: tableLine });
    case 'table':
      return [space(6, true), ...tableStrips({ ...block, lineHeight: tableLine }), space(8)];
    case 'signature':
      return signatureStrips(block.lines, {
        isSealed: block.lines[0] === issuer,
        size: isLetter ? SIZE.body : SIZE.table,
        lineHeight,
      });
  }
}

function attachmentStrips(attachments: readonly string[], lineHeight: number): Strip[] {
  if (attachments.length === 0) return [];
  const label = '附件：';
  const left = SIZE.body * 2;
  const hang = left + SIZE.body * 3;
  return [
    space(lineHeight * 0.6, true),
    ...attachments.flatMap((name, index) => {
      const number = attachments.length > 1 ? `${index + 1}. ` : '';
      const numbered = hang + widthOf(number) * SIZE.body;
      const [first, ...more] = textStrips(name, { left: numbered, lineHeight });
      const lead = textStrips(`${index === 0 ? label : '　　　'}${number}`, { left, lineHeight })[0]!;
      return [{ ...first!, draw: (y: number) => [...lead.draw(y), ...first!.draw(y)] }, ...more];
    }),
  ];
}

function missingNote(missing: readonly string[]): Strip[] {
  if (missing.length === 0) return [];
  const names = missing.map(
    (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return [
    space(8, true),
    ...textStrips(`注：“〓”为字库未收的字，依次为 ${names.join('、')}，以电子原文为准。`, {
      size: SIZE.note,
      lineHeight: LINE.table,
      color: GREY,
    }),
  ];
}
