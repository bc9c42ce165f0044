import { CHINA, type Calendar } from '../calendar/calendar.ts';
import type { Period, TimeRule } from './rule.ts';
import { spansZh } from './spans.ts';

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
/** A time that does not count; `from` ≤ `to`. */
export interface Pause {
  readonly from: Temporal.ZonedDateTime;
  readonly to: Temporal.ZonedDateTime;
}

/** Numbers of days that 行政处罚法 art. 85 turns into working days. */
const APL_WORKING = new Set([2, 3, 5, 7]);
const MOST_STEPS = 40;
type Way = 'hours' | 'working' | 'natural';

/** How a span is counted under a time rule. */
function wayOf({ unit, amount }: Period, rule: TimeRule): Way {
  if (unit === 'hours') return 'hours';
  const working =
    unit === 'working_days' || (unit === 'days' && (rule === 'T853' || (rule === 'TAPL' && APL_WORKING.has(amount))));
  return working ? 'working' : 'natural';
}

/** Whether one of the spans is counted in working days, by its unit or by the instrument's time rule. */
export const countsWorkingDays = (spans: readonly Period[], rule: TimeRule): boolean =>
  spans.some((span) => wayOf(span, rule) === 'working');

const dayOf = (at: Temporal.ZonedDateTime) => at.toPlainDate();
const endOf = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: LEGAL_ZONE, plainTime: '23:59:59' });
const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (Temporal.PlainDate.compare(a, b) < 0 ? b : a);

/**
 * Computes when a period ends. Pure.
 * @param period one span, or several that are applied one after the other; only the end of all is moved past holidays
 * @param from the moment the period is counted from; the start day is not counted
 * @param backwards the period ends before the event instead of after it
 * @param pauses in order and without overlap; the end of natural days and months moves by the days between, working days after the day of
 * `from` up to the day of `to` are not counted, hours stand still; a period does not end while it is interrupted
 */
export function computeDue(
  period: Period | readonly Period[],
  timeRule: TimeRule,
  from: Temporal.ZonedDateTime,
  {
    calendar = CHINA,
    backwards = false,
    pauses = [],
  }: { calendar?: Calendar; backwards?: boolean; pauses?: readonly Pause[] } = {},
): Counted {
  const spans = 'unit' in period ? [period] : period;
  const steps: CountingStep[] = [];
  const note = (date: Temporal.PlainDate, text: string) => {
    if (steps.length < MOST_STEPS) steps.push({ date: date.toString(), text });
  };
  const years = new Set<number>();
  const works = (date: Temporal.PlainDate) => {
    years.add(date.year);
    return calendar.isWorkingDay(date);
  };
  const sign = backwards ? -1 : 1;
  const fixed = spans.every(({ unit }) => unit === 'fixed_date');
  const pending = [...pauses];
  const pausedDays = pauses.map((pause) => ({ from: dayOf(pause.from), to: dayOf(pause.to) }));
  let at = from;
  let date = dayOf(from);
  let way: Way = 'natural';
  years.add(date.year);
  if (wayOf(spans[0]!, timeRule) !== 'hours' && !fixed)
    note(date, backwards ? '期日当日不计入，向前计算' : '起算当日不计入');

  for (let index = 0; index < spans.length;) {
    way = wayOf(spans[index]!, timeRule);
    const end = spans.findIndex((span, place) => place > index && wayOf(span, timeRule) !== way);
    const run = spans.slice(index, end < 0 ? spans.length : end);
    index += run.length;
    /** pauses that begin within these spans; the last spans take all that are left */
    const take = (reached: (pause: Pause) => boolean, move: (pause: Pause) => void) => {
      while (pending[0] && (index === spans.length || reached(pending[0]))) move(pending.shift()!);
    };
    const onADayReached = (pause: Pause) => Temporal.PlainDate.compare(dayOf(pause.from), date) <= 0;
    if (way === 'hours') {
      const { amount } = run.reduce((sum, span) => ({ ...span, amount: sum.amount + span.amount }));
      note(dayOf(at), amount === 0 ? '立即' : `自${clock(at)}起连续计算${amount}小时`);
      at = at.add({ hours: sign * amount });
      take(
        (pause) => Temporal.ZonedDateTime.compare(pause.from, at) <= 0,
        (pause) => {
          at = at.add(pause.from.until(pause.to, { largestUnit: 'hours' }));
          note(dayOf(at), `自${clock(pause.from)}至${clock(pause.to)}中止，不计入`);
        },
      );
      note(dayOf(at), `届满于${clock(at)}`);
      date = dayOf(at);
      continue;
    }
    if (way === 'working') {
      const amount = run.reduce((sum, span) => sum + span.amount, 0);
      for (let counted = 0; counted < amount;) {
        date = date.add({ days: sign });
        const pause = pausedDays.find((days) => isWithin(date, days));
        if (pause) {
          note(date, `中止至${pause.to}，不计入`);
          date = pause.to;
        } else if (works(date)) {
          counted += 1;
          note(date, `第${counted}个工作日${calendar.reason(date) ? `（${calendar.reason(date)}）` : ''}`);
        } else note(date, `${calendar.reason(date)}，不计入`);
      }
      take(onADayReached, (pause) => (date = later(date, dayOf(pause.to))));
    } else {
      for (const span of run) {
        date = addNatural(date, span, sign);
        note(date, naturalZh(span, timeRule, span !== spans[0]));
      }
      take(onADayReached, (pause) => {
        date = date.add({ days: dayOf(pause.from).until(dayOf(pause.to)).days });
        note(date, `自${dayOf(pause.from)}至${dayOf(pause.to)}中止，不计入`);
      });
    }
    at = endOf(date);
  }

  if (way !== 'hours') {
    const interrupted = pauses.at(-1);
    if (interrupted) date = later(date, dayOf(interrupted.to));
    if (timeRule !== 'TCPL-CUST' && !backwards && spans.at(-1)!.unit !== 'fixed_date') date = roll(date);
    at = endOf(date);
  }
  years.add(date.year);
  const provisional = !fixed && [...years].some((year) => !calendar.covers(year));
  return { due: at.toString({ timeZoneName: 'never', smallestUnit: 'second' }), provisional, steps };

  /** The first day after the holidays, when the last day is one of them. */
  function roll(last: Temporal.PlainDate): Temporal.PlainDate {
    if (works(last)) return last;
    note(last, `${calendar.reason(last)}，顺延`);
    const next = last.add({ days: 1 });
    if (works(next)) note(next, '节假日后的第一日，届满');
    return roll(next);
  }
}

const isWithin = (date: Temporal.PlainDate, { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate }) =>
  Temporal.PlainDate.compare(from, date) < 0 && Temporal.PlainDate.compare(date, to) <= 0;

function addNatural(date: Temporal.PlainDate, { unit, amount, date: fixed }: Period, sign: number): Temporal.PlainDate {
  if (unit === 'fixed_date') return Temporal.PlainDate.from(fixed!);
  return unit === 'months' ? addMonths(date, sign * amount) : date.add({ days: sign * amount });
}

/** Same day of a later month; from the last day of a month to the last day; a missing day becomes the last (法释〔2021〕1号 art. 202). */
function addMonths(start: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const moved = start.add({ months }, { overflow: 'constrain' });
  return start.day === start.daysInMonth ? moved.with({ day: moved.daysInMonth }) : moved;
}

function naturalZh(span: Period, timeRule: TimeRule, further: boolean): string {
  if (span.unit === 'fixed_date') return timeRule === 'FIXED' ? '法定日期' : '载明的届满之日';
  if (further) return `再计${spansZh([span])}`;
  return span.unit === 'months' ? `${span.amount}个月届满之日` : `第${span.amount}日`;
}

const clock = (at: Temporal.ZonedDateTime) => `${dayOf(at)} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
