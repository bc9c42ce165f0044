import type { Calendar } from '../calendar/calendar.ts';
import type { Precision } from '../envelope.ts';
import { computeDue, LEGAL_ZONE, type CountingStep, type Pause } from './compute-due.ts';
import type { Period, Rule } from './rule.ts';
import { spansOf } from './spans.ts';

/** A time that does not count, as instants or plain dates. */
export interface PauseTimes {
  readonly from: string;
  readonly to: string;
}

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
 * @param spans the period where it is not the rule's own: a variant, or extended
 * @param pauses times that do not count; may overlap
 * @param inCustody whether the person is held, for rules that ask it
 * @throws RangeError when `from` or a pause is not a date
 */
export function dueAt({
  rule,
  from,
  precision = 'minute',
  calendar,
  spans = spansOf(rule),
  pauses = [],
  inCustody = false,
}: {
  rule: Rule;
  from: string;
  precision?: Precision;
  calendar?: Calendar;
  spans?: readonly Period[];
  pauses?: readonly PauseTimes[];
  inCustody?: boolean;
}): Due {
  const start = latest(readStart(from), precision);
  const counted = computeDue(spans, rule.followsCustody && inCustody ? 'TCPL-CUST' : rule.timeRule, start, {
    ...(calendar ? { calendar } : {}),
    backwards: rule.kind === 'before',
    pauses: withoutOverlap(pauses, start),
  });
  const approximate =
    precision === 'month' ||
    precision === 'year' ||
    (precision === 'day' && spans.some(({ unit }) => unit === 'hours'));
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

/** Pauses after the start, in order; those that touch or overlap become one. */
function withoutOverlap(pauses: readonly PauseTimes[], start: Temporal.ZonedDateTime): Pause[] {
  const { compare } = Temporal.ZonedDateTime;
  const merged: { from: Temporal.ZonedDateTime; to: Temporal.ZonedDateTime }[] = [];
  const read = pauses.map(({ from, to }) => ({ from: readStart(from), to: readStart(to) }));
  for (const { from, to } of read.toSorted((a, b) => compare(a.from, b.from))) {
    const last = merged.at(-1);
    if (last && compare(from, last.to) <= 0) last.to = compare(last.to, to) < 0 ? to : last.to;
    else if (compare(from, to) <= 0 && compare(start, to) <= 0)
      merged.push({ from: compare(from, start) < 0 ? start : from, to });
  }
  return merged;
}
