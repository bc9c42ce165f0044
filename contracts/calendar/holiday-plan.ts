import { refuse } from '../errors.ts';
import type { YearPlan } from './calendar.ts';
import { FIRST_YEAR, LAST_YEAR } from './years.ts';

/** Days of one holiday, MM-DD. */
export interface HolidayDays {
  readonly name: string;
  readonly days: readonly string[];
}
/** The State Council's notice for a year as it is entered. */
export interface HolidayPlanInput {
  readonly year: number;
  /** document number or source of the notice */
  readonly notice: string;
  /** days without work; weekends may be among them */
  readonly off: readonly HolidayDays[];
  /** weekend days with work */
  readonly work: readonly HolidayDays[];
}
export interface HolidayPlan {
  readonly year: number;
  readonly notice: string;
  readonly plan: YearPlan;
}

const LONGEST_NOTICE = 200;
const LONGEST_NAME = 20;
const MOST_DAYS = 100;
const WEEKDAYS = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'];
const bad = (field: string, reason: string) => refuse('BAD_FIELD', { field, reason });

/**
 * Checks a holiday plan and brings it into the form of `china.yaml`: weekdays without work, weekend days with work, in order.
 * @throws GraphQLError BAD_FIELD
 */
export function readHolidayPlan({ year, notice, off, work }: HolidayPlanInput): HolidayPlan {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw bad('年份', `须为 ${FIRST_YEAR}–${LAST_YEAR} 之间的整数。`);
  const source = notice.trim();
  if (source === '' || source.length > LONGEST_NOTICE)
    throw bad('文号', `须填写通知的文号或来源，不超过 ${LONGEST_NOTICE} 字。`);
  const seen = new Map<string, string>();
  const read = (field: string, given: readonly HolidayDays[]) =>
    given.map(({ name, days }) => {
      const holiday = name.trim();
      if (holiday === '' || holiday.length > LONGEST_NAME)
        throw bad(field, `节日名称须填写，不超过 ${LONGEST_NAME} 字。`);
      if (days.length === 0) throw bad(field, `${holiday}没有填写日期。`);
      return {
        name: holiday,
        days: days.map((day) => {
          const date = dateOf(year, day, field);
          const before = seen.get(day);
          if (before) throw bad(field, `${year}-${day} 已列在${before}，一天只能列一次。`);
          seen.set(day, `${field}（${holiday}）`);
          if (seen.size > MOST_DAYS) throw bad(field, `日期过多，一年最多 ${MOST_DAYS} 天。`);
          return date;
        }),
      };
    });
  const offDays = read('放假日', off);
  const workDays = read('调休上班日', work);
  if (offDays.length === 0) throw bad('放假日', '至少须填写一个节日。');
  for (const { days } of workDays)
    for (const date of days)
      if (date.dayOfWeek <= 5)
        throw bad(
          '调休上班日',
          `${date.toString()} 是${WEEKDAYS[date.dayOfWeek - 1]}，本来上班，只填写调休上班的周末。`,
        );
  return {
    year,
    notice: source,
    plan: { off: byName(offDays, (date) => date.dayOfWeek <= 5), work: byName(workDays, () => true) },
  };
}

function dateOf(year: number, day: string, field: string): Temporal.PlainDate {
  const [, month, date] = /^(\d\d)-(\d\d)$/.exec(day) ?? [];
  try {
    if (month && date) return Temporal.PlainDate.from({ year, month: +month, day: +date }, { overflow: 'reject' });
  } catch {
    // refused below
  }
  throw bad(field, `${day} 不是 ${year} 年的日期，请按 MM-DD 填写，例如 10-01。`);
}

function byName(
  holidays: readonly { name: string; days: readonly Temporal.PlainDate[] }[],
  keep: (date: Temporal.PlainDate) => boolean,
): Record<string, string[]> {
  const plan: Record<string, string[]> = {};
  for (const { name, days } of holidays) {
    const kept = days.filter(keep).map((date) => date.toString().slice(5));
    if (kept.length > 0) plan[name] = [...(plan[name] ?? []), ...kept].toSorted();
  }
  return plan;
}

/** The same days under the same names, in whatever order they were entered. */
export function isSamePlan(a: YearPlan, b: YearPlan): boolean {
  const text = ({ off, work }: YearPlan) =>
    JSON.stringify([off, work].map((part) => Object.entries(part).toSorted(([x], [y]) => (x < y ? -1 : 1))));
  return text(a) === text(b);
}
