import type { ActRow } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { runsOut } from '@xianjie/contracts/clock/rule.ts';
import type { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { event, log, type CaseAct, type ClockContext } from './clock-context.ts';
import { isLate, recount } from './count-clock.ts';
import { breachMessage, reminderMessage } from './messages.ts';
import { closePauses } from './pause-clock.ts';

/** A duty that binds can be done too late, also one that not every case knows (`conditional`). */
const canBeLate = ({ kind, reminder }: Deadline) => !reminder && (kind === 'duty' || kind === 'before');
/** Somebody is late when it runs out; `BINDING` is the same in SQL. */
const binds = (deadline: Deadline) => canBeLate(deadline) && !deadline.conditional;
export const BINDING = "not reminder and not conditional and kind in ('duty', 'before')";

/** An act ends a clock; what has run out by itself before is not ended by it. */
export function endClock(context: ClockContext, deadline: Deadline, act: CaseAct, state: CaseState): NewEvent[] {
  if (deadline.status === 'PAUSED') {
    closePauses(deadline, act.occurredAt);
    recount(context, deadline);
  }
  const late = isLate({ at: act.occurredAt, precision: act.precision }, deadline);
  if (late && !binds(deadline) && !deadline.conditional) return expire(context, deadline);
  const status = late && canBeLate(deadline) ? 'SATISFIED_LATE' : 'SATISFIED';
  const before = deadline.status;
  deadline.status = status;
  deadline.endedBy = act.id;
  deadline.endedAt = new Date(act.occurredAt);
  deadline.nextFireAt = null;
  if (status === 'SATISFIED_LATE') deadline.breachedAt ??= deadline.dueAt;
  log(context, deadline, status, before, status, ACTS[act.act].zh);
  const { title } = context.statutes.byId(deadline.ruleId);
  const verb = status === 'SATISFIED_LATE' ? '逾期完成' : runsOut(deadline) ? '已结束' : '按期完成';
  return [
    event(
      context,
      'CLOCK_SATISFIED',
      deadline,
      act.id,
      `${verb}：${title.zh}——${ACTS[act.act].zh}${outcome(act.act, state)}`,
    ),
  ];
}

/** "：已立案" where what was decided earlier is told (`documentsIn`). */
function outcome(act: ActName, state: CaseState): string {
  const { documentsIn = {} }: ActRow = ACTS[act];
  return Object.values(documentsIn)
    .map(({ track }) => `：${(TRACKS[track].states as Record<string, string>)[state[track] ?? 'NONE']}`)
    .join('');
}

/** The due moment has passed: a duty is breached, a right lapses, a duration ends, a reminder reminds. Never undone. */
export function expire(context: ClockContext, deadline: Deadline): NewEvent[] {
  const rule = context.statutes.byId(deadline.ruleId);
  const before = deadline.status;
  deadline.nextFireAt = null;
  if (binds(deadline)) {
    deadline.status = 'BREACHED';
    deadline.breachedAt = deadline.dueAt;
    log(context, deadline, 'BREACHED', before, 'BREACHED', rule.breach.zh);
    return [event(context, 'CLOCK_BREACHED', deadline, null, breachMessage(rule, deadline))];
  }
  const status = runsOut(deadline) ? 'ENDED' : 'CANCELLED';
  const why = deadline.kind === 'right' && !deadline.conditional ? '期限届满未行使' : '期限届满';
  deadline.status = status;
  deadline.endedAt = deadline.dueAt;
  log(context, deadline, status, before, status, why);
  if (deadline.conditional) return [];
  if (deadline.reminder) return [event(context, 'CLOCK_REMINDED', deadline, null, reminderMessage(rule, deadline))];
  const kind = status === 'ENDED' ? 'CLOCK_ENDED' : 'CLOCK_CANCELLED';
  return [event(context, kind, deadline, null, `${why}：${rule.title.zh}（${rule.article}）`)];
}
