import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { isHeld } from '@xianjie/contracts/acts/criminal-stages.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import type { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { event, log, type CaseAct, type ClockContext } from './clock-context.ts';
import { isLate, recount } from './count-clock.ts';
import { whenZh } from './messages.ts';
import { nextFireAt } from './thresholds.ts';

/**
 * Counts an open clock anew where the act puts the person into custody or sets them free, and the rule asks it. What was the last day when it came
 * stays the last day: a release after it moves nothing, and an arrest in the holidays takes back none of the days that had been added.
 */
export function followCustody(context: ClockContext, deadline: Deadline, act: CaseAct, state: CaseState): NewEvent[] {
  const rule = context.statutes.byId(deadline.ruleId);
  const held = isHeld(state);
  if (!rule.followsCustody || deadline.inCustody === held) return [];
  const before = deadline.dueAt;
  const isOver = () =>
    deadline.status !== 'PAUSED' && isLate({ at: act.occurredAt, precision: act.precision }, deadline);
  if (isOver()) return [];
  deadline.inCustody = held;
  recount(context, deadline);
  if (isOver()) {
    deadline.inCustody = !held;
    recount(context, deadline);
  }
  if (deadline.dueAt.getTime() === before.getTime()) return [];
  const why = `${ACTS[act.act].zh}，${held ? '在押期间期限届满不顺延' : '不再在押，期限届满遇节假日顺延'}`;
  log(context, deadline, 'RECALCULATED', before.toISOString(), deadline.dueAt.toISOString(), why);
  if (deadline.nextFireAt) deadline.nextFireAt = nextFireAt(rule, deadline, context.now);
  const message = `时限重新计算：${rule.title.zh}，由${whenZh(before)}改为${whenZh(deadline.dueAt)}（${rule.article}），${why}`;
  return [event(context, 'CLOCK_RECALCULATED', deadline, act.id, message)];
}
