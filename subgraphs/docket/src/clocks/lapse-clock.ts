import { endedBy, type ClockStart } from '@xianjie/contracts/clock/match.ts';
import { spansOf } from '@xianjie/contracts/clock/spans.ts';
import { stateOf } from '@xianjie/subgraph-kit/case-state.ts';
import { Act, TrackState } from '@xianjie/subgraph-kit/entities.ts';
import type { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import { event, type CaseAct, type ClockContext } from './clock-context.ts';
import { endsByItself, isLate } from './count-clock.ts';
import { endClock, expire } from './end-clock.ts';
import { startMessage } from './messages.ts';
import { arm } from './start-clock.ts';

/** Lets a clock whose due moment has passed run out, and starts what the law lets follow on a lapse. */
export async function runOut(context: ClockContext, deadline: Deadline, judgedAt?: CaseAct): Promise<NewEvent[]> {
  const events = expire(context, deadline);
  events.push(...(await startFollowers(context, deadline, judgedAt)));
  return events;
}

/**
 * Starts the clocks that follow a clock that ended unused, counted from its due moment. An act that is already on file and ends such a clock
 * ends it at once: acts are entered late, and the lapse is noticed later than they.
 * @param judgedAt on a PUBLISHED case the act by whose time its clocks are judged
 */
export async function startFollowers(context: ClockContext, lapsed: Deadline, judgedAt?: CaseAct): Promise<NewEvent[]> {
  if (lapsed.reminder || lapsed.endedBy || (lapsed.status !== 'CANCELLED' && lapsed.status !== 'ENDED')) return [];
  const { em, statutes } = context;
  const events: NewEvent[] = [];
  const state = stateOf(await em.find(TrackState, { caseId: lapsed.caseId }));
  for (const rule of statutes.startedByLapseOf(lapsed.ruleId, lapsed.startAct, lapsed.dueAt, state)) {
    const { obligor, obligee } = rule;
    const start: ClockStart = {
      rule,
      from: lapsed.dueAt.toISOString(),
      precision: lapsed.startPrecision === 'minute' ? 'minute' : 'day',
      spans: spansOf(rule),
      obligor,
      obligee,
    };
    const { zh } = statutes.byId(lapsed.ruleId).title;
    const why = `${zh}期限届满（${rule.article}）`;
    const { caseId, startAct, dueAt } = lapsed;
    const deadline = arm(context, start, { by: lapsed.id, act: startAct, caseId, at: dueAt, why });
    events.push(event(context, 'CLOCK_STARTED', deadline, null, startMessage(rule, deadline)));
    await em.flush();
    const names = rule.endsOn.map(({ act }) => act);
    const onFile = await em.find(
      Act,
      { caseId, name: { $in: names }, occurredAt: { $gte: deadline.startsAt } },
      { orderBy: { occurredAt: 1, id: 1 } },
    );
    const ending = onFile.map(caseActOf).find((act) => endedBy(rule, startAct, act, state));
    if (ending) events.push(...endClock(context, deadline, ending, state));
    else if (
      judgedAt &&
      endsByItself(deadline) &&
      isLate({ at: judgedAt.occurredAt, precision: judgedAt.precision }, deadline)
    )
      events.push(...(await runOut(context, deadline, judgedAt)));
  }
  return events;
}

const caseActOf = ({ id, caseId, name, occurredAt, recordedAt, precision, payload }: Act): CaseAct => ({
  id,
  caseId,
  act: name,
  occurredAt: occurredAt.toISOString(),
  recordedAt: recordedAt.toISOString(),
  precision,
  payload,
});
