import { LockMode } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { STATUTES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';
import { holdCalendar } from '../calendar/docket-calendar.ts';
import { Deadline, OPEN_STATUS } from '../entities/deadline.ts';
import { HolidayPlan } from '../entities/holiday-plan.ts';
import { appendEvents, type NewEvent } from '../feed.ts';
import { event, log, type ClockContext } from './clock-context.ts';
import { recount } from './count-clock.ts';
import { whenZh } from './messages.ts';
import { nextFireAt } from './thresholds.ts';

const BATCH = 500;

/** Brings an open clock up to the calendar in force; what has fired stays as it is. */
export function bringUpToDate(context: ClockContext, deadline: Deadline): NewEvent[] {
  const { calendar, statutes, now } = context;
  const open = (OPEN_STATUS as readonly string[]).includes(deadline.status);
  if (!open || deadline.calendarVersion >= calendar.version) return [];
  const why = calendar.since(deadline.calendarVersion);
  const { dueAt: due, provisional } = deadline;
  const steps = JSON.stringify(deadline.steps);
  recount(context, deadline);
  const moved = deadline.dueAt.getTime() !== due.getTime();
  const settled = provisional && !deadline.provisional;
  if (!moved && deadline.provisional === provisional && JSON.stringify(deadline.steps) === steps) return [];
  log(
    context,
    deadline,
    'RECALCULATED',
    due.toISOString(),
    deadline.dueAt.toISOString(),
    settled ? `${why}，不再暂定` : why,
  );
  if (!moved) return [];
  const rule = statutes.byId(deadline.ruleId);
  if (deadline.nextFireAt) deadline.nextFireAt = nextFireAt(rule, deadline, now);
  const message = `时限重新计算：${rule.title.zh}，由${whenZh(due)}改为${whenZh(deadline.dueAt)}（${rule.article}），${why}`;
  return [event(context, 'CLOCK_RECALCULATED', deadline, null, message)];
}

/**
 * Computes a batch of open clocks anew after a holiday plan was published; true while there is more to do. Each clock carries the version of the
 * calendar it was last computed with, so any number of replicas may do this, and one that died is simply followed by the next.
 */
export async function recalculateBatch(orm: MikroORM, now: Date, statutes: Statutes = STATUTES): Promise<boolean> {
  const unfinished = await orm.em.fork().count(HolidayPlan, { finishedAt: null });
  if (unfinished === 0) return false;
  return orm.em.fork().transactional(async (em) => {
    const calendar = await holdCalendar(em as never);
    const stale = { status: { $in: [...OPEN_STATUS] }, calendarVersion: { $lt: calendar.version } };
    const batch = await em.find(Deadline, stale, {
      orderBy: { id: 1 },
      limit: BATCH,
      lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
    });
    if (batch.length === 0) {
      // another replica may still hold some
      if ((await em.count(Deadline, stale)) > 0) return false;
      await em.execute('update holiday_plan set done = total, finished_at = ? where finished_at is null and id <= ?', [
        now,
        calendar.version,
      ]);
      return false;
    }
    // the origin matters only for firing, and recalculating keeps silent what is silent
    const context: ClockContext = { em: em as never, statutes, calendar, now, origin: 'LIVE' };
    await appendEvents(
      em as never,
      batch.flatMap((deadline) => bringUpToDate(context, deadline)),
    );
    await em.execute('update holiday_plan set done = least(total, done + ?) where finished_at is null', [batch.length]);
    return true;
  });
}
