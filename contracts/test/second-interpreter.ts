import type { Period, TimeRule } from '../clock/rule.ts';

/**
 * A second interpreter, on purpose unlike the first: no Temporal, no addition of days; it walks a list of days in UTC and ticks them off.
 * Times are local (Asia/Shanghai has had one offset since 1992), written as YYYY-MM-DDTHH:MM:SS.
 */
export function countByWalking(
  { amount, unit }: Period,
  rule: TimeRule,
  start: string,
  isWorkingDay: (day: string) => boolean,
): string {
  const at = Date.parse(`${start}Z`);
  if (unit === 'hours') return new Date(at + amount * 3_600_000).toISOString().slice(0, 19);
  const days: string[] = [];
  for (let day = 1; day < 900; day += 1) days.push(new Date(at + day * 86_400_000).toISOString().slice(0, 10));
  const onlyWorking =
    unit === 'working_days' ||
    (unit === 'days' && (rule === 'T853' || (rule === 'TAPL' && [2, 3, 5, 7].includes(amount))));
  if (onlyWorking) return `${days.filter(isWorkingDay)[amount - 1]}T23:59:59`;
  let index = unit === 'months' ? days.indexOf(monthsOn(start.slice(0, 10), amount)) : amount - 1;
  if (rule !== 'TCPL-CUST') while (!isWorkingDay(days[index]!)) index += 1;
  return `${days[index]}T23:59:59`;
}

function monthsOn(day: string, amount: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lengthOf = (index: number) => new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const wasLast = date === lengthOf(month - 1);
  const length = lengthOf(month - 1 + amount);
  const landed = wasLast || date > length ? length : date;
  return new Date(Date.UTC(year, month - 1 + amount, landed)).toISOString().slice(0, 10);
}
