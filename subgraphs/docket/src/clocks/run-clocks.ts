import { LockMode } from '@mikro-orm/core';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { endedBy } from '@xianjie/contracts/clock/match.ts';
import { Deadline } from '../entities/deadline.ts';
import type { NewEvent } from '../feed.ts';
import type { CaseAct, ClockContext } from './clock-context.ts';
import { endsByItself, isLate } from './count-clock.ts';
import { followCustody } from './custody.ts';
import { endClock } from './end-clock.ts';
import { judgeEntry } from './entry-duty.ts';
import { extendClock } from './extend-clock.ts';
import { runOut, startFollowers } from './lapse-clock.ts';
import { pauseClock, resumeClock } from './pause-clock.ts';
import { bringUpToDate } from './recalculate.ts';
import { startClock, takeOver } from './start-clock.ts';

/** What an act does to the clocks of its case, in this order: those it ends, lets stand still, lets run on, extends, counts otherwise, starts. */
export async function runClocks(context: ClockContext, act: CaseAct, state: CaseState): Promise<NewEvent[]> {
  const { em, statutes, origin } = context;
  const found = await em.find(
    Deadline,
    // a conditional clock that ran out in silence is still ended, late, by its act
    { caseId: act.caseId, $or: [{ endedAt: null }, { conditional: true, status: 'CANCELLED', endedBy: null }] },
    { orderBy: { dueAt: 1, id: 1 }, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  const open = found.filter(({ endedAt }) => !endedAt);
  const events: NewEvent[] = open.flatMap((deadline) => bringUpToDate(context, deadline));
  for (const deadline of found) {
    if (endedBy(statutes.byId(deadline.ruleId), deadline.startAct, act, state)) {
      events.push(...endClock(context, deadline, act, state));
      events.push(...(await startFollowers(context, deadline, origin === 'PUBLISHED' ? act : undefined)));
    } else if (
      origin === 'PUBLISHED' &&
      deadline.status === 'RUNNING' &&
      endsByItself(deadline) &&
      isLate({ at: act.occurredAt, precision: act.precision }, deadline)
    )
      events.push(...(await runOut(context, deadline, act)));
  }
  // custody last: it decides about the end that an extension has just set
  for (const change of [pauseClock, resumeClock, extendClock, followCustody])
    for (const deadline of open.filter(({ endedAt }) => !endedAt))
      events.push(...change(context, deadline, act, state));
  for (const start of statutes.startedBy(act, state)) {
    const { rule } = start;
    const replaced = open.find(({ ruleId, endedAt }) => rule.replaces.includes(ruleId) && !endedAt);
    if (replaced) events.push(...takeOver(context, replaced, start, act));
    else if (rule.replaces.length === 0) events.push(...startClock(context, start, act, state));
  }
  events.push(...judgeEntry(context, act));
  return events;
}
