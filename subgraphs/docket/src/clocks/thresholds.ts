import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { ruleById } from '@xianjie/contracts/clock/statutes.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before the due moment an officer is reminded; the hub's own choice, no law. */
function reminders({ period: { unit, amount } }: Rule): number[] {
  if (unit === 'hours') return amount >= 24 ? [4 * HOUR_MS] : [];
  return unit === 'months' ? [7 * DAY_MS, DAY_MS] : [DAY_MS];
}

/** 17号 art. 34 by the agency that has to enter its decisions. */
const ENTRY_RULE: Readonly<Record<string, string>> = {
  ENVIRONMENT: 'H17-34-1',
  PUBLIC_SECURITY: 'H17-34-2',
  PROCURATORATE: 'H17-34-3',
};

/**
 * When a clock that has just started speaks up first. One that was over before its start was entered waits until the period of art. 34 has passed,
 * counted from its due moment: what ended it in time may still be entered in time.
 */
export function firstFireAt(rule: Rule, due: Date, now: Date): Date {
  const entry = ENTRY_RULE[rule.obligor];
  if (due > now || !entry) return nextFireAt(rule, due, now);
  return new Date(Math.max(due.getTime(), Date.parse(dueAt({ rule: ruleById(entry), from: due.toISOString() }).due)));
}

/** The next moment after `now` at which a clock speaks up; the due moment itself when that has passed, so that it fires at once. */
export function nextFireAt(rule: Rule, due: Date, now: Date): Date {
  const moments = [...reminders(rule).map((before) => due.getTime() - before), due.getTime()];
  return new Date(moments.find((moment) => moment > now.getTime()) ?? due.getTime());
}
