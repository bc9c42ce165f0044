import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Which days are worked. A calendar covers whole years; beyond them it answers Monday–Friday and says so. */
export interface Calendar {
  /** the holiday plan of that year is published */
  covers(year: number): boolean;
  isWorkingDay(date: Temporal.PlainDate): boolean;
  /** why a day is not worked, or is worked although a weekend; null on an ordinary day */
  reason(date: Temporal.PlainDate): string | null;
}

/** `off`: weekdays without work; `work`: weekend days with work; by holiday name, days as MM-DD. */
export interface YearPlan {
  readonly off: Readonly<Record<string, readonly string[]>>;
  readonly work: Readonly<Record<string, readonly string[]>>;
}

/** Makes a calendar from yearly plans. */
export function makeCalendar(plans: Readonly<Record<string, YearPlan>>): Calendar {
  const special = new Map<string, { work: boolean; name: string }>();
  for (const [year, { off, work }] of Object.entries(plans)) {
    for (const [name, days] of Object.entries(off))
      for (const day of days) special.set(`${year}-${day}`, { work: false, name });
    for (const [name, days] of Object.entries(work))
      for (const day of days) special.set(`${year}-${day}`, { work: true, name });
  }
  return {
    covers: (year) => String(year) in plans,
    isWorkingDay: (date) => special.get(date.toString())?.work ?? date.dayOfWeek <= 5,
    reason(date) {
      const day = special.get(date.toString());
      if (day) return day.work ? `${day.name}调休上班` : `${day.name}放假`;
      return date.dayOfWeek > 5 ? '周末' : null;
    },
  };
}

/** The published plans of the State Council, 2004–2026, by year. */
export const CHINA_PLANS = parse(readFileSync(new URL('./china.yaml', import.meta.url), 'utf8')) as Readonly<
  Record<string, YearPlan>
>;
export const CHINA: Calendar = makeCalendar(CHINA_PLANS);

const MOST_DAYS = 4_000;

/** Working days after one date up to another, that one included; below zero those by which it is past. Counts at most some ten years. */
export function workingDaysUntil(calendar: Calendar, from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const [first, last, sign] = Temporal.PlainDate.compare(from, to) <= 0 ? [from, to, 1] : [to, from, -1];
  let count = 0;
  let date = first;
  for (let day = 0; day < MOST_DAYS && Temporal.PlainDate.compare(date, last) < 0; day += 1) {
    date = date.add({ days: 1 });
    if (calendar.isWorkingDay(date)) count += 1;
  }
  return sign * count || 0;
}
