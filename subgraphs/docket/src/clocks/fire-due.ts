import { LockMode } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { ruleById } from '@xianjie/contracts/clock/statutes.ts';
import { Deadline } from '../entities/deadline.ts';
import { appendEvents, type NewEvent } from '../feed.ts';
import { remindMessage } from './messages.ts';
import { event, expire } from './run-clocks.ts';
import { nextFireAt } from './thresholds.ts';

const BATCH = 500;
const LOOK_EVERY_MS = 1_000;

/** Fires what is due, once, whichever replica takes it; true when there may be more. */
export async function fireDue(orm: MikroORM, now: Date): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const due = await em.find(
      Deadline,
      { nextFireAt: { $lte: now } },
      { orderBy: { nextFireAt: 1 }, limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
    const events: NewEvent[] = [];
    for (const deadline of due) {
      if (deadline.dueAt <= now) {
        events.push(...expire(em as never, deadline, now));
        continue;
      }
      const rule = ruleById(deadline.ruleId);
      const hoursLeft = Math.ceil((deadline.dueAt.getTime() - now.getTime()) / 3_600_000);
      deadline.nextFireAt = nextFireAt(rule, deadline.dueAt, now);
      if (!deadline.conditional)
        events.push(event('CLOCK_REMINDED', deadline, null, remindMessage(rule, deadline, hoursLeft), now));
    }
    await appendEvents(em as never, events);
    return due.length === BATCH;
  });
}

/** Watches the clocks until stopped; PostgreSQL is asked once a second for what is due. */
export function watchClocks(orm: MikroORM, log: (message: string, error?: unknown) => void): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const loop = (async () => {
    while (!stopped) {
      const more = await fireDue(orm, new Date()).catch((error: unknown) => {
        log('clocks could not be fired, tried again shortly', error);
        return false;
      });
      if (!more && !stopped)
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
