import type { Rule } from '@xianjie/contracts/clock/rule.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before the due moment an officer is reminded; the hub's own choice, no law. */
function reminders({ period: { unit, amount } }: Rule): number[] {
  if (unit === 'hours') return amount >= 24 ? [4 * HOUR_MS] : [];
  return unit === 'months' ? [7 * DAY_MS, DAY_MS] : [DAY_MS];
}

/** The next moment after `now` at which a clock speaks up; the due moment itself when that has passed, so that it fires at once. */
export function nextFireAt(rule: Rule, due: Date, now: Date): Date {
  const moments = [...reminders(rule).map((before) => due.getTime() - before), due.getTime()];
  return new Date(moments.find((moment) => moment > now.getTime()) ?? due.getTime());
}
