import type { Rule } from '@xianjie/contracts/clock/rule.ts';

/** The moments a clock speaks up: its reminders, then its due moment; epoch milliseconds, in order. */
function moments(rule: Rule, due: Date): number[] {
  const reminders = rule.remind.map((before) => due.getTime() - Temporal.Duration.from(before).total({ unit: 'milliseconds', relativeTo: Temporal.PlainDate.from('2000-01-01') }));
  return [...reminders, due.getTime()].toSorted((a, b) => a - b);
}

/** The next moment after `now`; the due moment itself when that has passed, so that it fires at once. */
export function nextFireAt(rule: Rule, due: Date, now: Date): Date {
  return new Date(moments(rule, due).find((moment) => moment > now.getTime()) ?? due.getTime());
}
