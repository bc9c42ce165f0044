import { language } from '../shell/language.ts';

const ZONE = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = language() === 'en' ? 'en-GB' : 'zh-CN';
  const key = locale + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
  formats.set(key, made);
  return made;
}

/** Legal time is that of Beijing, wherever the browser is. */
export const dayOf = (at: string): string =>
  format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
export const fullTime = (at: string): string =>
  format({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(
    new Date(at),
  );
export const shortTime = (at: string): string =>
  format({ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** A legal time as exactly as it is known. */
export function legalTime(at: string, precision: string): string {
  if (precision === 'MINUTE') return fullTime(at);
  if (precision === 'MONTH') return format({ year: 'numeric', month: '2-digit' }).format(new Date(at));
  if (precision === 'YEAR') return format({ year: 'numeric' }).format(new Date(at));
  return dayOf(at);
}
