import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type IRunOptions,
  type Table,
} from 'docx';
import { block, BODY, centered, EXACT, lines, run, SONG, twips } from './docx-parts.ts';
import { MARGIN, PAGE, SIZE, TEXT_AREA } from './page-format.ts';
import { qrPng, sealOf, type PaperSeal } from './paper-digest.ts';

const OWN_HEIGHT = { line: 240, lineRule: LineRuleType.AUTO };

/** The paper as a Word document, with the measures of the PDF. */
export async function renderDocx(paper: Paper): Promise<Uint8Array> {
  const seal = sealOf(paper);
  const isLetter = paper.addressee !== null;
  const document = new Document({
    title: `${paper.title} ${paper.number}`.trim(),
    creator: paper.issuer,
    lastModifiedBy: paper.issuer,
    description: seal.text,
    styles: { default: { document: { run: { font: BODY, size: '16pt' }, paragraph: { spacing: EXACT } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              top: twips(MARGIN.top),
              left: twips(MARGIN.left),
              right: twips(MARGIN.right),
              bottom: twips(MARGIN.bottom),
              footer: twips(28),
            },
          },
        },
        footers: { default: await footer(seal) },
        children: [
          ...(isLetter ? redHead(paper) : plainHead(paper)),
          ...(isLetter ? [lines(`${paper.addressee}：`)].flat() : []),
          ...body(paper, isLetter),
          ...imprint(paper),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function redHead({ issuer, number, title }: Paper): Paragraph[] {
  const size = Math.min(36, Math.floor((TEXT_AREA.width / [...issuer].length) * 0.96));
  return [
    ...lines(
      issuer,
      { ...centered, spacing: { before: 200, after: 300 } },
      { font: SONG, bold: true, color: 'D7000F', size: `${size}pt` },
    ),
    ...lines(number, {
      ...centered,
      border: { bottom: { style: BorderStyle.SINGLE, size: 14, color: 'D7000F', space: 6 } },
    }),
    ...lines(
      title,
      { ...centered, spacing: { before: 560, after: 400 } },
      { font: SONG, bold: true, size: `${SIZE.title}pt` },
    ),
  ];
}
function plainHead({ issuer, number, title }: Paper): Paragraph[] {
  return [
    ...lines(issuer, centered, { font: SONG, size: '18pt' }),
    ...lines(
      title,
      { ...centered, spacing: { before: 120, after: 200 } },
      { font: SONG, bold: true, size: `${SIZE.title}pt` },
    ),
    ...lines(number, { alignment: AlignmentType.RIGHT }, { size: `${SIZE.table}pt` }),
  ];
}

function body({ blocks, attachments }: Paper, isLetter: boolean): (Paragraph | Table)[] {
  const at = blocks.findIndex(({ kind }) => kind === 'signature');
  const cut = at === -1 ? blocks.length : at;
  return [
    ...blocks.slice(0, cut).flatMap((value) => block(value, isLetter)),
    ...attachments.flatMap((name, index) =>
      lines(`${index === 0 ? '附件：' : '　　　'}${attachments.length > 1 ? `${index + 1}. ` : ''}${name}`, {
        indent: { left: twips(SIZE.body * 2) },
        ...(index === 0 ? { spacing: { ...EXACT, before: 280 } } : {}),
      }),
    ),
    ...blocks.slice(cut).flatMap((value) => block(value, isLetter)),
  ];
}
function imprint({ copies, issuer, date }: Paper): Paragraph[] {
  if (copies.length === 0) return [];
  const [year, month, day] = date.split('-').map(Number);
  const rule = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 };
  const size = { size: `${SIZE.copies}pt` } as const;
  return [
    ...lines(
      `抄送：${copies.join('，')}。`,
      { spacing: { before: 480 }, keepNext: true, border: { top: rule, bottom: rule } },
      size,
    ),
    ...lines(`${issuer}　　${year}年${month}月${day}日印发`, { border: { bottom: rule } }, size),
  ];
}

async function footer(seal: PaperSeal): Promise<Footer> {
  return new Footer({
    children: [
      new Paragraph({
        spacing: OWN_HEIGHT,
        alignment: AlignmentType.RIGHT,
        children: [run('', { size: '14pt', children: ['— ', PageNumber.CURRENT, ' —'] } as IRunOptions)],
      }),
      new Paragraph({
        spacing: OWN_HEIGHT,
        children: [
          new ImageRun({
            type: 'png',
            data: await qrPng(seal.text),
            transformation: { width: 64, height: 64 },
            altText: { name: 'digest', title: seal.text, description: seal.text },
          }),
          run(` ${seal.short}`, { size: '7pt' }),
        ],
      }),
    ],
  });
}
