import type { Weight } from './font.ts';

/** What is drawn on a page; x and y in points from the top left corner, y of a text is the top of its line. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly lineHeight: number;
      readonly width: number;
      readonly weight: Weight;
      readonly color: string;
      readonly spacing: number;
    }
  | {
      readonly kind: 'rule';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly color: string;
    };

/** A stretch of the paper that stands on one page. */
export interface Strip {
  readonly height: number;
  readonly draw: (y: number) => readonly Mark[];
  /** may not be the last on its page */
  readonly keepWithNext?: boolean;
  /** drawn first again when the strip begins a page: the head of its table */
  readonly head?: Strip;
  /** empty space that is dropped at the top of a page */
  readonly isSpace?: boolean;
}
