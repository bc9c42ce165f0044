import { BLACK, LINE, SIZE, TEXT_AREA } from '../page-format.ts';
import { breakLines } from './break-lines.ts';
import { widthOf, type Weight } from './font.ts';
import type { Mark, Strip } from './marks.ts';

export interface Setting {
  readonly size?: number;
  readonly lineHeight?: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** characters by which the first lines are indented */
  readonly indent?: number;
  readonly left?: number;
  readonly right?: number;
  readonly keepWithNext?: boolean;
}

/** One strip for each line. */
export function textStrips(text: string, setting: Setting = {}): Strip[] {
  const { size = SIZE.body, lineHeight = LINE.body, weight = 'regular', align = 'left', indent = 0 } = setting;
  const { left = 0, right = 0, color = BLACK, keepWithNext = false } = setting;
  const width = TEXT_AREA.width - left - right;
  const lines = breakLines(text, { size, width, weight, indent, justify: align === 'left' });
  return lines.map((line, index) => {
    const wide = widthOf(line.text, weight) * size + line.spacing * ([...line.text].length - 1);
    const x = TEXT_AREA.left + left + (align === 'center' ? (width - wide) / 2 : align === 'right' ? width - wide : 0);
    // no single line of a paragraph alone at the foot or the top of a page
    const binds = keepWithNext || (lines.length > 2 && (index === 0 || index === lines.length - 2));
    return {
      height: lineHeight,
      keepWithNext: binds,
      draw: (y): Mark[] =>
        line.text.trim() === ''
          ? []
          : [
              {
                kind: 'text',
                x,
                y,
                text: line.text,
                size,
                lineHeight,
                width: wide,
                weight,
                color,
                spacing: line.spacing,
              },
            ],
    };
  });
}

export const space = (height: number, keepWithNext = false): Strip => ({
  height,
  keepWithNext,
  isSpace: true,
  draw: () => [],
});
