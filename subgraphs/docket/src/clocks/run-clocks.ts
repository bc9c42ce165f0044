import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { compareLegal, type LegalTime } from '@xianjie/contracts/acts/legal-time.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type CaseState, type Track } from '@xianjie/contracts/acts/tracks.ts';
import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { isReminder, ruleById, rulesEndedBy, rulesStartedBy } from '@xianjie/contracts/clock/statutes.ts';
import type { Envelope, Origin, Precision } from '@xianjie/contracts/envelope.ts';
import { Deadline, DeadlineLog } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { audienceOf, breachMessage, startMessage, whenZh } from './messages.ts';
import { firstFireAt } from './thresholds.ts';

/** What an act does to the clocks of its case, in this order: those it ends, those it extends, those it starts. */
export async function runClocks(
  em: EntityManager,
  act: Envelope,
  state: CaseState,
  origin: Origin,
  now: Date,
): Promise<NewEvent[]> {
  const open = await em.find(Deadline, { caseId: act.caseId, endedAt: null }, { orderBy: { dueAt: 1 } });
  const moment: LegalTime = { at: act.occurredAt, precision: act.precision };
  const events: NewEvent[] = [];
  const ended = new Set(rulesEndedBy(act.act).map(({ id }) => id));
  for (const deadline of open) {
    if (ended.has(deadline.ruleId)) events.push(end(em, deadline, act, state, moment, now));
    else if (origin === 'PUBLISHED' && deadline.status === 'RUNNING' && late(moment, deadline))
      events.push(...expire(em, deadline, now));
  }
  for (const rule of rulesStartedBy(act.act, state, moment.at)) {
    const replaced = open.find(({ ruleId, endedAt }) => rule.replaces.includes(ruleId) && !endedAt);
    if (replaced) events.push(extend(em, replaced, rule, act, origin, now));
    else if (rule.replaces.length === 0) events.push(start(em, rule, act, origin, now));
  }
  return events;
}

const late = (moment: LegalTime, { dueAt: due, startPrecision }: Deadline) =>
  compareLegal(moment, { at: due, precision: startPrecision === 'minute' ? 'minute' : (startPrecision as Precision) }) >
  0;

function log(
  em: EntityManager,
  deadline: Deadline,
  change: string,
  before: string | null,
  after: string | null,
  why: string,
  at: Date,
): void {
  em.persist(em.create(DeadlineLog, { deadlineId: deadline.id, at, change, before, after, why }));
}

function start(em: EntityManager, rule: Rule, act: Envelope, origin: Origin, now: Date): NewEvent {
  const result = dueAt({ rule, from: act.occurredAt, precision: act.precision });
  const due = dueDate(rule, result.due);
  const deadline = em.create(Deadline, {
    id: randomUUIDv7(),
    caseId: act.caseId,
    ruleId: rule.id,
    obligor: rule.obligor,
    obligee: rule.obligee,
    kind: rule.kind,
    reminder: isReminder(rule, act.occurredAt),
    conditional: rule.conditional,
    startedBy: act.id,
    startAct: act.act,
    startsAt: new Date(act.occurredAt),
    startPrecision: act.precision,
    dueAt: due,
    provisional: result.provisional,
    approximate: result.approximate,
    steps: [...result.steps],
    status: 'RUNNING',
    endedBy: null,
    endedAt: null,
    nextFireAt: origin === 'PUBLISHED' ? null : firstFireAt(rule, due, now),
    breachedAt: null,
    audience: audienceOf(rule),
  });
  em.persist(deadline);
  log(em, deadline, 'STARTED', null, due.toISOString(), `${ACTS[act.act].zh}（${rule.article}）`, now);
  return event('CLOCK_STARTED', deadline, act.id, startMessage(rule, deadline), now);
}

/** 立即 (0 hours) is judged by the day: the law gives no number, and the hub invents none that is shorter. */
function dueDate({ period }: Rule, due: string): Date {
  if (period.unit !== 'hours' || period.amount > 0) return new Date(due);
  return new Date(
    Temporal.Instant.from(due)
      .toZonedDateTimeISO('Asia/Shanghai')
      .with({ hour: 23, minute: 59, second: 59, millisecond: 0 }).epochMilliseconds,
  );
}

function extend(em: EntityManager, deadline: Deadline, rule: Rule, act: Envelope, origin: Origin, now: Date): NewEvent {
  const result = dueAt({
    rule,
    from: deadline.startsAt.toISOString(),
    precision: deadline.startPrecision as Precision,
  });
  const before = deadline.dueAt.toISOString();
  deadline.ruleId = rule.id;
  deadline.dueAt = dueDate(rule, result.due);
  deadline.provisional = result.provisional;
  deadline.steps = [...result.steps];
  deadline.nextFireAt =
    origin === 'PUBLISHED' || deadline.status !== 'RUNNING' ? null : firstFireAt(rule, deadline.dueAt, now);
  log(em, deadline, 'EXTENDED', before, deadline.dueAt.toISOString(), ACTS[act.act].zh, now);
  return event(
    'CLOCK_EXTENDED',
    deadline,
    act.id,
    `时限延长：${rule.title.zh}，改为${whenZh(deadline.dueAt)}前（${rule.article}）`,
    now,
  );
}

function end(
  em: EntityManager,
  deadline: Deadline,
  act: Envelope,
  state: CaseState,
  moment: LegalTime,
  now: Date,
): NewEvent {
  const tooLate = !deadline.conditional && late(moment, deadline);
  const before = deadline.status;
  deadline.status = tooLate ? 'SATISFIED_LATE' : 'SATISFIED';
  deadline.endedBy = act.id;
  deadline.endedAt = new Date(act.occurredAt);
  deadline.nextFireAt = null;
  if (tooLate && !deadline.breachedAt) deadline.breachedAt = deadline.dueAt;
  log(em, deadline, deadline.status, before, deadline.status, ACTS[act.act].zh, now);
  const rule = ruleById(deadline.ruleId);
  return event(
    'CLOCK_SATISFIED',
    deadline,
    act.id,
    `${tooLate ? '逾期完成' : '按期完成'}：${rule.title.zh}——${ACTS[act.act].zh}${outcome(act.act, state)}`,
    now,
  );
}

/** "：已立案" where the act speaks of a track it does not move itself. */
function outcome(act: ActName, state: CaseState): string {
  const told = Object.entries(ACTS[act].moves).find(([, move]) => !move.to && move.from.length > 1)?.[0] as
    Track | undefined;
  const states = told && (TRACKS[told].states as Record<string, string>);
  return told && states ? `：${states[state[told] ?? 'NONE']}` : '';
}

/** The due moment has passed: a duty is breached, a right lapses, a conditional clock simply ends. Never undone. */
export function expire(em: EntityManager, deadline: Deadline, now: Date): NewEvent[] {
  const rule = ruleById(deadline.ruleId);
  const before = deadline.status;
  deadline.nextFireAt = null;
  if (deadline.conditional || deadline.kind !== 'duty' || deadline.reminder) {
    deadline.status = 'CANCELLED';
    deadline.endedAt = deadline.dueAt;
    log(em, deadline, 'CANCELLED', before, 'CANCELLED', deadline.kind === 'right' ? '期限届满未行使' : '期限届满', now);
    const verb = deadline.kind === 'right' ? '期限届满未行使' : '期限届满';
    return deadline.conditional
      ? []
      : [event('CLOCK_CANCELLED', deadline, null, `${verb}：${rule.title.zh}（${rule.article}）`, now)];
  }
  deadline.status = 'BREACHED';
  deadline.breachedAt = deadline.dueAt;
  log(em, deadline, 'BREACHED', before, 'BREACHED', rule.breach.zh, now);
  return [event('CLOCK_BREACHED', deadline, null, breachMessage(rule, deadline), now)];
}

export function event(
  kind: NewEvent['kind'],
  deadline: Deadline,
  actId: string | null,
  message: string,
  at: Date,
): NewEvent {
  return { kind, caseId: deadline.caseId, at, actId, deadlineId: deadline.id, message, audience: deadline.audience };
}
