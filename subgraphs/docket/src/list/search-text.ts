import { pinyin } from 'pinyin-pro';

const NOT_WRITTEN = /[^\p{L}\p{N}]/gu;
const ASCII = /^[\x20-\x7e]$/;
const MOST_WORDS = 8;
const LONGEST_WORD = 100;

/** Letters and digits as they are compared: half width, lower case, without spaces and brackets, so that 〔2026〕, [2026] and 2026 are the same. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(NOT_WRITTEN, '');

/** A name in full pinyin and by its initials: 长春 → changchun, cc. Nothing where no Chinese is in it. */
export function spellings(text: string): string[] {
  if (!/\p{Script=Han}/u.test(text)) return [];
  const syllables = pinyin(text, { toneType: 'none', type: 'all', nonZh: 'consecutive', v: true });
  return [
    syllables.map(({ pinyin: spelled, origin }) => spelled || origin).join(''),
    syllables.map(({ first, origin, isZh }) => (isZh ? first : origin)).join(''),
  ];
}

/** What one group of a case's words is searched as: a line for each. */
export const searchText = (texts: readonly string[]): string =>
  [...new Set(texts.map(plain))].filter(Boolean).join('\n');
export const searchNames = (names: readonly string[]): string =>
  searchText(names.flatMap((name) => [name, ...spellings(name)]));

/**
 * The pieces a text is indexed by: two characters where one is Chinese, three of Latin letters and digits. Whatever is part of a text has only pieces
 * of that text, so an index over them narrows any search down; a shorter word has none and is looked for row by row.
 */
export function gramsOf(...texts: readonly string[]): string[] {
  const grams = new Set<string>();
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const signs = [...line];
    const latin = signs.map((sign) => ASCII.test(sign));
    for (let at = 0; at + 1 < signs.length; at += 1) {
      if (!latin[at] || !latin[at + 1]) grams.add(signs[at]! + signs[at + 1]!);
      else if (latin[at + 2]) grams.add(signs[at]! + signs[at + 1]! + signs[at + 2]!);
    }
  }
  return [...grams];
}

/** The words of a search; a case must have all of them. */
export const wordsOf = (search: string): string[] =>
  [
    ...new Set(
      search
        .trim()
        .split(/\s+/)
        .map((word) => plain(word.slice(0, LONGEST_WORD))),
    ),
  ]
    .filter(Boolean)
    .slice(0, MOST_WORDS);

/** The id of a case where a word is one, with or without its dashes; else null. */
export const idOf = (word: string): string | null =>
  /^[0-9a-f]{32}$/.test(word) ? word.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
