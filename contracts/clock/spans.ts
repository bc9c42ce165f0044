import { UNITS, type Period, type Rule, type Unit } from './rule.ts';

/** The period of a rule: its spans in order. */
export const spansOf = ({ period, plus = [] }: Pick<Rule, 'period' | 'plus'>): readonly Period[] => [period, ...plus];

/**
 * Reads `3 days`, `1 months + 15 days`, `0 hours` (立即) or `2018-09-20 fixed_date`.
 * @throws Error saying what is wrong with the text
 */
export function readSpans(text: unknown): Period[] {
  if (typeof text !== 'string') throw new Error(`period ${String(text)} is not written like '15 days'`);
  return text.split('+').map((part) => readSpan(part.trim()));
}

function readSpan(text: string): Period {
  const [amount = '', unit = '', ...rest] = text.split(/\s+/);
  if (!(UNITS as readonly string[]).includes(unit) || rest.length > 0)
    throw new Error(`period '${text}': the unit must be one of ${UNITS.join(', ')}`);
  if (unit === 'fixed_date') {
    try {
      return { amount: 0, unit, date: Temporal.PlainDate.from(amount).toString() };
    } catch {
      throw new Error(`period '${text}': ${amount} is no date`);
    }
  }
  const number = Number(amount);
  if (!/^\d+$/.test(amount) || (number === 0 && unit !== 'hours'))
    throw new Error(`period '${text}': the amount must be a whole number above zero`);
  return { amount: number, unit: unit as Unit };
}

const SPAN_ZH: Readonly<Record<Unit, (span: Period) => string>> = {
  hours: ({ amount }) => (amount === 0 ? '立即' : `${amount}小时`),
  days: ({ amount }) => `${amount}日`,
  working_days: ({ amount }) => `${amount}个工作日`,
  months: ({ amount }) => `${amount}个月`,
  fixed_date: ({ date }) => {
    const { year, month, day } = Temporal.PlainDate.from(date!);
    return `${year}年${month}月${day}日`;
  },
};
const COARSE: readonly Unit[] = ['months', 'days', 'hours'];

/** Spans in words: 3日, 3个工作日, 1个月15日, 24小时, 立即; spans that do not read as one number are joined by 加. */
export function spansZh(spans: readonly Period[]): string {
  return spans
    .map((span, index) => {
      const before = spans[index - 1];
      const reads =
        !before ||
        (COARSE.includes(before.unit) &&
          COARSE.includes(span.unit) &&
          COARSE.indexOf(before.unit) < COARSE.indexOf(span.unit));
      return `${reads ? '' : '加'}${SPAN_ZH[span.unit](span)}`;
    })
    .join('');
}
/** The period of a rule in words. */
export const periodZh = (rule: Pick<Rule, 'period' | 'plus'>): string => spansZh(spansOf(rule));
