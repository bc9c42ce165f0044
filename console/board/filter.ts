import { DECISION_NAMES, type Decision } from '@xianjie/contracts/access/board.ts';
import { ORIGINS, type Origin } from '@xianjie/contracts/case/terms.ts';
import { divisionName } from '@xianjie/contracts/identifiers/division.ts';
import { hubNow } from '../api/clock.ts';
import { language, say } from '../shell/language.ts';

/** What the board is about, as its address says. */
export interface BoardFilter {
  /** `3m`, `12m`, `36m` up to now, or a year */
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly division: string;
  readonly origin: Origin | null;
  /** the decision whose months are shown */
  readonly decision: Decision;
}

const FIRST_YEAR = 2015;
const USUAL = '12m';
const BACK: Readonly<Record<string, number>> = { '3m': 3, [USUAL]: 12, '36m': 36 };

/** Year and month of the hub's time in Beijing. */
function thisMonth(): readonly [number, number] {
  const [year, month] = new Date(hubNow() + 8 * 3_600_000).toISOString().split('-').map(Number);
  return [year!, month!];
}
/** The beginning of a month in legal time; months below 1 and above 12 are of the years before and after. */
export function monthStart(year: number, month: number): string {
  const day = new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
  return `${day}T00:00:00+08:00`;
}

/** The periods one may choose, with their names. */
export function periods(): [string, string][] {
  const [year] = thisMonth();
  return [
    ['3m', say('近三个月', 'Last 3 months')],
    [USUAL, say('近十二个月', 'Last 12 months')],
    ['36m', say('近三年', 'Last 3 years')],
    ...Array.from({ length: year - FIRST_YEAR + 1 }, (_, back): [string, string] => {
      const name = String(year - back);
      return [name, say(`${name}年`, name)];
    }),
  ];
}

/** The filter in words, for paper. */
export function filterWords({ period, division, origin }: BoardFilter): string {
  const name = periods().find(([one]) => one === period)![1];
  const place = division ? (divisionName(division) ?? division) : say('全部区划', 'all divisions');
  return [name, place, origin ? ORIGINS[origin] : say('全部来源', 'all origins')].join(' · ');
}

export function readFilter(search: URLSearchParams): BoardFilter {
  const asked = search.get('period') ?? USUAL;
  const period = periods().some(([name]) => name === asked) ? asked : USUAL;
  const [year, month] = thisMonth();
  const back = BACK[period];
  const origin = search.get('origin');
  const decision = search.get('decision') as Decision;
  return {
    period,
    from: back ? monthStart(year, month + 1 - back) : monthStart(Number(period), 1),
    to: back ? monthStart(year, month + 1) : monthStart(Number(period) + 1, 1),
    division: search.get('division') ?? '',
    origin: origin && origin in ORIGINS ? (origin as Origin) : null,
    decision: DECISION_NAMES.includes(decision) ? decision : 'FILING',
  };
}

/** Which cases, as the address of a list says it. */
export const casesOf = ({ division, origin }: BoardFilter) => ({
  ...(division ? { division } : {}),
  ...(origin ? { origin } : {}),
});

/** The same as variables of a query. */
export const ofCases = ({ division, origin }: Pick<BoardFilter, 'division' | 'origin'>) => ({
  ...(division ? { division } : {}),
  ...(origin ? { origin: [origin] } : {}),
});

export const addressOf = (path: string, values: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(values).toString()}`;

/** The months from `from` until before `to`, YYYY-MM. */
export function monthsOf({ from, to }: BoardFilter): string[] {
  const [year, month] = from.split('-').map(Number);
  const months: string[] = [];
  for (let at = monthStart(year!, month!); at < to; at = monthStart(year!, month! + months.length))
    months.push(at.slice(0, 7));
  return months;
}
/** From the beginning of a month to that of the next. */
export function boundsOf(name: string): { from: string; to: string } {
  const [year, month] = name.split('-').map(Number);
  return { from: monthStart(year!, month!), to: monthStart(year!, month! + 1) };
}

export const monthName = (name: string): string => {
  const [year, month] = name.split('-');
  return say(`${year}年${Number(month)}月`, name);
};
export const percent = (rate: number): string =>
  new Intl.NumberFormat(language() === 'en' ? 'en' : 'zh-CN', { style: 'percent', maximumFractionDigits: 0 }).format(
    rate,
  );
export function days(count: number | null): string {
  if (count === null) return '—';
  return count < 1 ? say('不足1日', 'under 1 d') : say(`${count.toFixed(1)}日`, `${count.toFixed(1)} d`);
}
