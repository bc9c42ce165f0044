import { compareLegal, type LegalTime } from '@xianjie/contracts/acts/legal-time.ts';
import { dueAt, readStart, type PauseTimes } from '@xianjie/contracts/clock/due-at.ts';
import { spansOf } from '@xianjie/contracts/clock/spans.ts';
import type { Deadline } from '../entities/deadline.ts';
import type { ClockContext } from './clock-context.ts';

/** Computes a clock's due moment anew from what its row says; an open pause is counted up to `until`, or not at all. */
export function recount({ statutes, calendar }: ClockContext, deadline: Deadline, until?: string): void {
  const rule = statutes.byId(deadline.ruleId);
  const spans = deadline.spans ?? spansOf(rule);
  const pauses = (deadline.pauses ?? []).flatMap(({ from, to }): PauseTimes[] => {
    const end = to ?? until;
    return end ? [{ from, to: end }] : [];
  });
  const counted = dueAt({
    rule,
    from: deadline.startsAt.toISOString(),
    precision: deadline.startPrecision,
    spans,
    pauses,
    inCustody: deadline.inCustody,
    calendar,
  });
  const immediately = spans.every(({ unit, amount }) => unit === 'hours' && amount === 0);
  deadline.dueAt = immediately ? endOfDay(counted.due) : new Date(counted.due);
  deadline.provisional = counted.provisional;
  deadline.approximate = counted.approximate;
  deadline.steps = [...counted.steps];
  deadline.calendarVersion = calendar.version;
}

/** 立即 (0 hours) is judged by the day: the law gives no number, and the hub invents none that is shorter. */
const endOfDay = (due: string) =>
  new Date(readStart(due).with({ hour: 23, minute: 59, second: 59, millisecond: 0 }).epochMilliseconds);

/** Whether a moment is after the due moment, as exactly as both are known. */
export const isLate = (moment: LegalTime, { dueAt: due, startPrecision }: Deadline): boolean =>
  compareLegal(moment, { at: due, precision: startPrecision }) > 0;

/** On a published case nobody is late because the publication is silent: only what ends by itself ends without an act. */
export const endsByItself = ({ kind, conditional, reminder }: Deadline) =>
  conditional || reminder || (kind !== 'duty' && kind !== 'before');
