import { randomUUIDv7 } from 'node:crypto';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { isHeld } from '@xianjie/contracts/acts/criminal-stages.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import type { ClockStart } from '@xianjie/contracts/clock/match.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { event, log, type CaseAct, type ClockContext } from './clock-context.ts';
import { isLate, recount } from './count-clock.ts';
import { audienceOf, startMessage, whenZh } from './messages.ts';
import { pauseClock } from './pause-clock.ts';
import { firstFireAt } from './thresholds.ts';

interface Starter {
  /** the act, or the clock whose lapse starts this one */
  readonly by: string;
  readonly act: ActName;
  readonly caseId: string;
  /** when the duty began, which decides what is in force */
  readonly at: Date | string;
  readonly why: string;
  readonly inCustody?: boolean;
}

/** Writes a new running clock; says nothing yet. */
export function arm(
  context: ClockContext,
  start: ClockStart,
  { by, act, caseId, at, why, inCustody = false }: Starter,
): Deadline {
  const { em, statutes, origin, now } = context;
  const { rule, spans } = start;
  const deadline = em.create(Deadline, {
    id: randomUUIDv7(),
    caseId,
    ruleId: rule.id,
    obligor: start.obligor,
    obligee: start.obligee,
    kind: rule.kind,
    reminder: statutes.isReminder(rule, at),
    conditional: rule.conditional,
    startedBy: by,
    startAct: act,
    startsAt: new Date(start.from),
    startPrecision: start.precision,
    spans,
    pauses: null,
    extensions: null,
    inCustody,
    dueAt: now,
    provisional: false,
    approximate: false,
    steps: [],
    status: 'RUNNING',
    endedBy: null,
    endedAt: null,
    nextFireAt: null,
    breachedAt: null,
    audience: audienceOf(start),
  });
  recount(context, deadline);
  if (origin !== 'PUBLISHED') deadline.nextFireAt = firstFireAt(rule, deadline, context);
  em.persist(deadline);
  log(context, deadline, 'STARTED', null, deadline.dueAt.toISOString(), why);
  return deadline;
}

/** Starts a clock as an act of the case does; it stands still at once where the same act says so. */
export function startClock(context: ClockContext, start: ClockStart, act: CaseAct, state: CaseState): NewEvent[] {
  const deadline = arm(context, start, {
    by: act.id,
    act: act.act,
    caseId: act.caseId,
    at: act.occurredAt,
    why: `${ACTS[act.act].zh}（${start.rule.article}）`,
    inCustody: isHeld(state),
  });
  return [
    event(context, 'CLOCK_STARTED', deadline, act.id, startMessage(start.rule, deadline)),
    ...pauseClock(context, deadline, act, state),
  ];
}

/** Another rule takes over a running clock and counts from its start. */
export function takeOver(
  context: ClockContext,
  deadline: Deadline,
  { rule, spans }: ClockStart,
  act: CaseAct,
): NewEvent[] {
  // what has run out is not prolonged any more
  if (isLate({ at: act.occurredAt, precision: act.precision }, deadline)) return [];
  const before = deadline.dueAt.toISOString();
  deadline.ruleId = rule.id;
  deadline.spans = spans;
  deadline.extensions = null;
  recount(context, deadline);
  if (deadline.nextFireAt) deadline.nextFireAt = firstFireAt(rule, deadline, context);
  log(context, deadline, 'EXTENDED', before, deadline.dueAt.toISOString(), ACTS[act.act].zh);
  return [extendedEvent(context, deadline, rule, act)];
}

export const extendedEvent = (context: ClockContext, deadline: Deadline, rule: Rule, act: CaseAct): NewEvent =>
  event(
    context,
    'CLOCK_EXTENDED',
    deadline,
    act.id,
    `时限延长：${rule.title.zh}，改为${whenZh(deadline.dueAt)}前（${rule.article}）`,
  );
