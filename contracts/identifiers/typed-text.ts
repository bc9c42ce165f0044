/** Text as typed, in the form the identifier standards write: half width, upper case, no white space. */
export interface TypedText {
  readonly text: string;
  /** what was changed, for the officer to see; absent when nothing was */
  readonly note?: string;
}

const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
// White space of every kind, and the invisible characters that come along when a code is copied from a page.
const SPACE = /[\s\u200B-\u200D\u2060\uFEFF]/g;

/** Full-width Latin letters, digits and signs as half-width ones. */
export const toHalfWidth = (text: string): string =>
  text.replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

export const withoutSpace = (text: string): string => text.replace(SPACE, '');

/** Puts typed text into canonical width, spacing and case. Never changes which letters and digits were meant. */
export function readTyped(typed: string): TypedText {
  const changes: string[] = [];
  const step = (from: string, to: string, change: string) => {
    if (from !== to) changes.push(change);
    return to;
  };
  const compact = step(typed, withoutSpace(typed), '去除空格');
  const half = step(compact, toHalfWidth(compact), '全角转为半角');
  const text = step(half, half.toUpperCase(), '小写转为大写');
  return changes.length === 0 ? { text } : { text, note: `已自动${changes.join('、')}。` };
}
