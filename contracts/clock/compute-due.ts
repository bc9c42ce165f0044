import { CHINA, type Calendar } from '../calendar/calendar.ts';
import type { Period, TimeRule } from './rule.ts';

export const LEGAL_ZONE = 'Asia/Shanghai';

/** One step of the counting, in words an officer can follow. */
export interface CountingStep {
  readonly date: string;
  readonly text: string;
}
export interface Counted {
  /** the last moment of the period, ISO 8601 with +08:00 */
  readonly due: string;
  /** a year without a published holiday plan was touched */
  readonly provisional: boolean;
  readonly steps: readonly CountingStep[];
}

/** Numbers of days that 行政处罚法 art. 85 turns into working days. */
const APL_WORKING = new Set([2, 3, 5, 7]);
const MOST_STEPS = 40;

/**
 * Computes when a period ends. Pure.
 * @param from the moment the period is counted from; the start day is not counted
 * @param backwards the period ends before the event instead of after it
 */
export function computeDue(
  period: Period,
  timeRule: TimeRule,
  from: Temporal.ZonedDateTime,
  { calendar = CHINA, backwards = false }: { calendar?: Calendar; backwards?: boolean } = {},
): Counted {
  const steps: CountingStep[] = [];
  const note = (date: Temporal.PlainDate, text: string) => {
    if (steps.length < MOST_STEPS) steps.push({ date: date.toString(), text });
  };
  const years = new Set<number>();
  const works = (date: Temporal.PlainDate) => {
    years.add(date.year);
    return calendar.isWorkingDay(date);
  };
  const start = from.toPlainDate();
  years.add(start.year);
  const finish = (due: Temporal.ZonedDateTime): Counted => {
    years.add(due.year);
    const provisional = [...years].some((year) => !calendar.covers(year)) && period.unit !== 'fixed_date';
    return { due: due.toString({ timeZoneName: 'never', smallestUnit: 'second' }), provisional, steps };
  };
  const endOf = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: LEGAL_ZONE, plainTime: '23:59:59' });

  if (period.unit === 'fixed_date') {
    const date = Temporal.PlainDate.from(period.date!);
    note(date, '法定日期');
    return finish(endOf(date));
  }
  const sign = backwards ? -1 : 1;
  if (period.unit === 'hours') {
    const due = from.add({ hours: sign * period.amount });
    note(start, period.amount === 0 ? '立即' : `自${clock(from)}起连续计算${period.amount}小时`);
    note(due.toPlainDate(), `届满于${clock(due)}`);
    return finish(due);
  }

  note(start, backwards ? '期日当日不计入，向前计算' : '起算当日不计入');
  const working =
    period.unit === 'working_days' ||
    (period.unit === 'days' && (timeRule === 'T853' || (timeRule === 'TAPL' && APL_WORKING.has(period.amount))));
  if (working) {
    let date = start;
    for (let counted = 0; counted < period.amount;) {
      date = date.add({ days: sign });
      if (works(date)) {
        counted += 1;
        note(date, `第${counted}个工作日${calendar.reason(date) ? `（${calendar.reason(date)}）` : ''}`);
      } else note(date, `${calendar.reason(date)}，不计入`);
    }
    return finish(endOf(date));
  }

  let date =
    period.unit === 'months' ? addMonths(start, sign * period.amount) : start.add({ days: sign * period.amount });
  note(date, period.unit === 'months' ? `${period.amount}个月届满之日` : `第${period.amount}日`);
  if (timeRule !== 'TCPL-CUST' && !backwards) {
    while (!works(date)) {
      note(date, `${calendar.reason(date)}，顺延`);
      date = date.add({ days: 1 });
      if (works(date)) note(date, '节假日后的第一日，届满');
    }
  }
  return finish(endOf(date));
}

/** Same day of a later month; from the last day of a month to the last day; a missing day becomes the last (法释〔2021〕1号 art. 202). */
function addMonths(start: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const moved = start.add({ months }, { overflow: 'constrain' });
  return start.day === start.daysInMonth ? moved.with({ day: moved.daysInMonth }) : moved;
}

const clock = (at: Temporal.ZonedDateTime) =>
  `${at.toPlainDate()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
