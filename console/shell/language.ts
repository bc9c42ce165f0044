const KEPT = 'xianjie.language';

export type Language = 'zh' | 'en';
const first = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEPT);
let current: Language = first === 'en' ? 'en' : 'zh';
document.documentElement.lang = current === 'en' ? 'en' : 'zh-CN';

export const language = (): Language => current;

/** The words in the officer's language; both stand side by side where they are used. */
export const say = (zh: string, en: string): string => (current === 'en' ? en : zh);
/** The name of a table's row in the officer's language. */
export const nameOf = ({ zh, en }: { readonly zh: string; readonly en?: string }): string => say(zh, en ?? zh);

export function setLanguage(next: Language): void {
  current = next;
  localStorage.setItem(KEPT, next);
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN';
}

/** `UNDER_REVIEW`, `contactPhone` → “Under review”, “Contact phone”. */
const inWords = (key: string) => {
  const words = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words[0]!.toUpperCase() + words.slice(1);
};
/** What a table names in Chinese only; in English its key speaks. */
export const termOf = (key: string, zh: string): string => (current === 'en' ? inWords(key) : zh);
