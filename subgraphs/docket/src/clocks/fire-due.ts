import { LockMode } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { STATUTES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';
import { holdCalendar } from '../calendar/docket-calendar.ts';
import { Deadline } from '../entities/deadline.ts';
import { appendEvents, type NewEvent } from '../feed.ts';
import { fireBreaches } from './fire-breaches.ts';
import { event, type ClockContext } from './clock-context.ts';
import { runOut } from './lapse-clock.ts';
import { remindMessage } from './messages.ts';
import { bringUpToDate, recalculateBatch } from './recalculate.ts';
import { nextFireAt } from './thresholds.ts';

const BATCH = 500;
const LOOK_EVERY_MS = 1_000;

/**
 * Fires what is due, once, whichever replica takes it: what is breached in one statement, what is to remind, lapse or be counted anew one by
 * one. True when there may be more.
 */
export async function fireDue(orm: MikroORM, now: Date, statutes: Statutes = STATUTES): Promise<boolean> {
  const isMore = await orm.em.fork().transactional(async (em) => {
    const calendar = await holdCalendar(em as never);
    return fireBreaches(em as never, { now, statutes, calendar });
  });
  return isMore || fireOneByOne(orm, now, statutes);
}

async function fireOneByOne(orm: MikroORM, now: Date, statutes: Statutes): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const calendar = await holdCalendar(em as never);
    const due = await em.find(
      Deadline,
      { nextFireAt: { $lte: now } },
      { orderBy: { nextFireAt: 1 }, limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
    // a clock of a PUBLISHED case has nothing to fire
    const context: ClockContext = { em: em as never, statutes, calendar, now, origin: 'LIVE' };
    const events: NewEvent[] = [];
    for (const deadline of due) {
      events.push(...bringUpToDate(context, deadline));
      if (deadline.nextFireAt && deadline.nextFireAt > now) continue;
      if (deadline.dueAt <= now) {
        events.push(...(await runOut(context, deadline)));
        continue;
      }
      const rule = statutes.byId(deadline.ruleId);
      const hoursLeft = Math.ceil((deadline.dueAt.getTime() - now.getTime()) / 3_600_000);
      deadline.nextFireAt = nextFireAt(rule, deadline, now);
      if (!deadline.conditional)
        events.push(event(context, 'CLOCK_REMINDED', deadline, null, remindMessage(rule, deadline, hoursLeft)));
    }
    await appendEvents(em as never, events);
    return due.length === BATCH;
  });
}

/** A machine whose clock jumped must not let a clock of law run out early: what has fired is never un-fired. */
const MOST_APART_MS = 300_000;

/** This machine's clock and the database server's tell the same time, within five minutes. */
export async function clocksAgree(orm: MikroORM, now: Date): Promise<boolean> {
  const [row] = (await orm.em.fork().execute('select clock_timestamp() as at')) as { at: string | Date }[];
  return Math.abs(new Date(row!.at).getTime() - now.getTime()) <= MOST_APART_MS;
}

/** Why no clock may be fired now; null when they may. What has fired is never un-fired. */
async function hindrance(orm: MikroORM, now: Date): Promise<string | null> {
  if (!(await clocksAgree(orm, now))) return 'ALARM the clocks of this machine and of the database differ';
  const [lacks] = await orm.em.fork().execute('select 1 from reconciliation where restored_at is not null limit 1');
  // acts that ended a clock in time may be among what is still lost
  return lacks ? 'the docket came out of a backup and has not yet got back every act' : null;
}

/**
 * Watches the clocks until stopped; PostgreSQL is asked once a second for what is due and for new holiday plans. While this machine's
 * clock and the database's do not agree, or the docket is getting back what it lost, nothing is fired, and it is said so.
 */
export function watchClocks(
  orm: MikroORM,
  log: (message: string, error?: unknown) => void,
  statutes: Statutes = STATUTES,
  now: () => Date = () => new Date(),
): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const attempt = (step: Promise<boolean>, failure: string) =>
    step.catch((error: unknown) => {
      log(failure, error);
      return false;
    });
  let hindered: string | null = null;
  const mayFire = async (): Promise<boolean> => {
    const why = await hindrance(orm, now());
    if (why !== hindered) log(why ? `${why}: nothing is fired` : 'clocks are fired again');
    hindered = why;
    return why === null;
  };
  const fire = () =>
    attempt(
      mayFire().then((may) => may && fireDue(orm, now(), statutes)),
      'clocks could not be fired, tried again shortly',
    );
  const fireRest = async () => {
    while (!stopped && (await fire()));
  };
  const loop = (async () => {
    while (!stopped) {
      const anew = await attempt(
        recalculateBatch(orm, now(), statutes),
        'clocks could not be computed anew, tried again shortly',
      );
      // where there is more, one batch is made ready while another is written
      if (await fire()) await Promise.all([fireRest(), fireRest()]);
      if (anew || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}
