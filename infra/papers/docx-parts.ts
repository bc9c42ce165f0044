import type { PaperBlock } from '@xianjie/contracts/papers/paper.ts';
import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx';
import { LINE, SIZE, TEXT_AREA } from './page-format.ts';

// Word puts its own font in the place of one that the machine lacks
export const BODY = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋', cs: 'Times New Roman' };
export const SONG = { ...BODY, eastAsia: '宋体' };
const HEI = { ...BODY, eastAsia: '黑体' };
export const twips = (points: number) => Math.round(points * 20);
export const EXACT = { line: twips(LINE.body), lineRule: LineRuleType.EXACT };

export function run(text: string, options: IRunOptions = {}): TextRun {
  return new TextRun({ font: BODY, size: '16pt', ...options, text });
}
/** One paragraph for each line of the text. */
export function lines(text: string, paragraph: IParagraphOptions = {}, options: IRunOptions = {}): Paragraph[] {
  return text
    .split('\n')
    .map((line) => new Paragraph({ spacing: EXACT, ...paragraph, children: [run(line, options)] }));
}
/** Tables that touch would become one. */
const gap = (): Paragraph => new Paragraph({ spacing: { line: 160, lineRule: LineRuleType.EXACT } });
export const indented: IParagraphOptions = { indent: { firstLine: twips(SIZE.body * 2) } };
export const centered: IParagraphOptions = { alignment: AlignmentType.CENTER };

export function block(value: PaperBlock, isLetter: boolean): (Paragraph | Table)[] {
  switch (value.kind) {
    case 'heading':
      return lines(value.text, { ...indented, keepNext: true }, { font: HEI });
    case 'paragraph':
      return lines(value.text, indented);
    case 'fields':
      return isLetter
        ? value.rows.flatMap(([label, content]) => lines(`${label}：${content}`, indented))
        : [table([], value.rows, [24, 76], true), gap()];
    case 'table':
      return [table(value.head, value.rows, value.widths, false), gap()];
    case 'signature':
      return value.lines.flatMap((line, index) =>
        lines(line, {
          alignment: AlignmentType.RIGHT,
          keepLines: true,
          keepNext: index < value.lines.length - 1,
          indent: { right: twips(SIZE.body * 4) },
          ...(index === 0 ? { spacing: { ...EXACT, before: twips(LINE.body * 2) } } : {}),
        }),
      );
  }
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[] | undefined,
  isForm: boolean,
): Table {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const relative = widths?.length === columns ? widths : Array.from({ length: columns }, () => 1);
  const sum = relative.reduce((total, width) => total + width, 0);
  const points = relative.map((width) => (width / sum) * TEXT_AREA.width);
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: cells.every((cell) => cell.length < 400),
      children: points.map(
        (width, column) =>
          new TableCell({
            width: { size: twips(width), type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            margins: { left: 80, right: 80, top: 60, bottom: 60 },
            children: lines(
              cells[column] ?? '',
              {
                spacing: { line: twips(LINE.table), lineRule: LineRuleType.AT_LEAST },
                ...(isHead || (isForm && column === 0) ? centered : {}),
              },
              { size: `${SIZE.table}pt`, ...(isHead || (isForm && column === 0) ? { bold: true } : {}) },
            ),
          }),
      ),
    });
  return new Table({
    width: { size: twips(TEXT_AREA.width), type: WidthType.DXA },
    columnWidths: points.map(twips),
    rows: [...(head.length > 0 ? [row(head, true)] : []), ...rows.map((cells) => row(cells, false))],
  });
}
