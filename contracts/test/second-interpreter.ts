import type { Period, TimeRule } from '../clock/rule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const names: string[] = [];
/** 2026-02-13 of a time; each day is written once. */
const dayOf = (time: number) => (names[Math.floor(time / DAY)] ??= new Date(time).toISOString().slice(0, 10));
const secondOf = (time: number) => new Date(time).toISOString().slice(0, 19);
const msOf = (local: string) => Date.parse(`${local.length === 10 ? `${local}T00:00:00` : local}Z`);

/** Times are local (Asia/Shanghai has had one offset since 1992), written as YYYY-MM-DDTHH:MM:SS. */
export interface Interruption {
  readonly from: string;
  readonly to: string;
}
interface Walk {
  readonly backwards?: boolean;
  readonly pauses?: readonly Interruption[];
}

/**
 * A second interpreter, on purpose unlike the first: no Temporal, nothing is moved or shifted; it lives through the days one by one, ticks those
 * that count and stops on the first evening on which the period is over and nothing interrupts it.
 */
export function countByWalking(
  period: Period | readonly Period[],
  rule: TimeRule,
  start: string,
  isWorkingDay: (day: string) => boolean,
  { backwards = false, pauses = [] }: Walk = {},
): string {
  const spans = 'unit' in period ? [period] : period;
  const step = backwards ? -1 : 1;
  let clock = msOf(start);
  let evening = false;
  const still = (day: string) => pauses.some(({ from, to }) => from.slice(0, 10) <= day && day < to.slice(0, 10));
  const lost = (day: string) => pauses.some(({ from, to }) => from.slice(0, 10) < day && day <= to.slice(0, 10));
  const walk = (needed: number, counts: (day: string) => boolean) => {
    for (let ticks = 0; ;) {
      clock += step * DAY;
      const day = dayOf(clock);
      if (!lost(day) && counts(day)) ticks += 1;
      if (ticks >= needed && !still(day)) break;
    }
    evening = true;
  };
  for (let index = 0; index < spans.length; index += 1) {
    const { unit, amount } = spans[index]!;
    if (unit === 'hours') {
      if (evening) clock = msOf(`${dayOf(clock)}T23:59:59`);
      evening = false;
      let left = amount * HOUR;
      for (const { from, to } of backwards ? [] : pauses) {
        const running = msOf(from) - clock;
        if (running < 0 || left < running) continue;
        left -= running;
        clock = msOf(to);
      }
      clock += step * left;
      continue;
    }
    if (isInWorkingDays(spans[index]!, rule)) {
      walk(amount, isWorkingDay);
      continue;
    }
    let target = dayOf(clock);
    for (; ; index += 1) {
      target = beyond(target, spans[index]!, step);
      const next = spans[index + 1];
      if (!next || next.unit === 'hours' || isInWorkingDays(next, rule)) break;
    }
    // a date fixed in advance may have passed already
    if (!backwards && target <= dayOf(clock)) {
      clock = msOf(target);
      evening = true;
    } else walk(Math.abs(msOf(target) - msOf(dayOf(clock))) / DAY, () => true);
  }
  if (!evening) return secondOf(clock);
  if (rule !== 'TCPL-CUST' && !backwards && spans.at(-1)!.unit !== 'fixed_date')
    while (!isWorkingDay(dayOf(clock)) || still(dayOf(clock))) clock += DAY;
  return `${dayOf(clock)}T23:59:59`;
}

const isInWorkingDays = ({ unit, amount }: Period, rule: TimeRule) =>
  unit === 'working_days' ||
  (unit === 'days' && (rule === 'T853' || (rule === 'TAPL' && [2, 3, 5, 7].includes(amount))));

function beyond(day: string, { unit, amount, date }: Period, step: number): string {
  if (unit === 'fixed_date') return date!;
  return unit === 'months' ? monthsOn(day, step * amount) : dayOf(msOf(day) + step * amount * DAY);
}

function monthsOn(day: string, amount: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lengthOf = (index: number) => new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const wasLast = date === lengthOf(month - 1);
  const length = lengthOf(month - 1 + amount);
  const landed = wasLast || date > length ? length : date;
  return new Date(Date.UTC(year, month - 1 + amount, landed)).toISOString().slice(0, 10);
}
