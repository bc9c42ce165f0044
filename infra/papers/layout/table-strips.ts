import { BLACK, LINE, SIZE, TEXT_AREA } from '../page-format.ts';
import { breakLines, type Line } from './break-lines.ts';
import { widthOf, type Weight } from './font.ts';
import type { Mark, Strip } from './marks.ts';

const PADDING = 4;
const RULE = 0.75;
/** a row of more lines than this is broken over pages */
const UNBROKEN = 12;

export interface TableContent {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly widths?: readonly number[] | undefined;
  readonly lineHeight?: number;
  /** columns set in bold, like the labels of a form */
  readonly boldColumns?: readonly number[];
}

/** One strip for each row, with the head of the table repeated on every page. */
export function tableStrips(table: TableContent): Strip[] {
  const columns = Math.max(table.head.length, ...table.rows.map((row) => row.length));
  if (columns === 0) return [];
  const widths = columnWidths(table, columns);
  const { lineHeight = LINE.table } = table;
  const hasHead = table.head.some((cell) => cell !== '');
  const head = hasHead ? rowStrip(table.head, widths, { lineHeight, bold: () => true, center: () => true }) : undefined;
  const bold = (column: number) => table.boldColumns?.includes(column) ?? false;
  const center = (column: number) => bold(column) || isNarrow(table, column);
  const rows = table.rows.flatMap((cells) => rowStrips(cells, widths, { lineHeight, bold, center }));
  const strips = rows.map((row) => (head ? { ...row, head } : row));
  return head ? [{ ...head, keepWithNext: strips.length > 0 }, ...strips] : strips;
}

interface Look {
  readonly lineHeight: number;
  readonly bold: (column: number) => boolean;
  readonly center: (column: number) => boolean;
}
type Cells = readonly (readonly Line[])[];

function rowStrips(cells: readonly string[], widths: readonly number[], look: Look): Strip[] {
  const broken = linesOf(cells, widths, look);
  const most = Math.max(1, ...broken.map((lines) => lines.length));
  if (most <= UNBROKEN) return [drawRow(broken, widths, look, { top: true, bottom: true })];
  const strips: Strip[] = [];
  for (let from = 0; from < most; from += UNBROKEN / 2) {
    const part = broken.map((lines) => lines.slice(from, from + UNBROKEN / 2));
    strips.push(drawRow(part, widths, look, { top: from === 0, bottom: from + UNBROKEN / 2 >= most }));
  }
  return strips;
}
const rowStrip = (cells: readonly string[], widths: readonly number[], look: Look): Strip =>
  drawRow(linesOf(cells, widths, look), widths, look, { top: true, bottom: true });

const linesOf = (cells: readonly string[], widths: readonly number[], look: Look): Cells =>
  widths.map((width, column) =>
    breakLines(cells[column] ?? '', {
      size: SIZE.table,
      width: width - PADDING * 2,
      weight: weightOf(look, column),
    }),
  );
const weightOf = (look: Look, column: number): Weight => (look.bold(column) ? 'bold' : 'regular');

function drawRow(
  cells: Cells,
  widths: readonly number[],
  look: Look,
  edges: { readonly top: boolean; readonly bottom: boolean },
): Strip {
  const lines = Math.max(1, ...cells.map((cell) => cell.length));
  const height = lines * look.lineHeight + (edges.top ? PADDING : 0) + (edges.bottom ? PADDING : 0);
  const draw = (y: number): Mark[] => {
    const marks: Mark[] = [];
    // a page that begins or ends inside a row still gets its frame
    marks.push(rule(TEXT_AREA.left, y, TEXT_AREA.width, RULE, edges.top ? 1 : 0.25));
    marks.push(rule(TEXT_AREA.left, y + height, TEXT_AREA.width, RULE, edges.bottom ? 1 : 0.25));
    let x: number = TEXT_AREA.left;
    for (const [column, width] of widths.entries()) {
      marks.push(rule(x, y, RULE, height));
      const cell = cells[column]!;
      const isShort = cell.length < lines;
      const top = y + (edges.top ? PADDING : 0) + (isShort ? ((lines - cell.length) * look.lineHeight) / 2 : 0);
      for (const [index, line] of cell.entries()) {
        if (!line.text) continue;
        const wide = widthOf(line.text, weightOf(look, column)) * SIZE.table;
        marks.push({
          kind: 'text',
          x: x + (look.center(column) ? (width - wide) / 2 : PADDING),
          y: top + index * look.lineHeight,
          text: line.text,
          size: SIZE.table,
          lineHeight: look.lineHeight,
          width: wide,
          weight: weightOf(look, column),
          color: BLACK,
          spacing: 0,
        });
      }
      x += width;
    }
    marks.push(rule(x, y, RULE, height));
    return marks;
  };
  return { height, draw };
}
const rule = (x: number, y: number, width: number, height: number, strength = 1): Mark => ({
  kind: 'rule',
  x,
  y: y - RULE / 2,
  width: width + (height === RULE ? RULE : 0),
  height: height === RULE ? RULE * strength : height + RULE,
  color: BLACK,
});

/** The widths asked for, or such that longer columns get more. */
function columnWidths(table: TableContent, columns: number): number[] {
  const asked =
    table.widths?.length === columns
      ? table.widths
      : Array.from({ length: columns }, (_, column) => {
          const longest = Math.max(2, ...[table.head, ...table.rows].map((row) => [...(row[column] ?? '')].length));
          return Math.min(24, longest) + 2;
        });
  const sum = asked.reduce((total, width) => total + width, 0);
  return asked.map((width) => (width / sum) * TEXT_AREA.width);
}
const isNarrow = (table: TableContent, column: number) =>
  table.head.length > 2 && table.rows.every((row) => [...(row[column] ?? '')].length <= 10);
