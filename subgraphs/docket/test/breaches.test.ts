import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { STATUTES } from '@xianjie/contracts/clock/statutes.ts';
import { BUNDLED_CALENDAR } from '../src/calendar/docket-calendar.ts';
import { fireBreaches } from '../src/clocks/fire-breaches.ts';
import { runOut } from '../src/clocks/lapse-clock.ts';
import { Deadline, DeadlineLog } from '../src/entities/deadline.ts';
import { FeedEvent } from '../src/entities/feed.ts';
import { appendEvents } from '../src/feed.ts';
import { openDesk, runningClock, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());
beforeEach(() => desk.empty());

const NOW = new Date('2026-11-27T00:00:00.000Z');
const RULES = STATUTES.rules.filter(({ kind, conditional }) => (kind === 'duty' || kind === 'before') && !conditional);

async function arm(clocks: readonly ReturnType<typeof runningClock>[]): Promise<void> {
  const em = desk.orm.em.fork();
  for (const clock of clocks) em.persist(em.create(Deadline, clock as never));
  await em.flush();
}
const context = { now: NOW, statutes: STATUTES, calendar: BUNDLED_CALENDAR };
const inOneStatement = () => desk.orm.em.fork().transactional((em) => fireBreaches(em as never, context));
const oneByOne = () =>
  desk.orm.em.fork().transactional(async (em) => {
    const due = await em.find(Deadline, { nextFireAt: { $lte: NOW } }, { orderBy: { dueAt: 1, id: 1 } });
    const events = [];
    for (const deadline of due)
      events.push(...(await runOut({ ...context, em: em as never, origin: 'LIVE' }, deadline)));
    await appendEvents(em as never, events);
  });
/** Everything that was written, without the keys that the database gives. */
async function written() {
  const em = desk.orm.em.fork();
  const logs = await em.find(DeadlineLog, {}, { orderBy: { id: 1 } });
  return {
    clocks: (await em.find(Deadline, {}, { orderBy: { id: 1 } })).map((clock) => ({ ...clock })),
    logs: logs.map(({ id: _id, ...log }) => log),
    events: (await em.find(FeedEvent, {}, { orderBy: { cursor: 1 } })).map((event) => ({ ...event })),
  };
}

test('breaching many in one statement writes what breaching each by itself writes, whatever the rule and the moment', async () => {
  const clock = fc.record({
    rule: fc.constantFrom(...RULES),
    due: fc.date({ min: new Date('2025-06-01T00:00:00Z'), max: NOW, noInvalidDate: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(clock, { minLength: 1, maxLength: 40 }), async (drawn) => {
      const clocks = drawn.map(({ rule, due }) => runningClock(rule, due));
      await desk.empty();
      await arm(clocks);
      await oneByOne();
      const expected = await written();
      await desk.empty();
      await arm(clocks);
      expect(await inOneStatement()).toBe(false);
      expect(await written()).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test.each<[string, Partial<Deadline>]>([
  ['a reminder', { reminder: true }],
  ['a conditional clock', { conditional: true }],
  ['a right', { kind: 'right' }],
  ['a duration', { kind: 'duration' }],
  ['a clock that stands still', { status: 'PAUSED' }],
  ['a clock of an older calendar', { calendarVersion: -1 }],
  ['a clock that only reminds of what is due later', { dueAt: new Date(NOW.getTime() + 60_000) }],
  ['a clock that waits for what may still be entered', { nextFireAt: new Date(NOW.getTime() + 1) }],
])('%s is left to be looked at by itself', async (_, over) => {
  const [rule] = RULES;
  const clock = runningClock(rule!, new Date(NOW.getTime() - 60_000), over);
  await arm([clock]);
  const before = await written();
  await inOneStatement();
  expect(await written()).toEqual(before);
});
