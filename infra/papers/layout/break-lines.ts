import { widthOf, type Weight } from './font.ts';

// 避头尾 (GB/T 15834): signs that may not begin, and those that may not end a line
const NOT_FIRST = new Set('、。，．：；？！）〕】》〉」』”’…—～·％‰℃.,:;?!)]}%');
const NOT_LAST = new Set('（〔【《〈「『“‘￥¥№([{');
// words and figures, and a figure with what it counts: 3号, 第9条, 13日
const PIECE = /第?\d+[年月日号条款项]|[A-Za-z0-9À-ÿ@#&_+\-./:]+|./gsu;

export interface Line {
  readonly text: string;
  /** points between the characters that bring the line to the full width */
  readonly spacing: number;
}
export interface Breaking {
  readonly size: number;
  readonly width: number;
  readonly weight?: Weight;
  /** characters by which the first line of a paragraph is indented */
  readonly indent?: number;
  /** lets lines end flush right */
  readonly justify?: boolean;
}

/** Breaks a text into lines no wider than `width` points; a line break in the text begins a new paragraph. */
export function breakLines(text: string, options: Breaking): Line[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph('　'.repeat(options.indent ?? 0) + paragraph, options));
}

function breakParagraph(paragraph: string, { size, width, weight = 'regular', justify = false }: Breaking): Line[] {
  const measure = (text: string) => widthOf(text, weight) * size;
  const lines: Line[] = [];
  let line: string[] = [];
  let used = 0;
  const close = (isLast: boolean) => {
    const content = isLast ? line.join('') : line.join('').replace(/ +$/, '');
    const slack = width - measure(content);
    const gaps = [...content].length - 1;
    // a hole wider than two characters is uglier than a ragged edge
    const spread = justify && !isLast && gaps > 0 && slack < size * 3;
    lines.push({ text: content, spacing: spread ? Math.max(0, slack) / gaps : 0 });
  };
  for (const piece of pieces(paragraph, (text) => measure(text) > width)) {
    const wide = measure(piece);
    if (used + wide > width + 0.01 && line.length > 0) {
      const carried = carryOver(line, piece);
      const rest = line.splice(line.length - carried);
      close(false);
      line = rest;
      used = measure(rest.join(''));
    }
    if (line.length === 0 && piece === ' ' && lines.length > 0) continue;
    line.push(piece);
    used += wide;
  }
  close(true);
  return lines;
}

/** How many pieces at the end of the line go down with the next one. */
function carryOver(line: readonly string[], next: string): number {
  let carried = 0;
  let first = next;
  while (carried < line.length - 1 && carried < 4) {
    const last = line[line.length - 1 - carried]!;
    if (!NOT_FIRST.has(first[0]!) && !NOT_LAST.has(last.at(-1)!) && !(first === last && '—…'.includes(first))) break;
    carried += 1;
    first = last;
  }
  return carried < line.length - 1 && carried < 4 ? carried : 0;
}

/** Characters, with words and figures kept whole unless they are wider than a line. */
const pieces = (text: string, isTooWide: (text: string) => boolean): string[] =>
  (text.match(PIECE) ?? []).flatMap((piece) => (isTooWide(piece) ? [...piece] : [piece]));
