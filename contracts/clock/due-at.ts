import type { Calendar } from '../calendar/calendar.ts';
import type { Precision } from '../envelope.ts';
import { computeDue, LEGAL_ZONE, type CountingStep } from './compute-due.ts';
import type { Rule } from './rule.ts';

export interface Due {
  readonly rule: string;
  readonly article: string;
  readonly from: string;
  /** ISO 8601 in Asia/Shanghai */
  readonly due: string;
  readonly provisional: boolean;
  /** the start is known less exactly than the period is counted */
  readonly approximate: boolean;
  readonly steps: readonly CountingStep[];
}

/**
 * When a rule's period ends.
 * @param from instant or plain date the period is counted from; a date alone is its beginning
 * @param precision how exactly `from` is known: of a month or year its last day is taken, in favour of whoever is bound
 * @throws RangeError when `from` is not a date
 */
export function dueAt({
  rule,
  from,
  precision = 'minute',
  calendar,
}: {
  rule: Rule;
  from: string;
  precision?: Precision;
  calendar?: Calendar;
}): Due {
  const start = latest(readStart(from), precision);
  const counted = computeDue(rule.period, rule.timeRule, start, {
    ...(calendar ? { calendar } : {}),
    backwards: rule.kind === 'before',
  });
  const approximate =
    precision === 'month' || precision === 'year' || (precision === 'day' && rule.period.unit === 'hours');
  return {
    rule: rule.id,
    article: rule.article,
    from: start.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
    ...counted,
    approximate,
  };
}

/** Reads an instant with offset, or a plain date as the beginning of that day in legal time. */
export function readStart(text: string): Temporal.ZonedDateTime {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text).toZonedDateTime(LEGAL_ZONE);
  return Temporal.Instant.from(text).toZonedDateTimeISO(LEGAL_ZONE);
}

function latest(start: Temporal.ZonedDateTime, precision: Precision): Temporal.ZonedDateTime {
  if (precision === 'year') return latest(start.with({ month: 12 }), 'month');
  if (precision === 'month') return start.with({ day: start.daysInMonth, hour: 23, minute: 59, second: 59 });
  if (precision === 'day') return start.with({ hour: 23, minute: 59, second: 59 });
  return start;
}
