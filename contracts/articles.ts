/** Stands after the number of an article that nobody has checked against the text. */
export const UNCHECKED = '（条号待核）';

const numbers = (text: string): string =>
  text
    .split('、')
    .map((part) =>
      part
        .split(/[–-]/)
        .map((number) => {
          const [, article, more = '', paragraph] =
            /^(\d+)(之[一二三四五六七八九十]+)?(?:\((\d+)\))?$/.exec(number) ?? [];
          return article ? `第${article}条${more}${paragraph ? `第${paragraph}款` : ''}` : number;
        })
        .join('至'),
    )
    .join('、');

/** The place in an instrument: `9` → 第9条; `180(1)` → 第180条第1款; `44、63`; `18–19`; `9?` → 第9条（条号待核）; `-` → nothing. */
export function placeZh(article: string): string {
  if (article === '-') return '';
  return article.endsWith('?') ? numbers(article.slice(0, -1)) + UNCHECKED : numbers(article);
}
/** Instrument and place, as acts and rules alike are shown: `环环监〔2017〕17号 art. 9` → 环环监〔2017〕17号 第9条. */
export function articleOf(written: string): string {
  const [instrument, article] = written.split(' art. ') as [string, string?];
  return article === undefined ? instrument : `${instrument} ${placeZh(article)}`;
}
