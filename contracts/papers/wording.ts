import type { Period } from '../clock/rule.ts';
import { spansOf } from '../clock/spans.ts';
import { ruleById } from '../clock/statutes.ts';
import type { Precision } from '../envelope.ts';

const DIGITS = '〇一二三四五六七八九';
const CAPITALS = '零壹贰叁肆伍陆柒捌玖';

/** Chinese numeral of a whole number below 10 000, as periods are written in law: 15 → 十五, 60 → 六十. */
export function numeralZh(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999) return String(value);
  if (value === 0) return DIGITS[0]!;
  const places = ['', '十', '百', '千'];
  const digits = [...String(value)].map(Number);
  let text = '';
  for (const [index, digit] of digits.entries()) {
    const place = places[digits.length - 1 - index]!;
    if (digit > 0) text += DIGITS[digit]! + place;
    else if (!text.endsWith('〇')) text += '〇';
  }
  return text.replace(/〇$/, '').replace(/^一十/, '十').replaceAll('〇', '零');
}

/**
 * The period of a statutory rule in words, e.g. 三个工作日; 二年 where the table counts 24 months.
 * A paper names periods only so: the number stands in `contracts/statutes/` with its article.
 */
export const periodInWords = (ruleId: string): string => spansOf(ruleById(ruleId)).map(spanInWords).join('');

function spanInWords({ amount, unit, date }: Period): string {
  if (unit === 'fixed_date') return dateZh(date!);
  if (unit === 'hours') return amount === 0 ? '立即' : `${numeralZh(amount)}小时`;
  if (unit === 'days') return `${numeralZh(amount)}日`;
  if (unit === 'working_days') return `${numeralZh(amount)}个工作日`;
  return amount % 12 === 0 ? `${numeralZh(amount / 12)}年` : `${numeralZh(amount)}个月`;
}

/** The legal day of an instant. */
export const legalDay = (at: string): string =>
  Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime())
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDate()
    .toString();

/** A plain date, or an instant, as officials write it, no more exactly than it is known. */
export function dateZh(date: string, precision: Precision = 'day'): string {
  const [year, month, day] = (date.includes('T') ? legalDay(date) : date).split('-').map(Number) as [
    number,
    number,
    number,
  ];
  if (precision === 'year') return `${year}年`;
  return precision === 'month' ? `${year}年${month}月` : `${year}年${month}月${day}日`;
}
/** An instant to the minute. */
export function momentZh(at: string, precision: Precision = 'minute'): string {
  if (precision !== 'minute') return dateZh(at, precision);
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime()).toZonedDateTimeISO(
    'Asia/Shanghai',
  );
  return `${dateZh(at)}${hour}时${String(minute).padStart(2, '0')}分`;
}

/** An amount of money in capitals with its figure: 贰拾万元整（￥200,000.00）; what is no amount comes back as it is. */
export function moneyZh(amount: unknown): string {
  const text = String(amount).trim();
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const [jiao, fen] = [...fraction.padEnd(2, '0')].map(Number) as [number, number];
  const yuan = capitalsOf(whole);
  const cents =
    jiao + fen === 0 ? '整' : `${jiao > 0 ? `${CAPITALS[jiao]}角` : '零'}${fen > 0 ? `${CAPITALS[fen]}分` : ''}`;
  return `${yuan}元${cents}（￥${Number(whole).toLocaleString('en-US')}.${fraction.padEnd(2, '0')}）`;
}

function capitalsOf(whole: string): string {
  const places = ['', '拾', '佰', '仟'];
  const groups = ['', '万', '亿'];
  const digits = [...String(Number(whole))].map(Number);
  let text = '';
  let group = '';
  let gap = false;
  for (const [index, digit] of digits.entries()) {
    const rest = digits.length - 1 - index;
    if (digit > 0) {
      group += `${gap && (text || group) ? '零' : ''}${CAPITALS[digit]}${places[rest % 4]}`;
      gap = false;
    } else gap = true;
    if (rest % 4 === 0) {
      if (group) text += group + groups[rest / 4];
      group = '';
    }
  }
  return text || CAPITALS[0]!;
}

/** 12 345 678 bytes → 11.8 MB */
export function sizeZh(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
