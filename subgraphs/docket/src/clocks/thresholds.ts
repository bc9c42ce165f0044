import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { STATUTES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';
import { BUNDLED_CALENDAR, type DocketCalendar } from '../calendar/docket-calendar.ts';
import type { Deadline } from '../entities/deadline.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
type Moment = Pick<Deadline, 'dueAt' | 'reminder'>;

/** How long before the due moment an officer is reminded; the hub's own choice, no law. A reminder speaks once, at its end. */
function reminders({ period: { unit, amount } }: Rule, { reminder }: Moment): number[] {
  if (reminder) return [];
  if (unit === 'hours') return amount >= 24 ? [4 * HOUR_MS] : [];
  return unit === 'months' ? [7 * DAY_MS, DAY_MS] : [DAY_MS];
}

/** 17号 art. 34 by whose decisions and doings have to be entered. */
const ENTRY_RULE: Readonly<Record<string, string>> = {
  ENVIRONMENT: 'H17-34-1',
  PUBLIC_SECURITY: 'H17-34-2',
  PROCURATORATE: 'H17-34-3',
  // what parties do the bureau enters
  PARTY: 'H17-34-1',
};

/**
 * When a clock that has just started speaks up first. One that was over before its start was entered waits until the period of art. 34 has passed,
 * counted from its due moment: what ended it in time may still be entered in time.
 */
export function firstFireAt(
  rule: Rule,
  clock: Moment & Pick<Deadline, 'obligor'>,
  {
    now,
    statutes = STATUTES,
    calendar = BUNDLED_CALENDAR,
  }: { now: Date; statutes?: Statutes; calendar?: DocketCalendar },
): Date {
  const due = clock.dueAt;
  const entry = statutes.find(ENTRY_RULE[clock.obligor] ?? '');
  if (due > now || !entry) return nextFireAt(rule, clock, now);
  const entered = Date.parse(dueAt({ rule: entry, from: due.toISOString(), calendar }).due);
  return new Date(Math.max(due.getTime(), entered));
}

/** The next moment after `now` at which a clock speaks up; the due moment itself when that has passed, so that it fires at once. */
export function nextFireAt(rule: Rule, clock: Moment, now: Date): Date {
  const due = clock.dueAt.getTime();
  const moments = [...reminders(rule, clock).map((before) => due - before), due];
  return new Date(moments.find((moment) => moment > now.getTime()) ?? due);
}
