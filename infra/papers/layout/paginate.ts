import { TEXT_AREA } from '../page-format.ts';
import type { Mark, Strip } from './marks.ts';

export interface Sheet {
  readonly marks: readonly Mark[];
}

/**
 * Puts strips on pages: chains that belong together move together; `closing` stands at the foot of the last page.
 * @param top where the first page begins
 */
export function paginate(strips: readonly Strip[], closing: Strip | null, top: number = TEXT_AREA.top): Sheet[] {
  const sheets: Mark[][] = [[]];
  let y = top;
  let isFresh = true;
  const turn = () => {
    sheets.push([]);
    y = TEXT_AREA.top;
    isFresh = true;
  };
  const put = (strip: Strip) => {
    if (isFresh && strip.isSpace && sheets.length > 1) return;
    if (isFresh && strip.head && sheets.length > 1) {
      sheets.at(-1)!.push(...strip.head.draw(y));
      y += strip.head.height;
    }
    sheets.at(-1)!.push(...strip.draw(y));
    y += strip.height;
    isFresh = false;
  };
  const fits = (height: number) => y + height <= TEXT_AREA.bottom + 0.5;

  for (let index = 0; index < strips.length;) {
    let end = index;
    while (strips[end]!.keepWithNext && end < strips.length - 1) end += 1;
    const chain = strips.slice(index, end + 1);
    const height = chain.reduce((sum, strip) => sum + strip.height, 0);
    // a chain longer than a page cannot be kept together
    if (!fits(height) && !isFresh && height <= TEXT_AREA.height) turn();
    for (const strip of chain) {
      if (!fits(strip.height) && !isFresh) turn();
      put(strip);
    }
    index = end + 1;
  }
  if (closing) {
    if (!fits(closing.height)) turn();
    sheets.at(-1)!.push(...closing.draw(TEXT_AREA.bottom - closing.height));
  }
  return sheets.map((marks) => ({ marks }));
}
