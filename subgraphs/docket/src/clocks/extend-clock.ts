import { ACTS } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { extended, matches } from '@xianjie/contracts/clock/match.ts';
import { spansOf } from '@xianjie/contracts/clock/spans.ts';
import type { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { log, type CaseAct, type ClockContext } from './clock-context.ts';
import { isLate, recount } from './count-clock.ts';
import { extendedEvent } from './start-clock.ts';
import { firstFireAt } from './thresholds.ts';

/** Extends a clock where the rule lets the act do so, as often as it may; what has run out can not be extended, and nothing is made shorter. */
export function extendClock(context: ClockContext, deadline: Deadline, act: CaseAct, state: CaseState): NewEvent[] {
  const rule = context.statutes.byId(deadline.ruleId);
  const before = deadline.extensions ?? [];
  const entry = rule.extensions.findIndex(
    (one, index) => matches(one, act, state) && before.filter(({ entry: used }) => used === index).length < one.times,
  );
  if (entry < 0) return [];
  if (deadline.status !== 'PAUSED' && isLate({ at: act.occurredAt, precision: act.precision }, deadline)) return [];
  const spans = extended(deadline.spans ?? spansOf(rule), rule.extensions[entry]!, act.payload);
  if (!spans) return [];
  const { spans: own, dueAt } = deadline;
  deadline.spans = spans;
  recount(context, deadline);
  if (deadline.dueAt < dueAt) {
    deadline.spans = own;
    recount(context, deadline);
    return [];
  }
  deadline.extensions = [...before, { act: act.act, actId: act.id, entry }];
  if (deadline.nextFireAt) deadline.nextFireAt = firstFireAt(rule, deadline, context);
  log(context, deadline, 'EXTENDED', dueAt.toISOString(), deadline.dueAt.toISOString(), ACTS[act.act].zh);
  return [extendedEvent(context, deadline, rule, act)];
}
