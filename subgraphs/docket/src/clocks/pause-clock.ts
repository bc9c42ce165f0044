import { ACTS } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { matches } from '@xianjie/contracts/clock/match.ts';
import type { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { event, log, type CaseAct, type ClockContext } from './clock-context.ts';
import { isLate, recount } from './count-clock.ts';
import { whenZh } from './messages.ts';
import { firstFireAt } from './thresholds.ts';

/** Lets a clock stand still where the rule says so; one that has run out stays as it is. */
export function pauseClock(context: ClockContext, deadline: Deadline, act: CaseAct, state: CaseState): NewEvent[] {
  if (deadline.status !== 'RUNNING' && deadline.status !== 'PAUSED') return [];
  const rule = context.statutes.byId(deadline.ruleId);
  const pauses = deadline.pauses ?? [];
  const causes = rule.pausesOn
    .filter((entry) => matches(entry, act, state))
    .map(({ cause }) => cause)
    .filter((cause) => !pauses.some((pause) => pause.cause === cause && pause.to === null));
  if (causes.length === 0) return [];
  if (deadline.status === 'RUNNING' && isLate({ at: act.occurredAt, precision: act.precision }, deadline)) return [];
  const from = new Date(Math.max(Date.parse(act.occurredAt), deadline.startsAt.getTime())).toISOString();
  deadline.pauses = [...pauses, ...[...new Set(causes)].map((cause) => ({ from, to: null, cause }))];
  deadline.nextFireAt = null;
  if (deadline.status === 'PAUSED') return [];
  deadline.status = 'PAUSED';
  log(context, deadline, 'PAUSED', 'RUNNING', 'PAUSED', ACTS[act.act].zh);
  const message = `时限中止：${rule.title.zh}，${ACTS[act.act].zh}期间不计入（${rule.article}）`;
  return [event(context, 'CLOCK_PAUSED', deadline, act.id, message)];
}

/** Lets a clock run on once every cause of its pause is gone. */
export function resumeClock(context: ClockContext, deadline: Deadline, act: CaseAct, state: CaseState): NewEvent[] {
  if (deadline.status !== 'PAUSED') return [];
  const rule = context.statutes.byId(deadline.ruleId);
  const causes = rule.resumesOn.filter((entry) => matches(entry, act, state)).map(({ cause }) => cause);
  if (causes.length === 0) return [];
  closePauses(deadline, act.occurredAt, (cause) => causes.includes(cause));
  if (deadline.pauses!.some(({ to }) => to === null)) return [];
  const before = deadline.dueAt.toISOString();
  deadline.status = 'RUNNING';
  recount(context, deadline);
  if (context.origin !== 'PUBLISHED') deadline.nextFireAt = firstFireAt(rule, deadline, context);
  log(context, deadline, 'RESUMED', before, deadline.dueAt.toISOString(), ACTS[act.act].zh);
  const message = `时限恢复：${rule.title.zh}，改为${whenZh(deadline.dueAt)}前（${rule.article}）`;
  return [event(context, 'CLOCK_RESUMED', deadline, act.id, message)];
}

/** Ends the open pauses of a clock at a moment; a pause that is said to end before it began ends when it began. */
export function closePauses(deadline: Deadline, at: string, which: (cause: string) => boolean = () => true): void {
  deadline.pauses = (deadline.pauses ?? []).map((pause) => {
    if (pause.to !== null || !which(pause.cause)) return pause;
    const to = new Date(Math.max(Date.parse(at), Date.parse(pause.from))).toISOString();
    return { ...pause, to };
  });
}
