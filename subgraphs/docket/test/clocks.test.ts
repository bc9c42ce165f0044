import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import { ruleById } from '@xianjie/contracts/clock/statutes.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { fireDue, watchClocks } from '../src/clocks/fire-due.ts';
import { firstFireAt } from '../src/clocks/thresholds.ts';
import { Deadline } from '../src/entities/deadline.ts';
import { FeedEvent } from '../src/entities/feed.ts';
import { appendEvents } from '../src/feed.ts';
import { entities, migrations } from '../src/subgraph.ts';
import { runningClock } from './desk.ts';

let database: TestDatabase;
let orm: MikroORM;
let replica: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  const options = { url: database.urls.DOCKET, schema: schemaOf('DOCKET'), entities, migrations };
  orm = await createOrm(options);
  await migrate(orm);
  replica = await createOrm(options);
});
afterAll(async () => {
  await orm?.close(true);
  await replica?.close(true);
  await database?.drop();
});
beforeEach(async () => {
  for (const table of ['deadline', 'deadline_log', 'feed_event', 'feed_head'])
    await orm.em.execute(`delete from docket.${table}`);
});

/** A clock of a rule that started at a moment, as the docket arms it when it hears of the act at `now`. */
async function arm(ruleId: string, from: string, now: string, over: Partial<Deadline> = {}): Promise<string> {
  const rule = ruleById(ruleId);
  const due = new Date(dueAt({ rule, from }).due);
  const nextFireAt = firstFireAt(rule, { dueAt: due, reminder: false, obligor: rule.obligor }, { now: new Date(now) });
  const clock = runningClock(rule, due, { startsAt: new Date(from), nextFireAt, ...over });
  const em = orm.em.fork();
  em.persist(em.create(Deadline, clock as never));
  await em.flush();
  return clock.id;
}
const events = async () =>
  (await orm.em.fork().find(FeedEvent, {}, { orderBy: { cursor: 1 } })).map(
    ({ kind, message }) => [kind, message] as const,
  );
const statusOf = async (id: string) => (await orm.em.fork().findOneOrFail(Deadline, { id })).status;
const ACCEPTED = '2026-11-23T10:00:00+08:00';

test('reminds the officers 24 hours before the filing decision is due, then says it is overdue and what may be done', async () => {
  const id = await arm('H17-09a', ACCEPTED, ACCEPTED);
  await fireDue(orm, new Date('2026-11-25T23:59:58+08:00'));
  expect(await events()).toEqual([]);
  await fireDue(orm, new Date('2026-11-25T23:59:59+08:00'));
  expect((await events()).at(-1)).toEqual([
    'CLOCK_REMINDED',
    expect.stringContaining('立案/不予立案决定（一般）还剩24小时'),
  ]);
  await fireDue(orm, new Date('2026-11-26T23:59:59+08:00'));
  expect((await events()).at(-1)).toEqual(['CLOCK_BREACHED', expect.stringContaining('生态环境局可建议立案监督')]);
  expect(await statusOf(id)).toBe('BREACHED');
  await fireDue(orm, new Date('2026-12-26T23:59:59+08:00'));
  expect(await events()).toHaveLength(2);
});

test('fires each clock once, however many replicas look at the same moment; cursors have no gap', async () => {
  for (let index = 0; index < 300; index += 1) await arm('H17-09a', ACCEPTED, ACCEPTED);
  const now = new Date('2026-11-27T00:00:00+08:00');
  await Promise.all([orm, replica, orm, replica].map((one) => fireDue(one, now)));
  const rows = await orm.em.fork().find(FeedEvent, {}, { orderBy: { cursor: 1 } });
  expect(rows.map(({ cursor }) => cursor)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  expect(new Set(rows.map(({ deadlineId }) => deadlineId)).size).toBe(300);
});

test('a right that is not used lapses and is no breach; a conditional clock ends silently', async () => {
  const right = await arm('H17-11a', ACCEPTED, ACCEPTED);
  const conditional = await arm('H17-08a', ACCEPTED, ACCEPTED);
  await fireDue(orm, new Date('2026-12-31T00:00:00+08:00'));
  expect([await statusOf(right), await statusOf(conditional)]).toEqual(['CANCELLED', 'CANCELLED']);
  expect(await events()).toEqual([['CLOCK_CANCELLED', expect.stringContaining('期限届满未行使')]]);
});

test('a transaction that rolls back leaves no gap in the feed', async () => {
  const event = { kind: 'ACT' as const, caseId: randomUUID(), at: new Date(), message: 'x', audience: ['COURT'] };
  const append = (fail: boolean) =>
    orm.em.fork().transactional(async (em) => {
      await appendEvents(em as never, [event]);
      if (fail) throw new Error('rolled back');
    });
  await append(false);
  await expect(append(true)).rejects.toThrow('rolled back');
  await append(false);
  expect((await orm.em.fork().find(FeedEvent, {}, { orderBy: { cursor: 1 } })).map(({ cursor }) => cursor)).toEqual([
    1, 2,
  ]);
});

test('a clock that was over before its start was entered is not called overdue while its end may still be entered in time', async () => {
  const id = await arm('H17-09a', ACCEPTED, '2026-11-30T10:00:00+08:00');
  // due 11-26, seven days to enter what ended it: 12-03
  await fireDue(orm, new Date('2026-12-03T23:59:58+08:00'));
  expect([await statusOf(id), await events()]).toEqual(['RUNNING', []]);
  await fireDue(orm, new Date('2026-12-03T23:59:59+08:00'));
  expect(await statusOf(id)).toBe('BREACHED');
});

test.each([
  ['a day ahead', 86_400_000],
  ['a day behind', -86_400_000],
])('a machine whose clock is %s fires nothing, says so, and goes on once it is right', async (_, jump) => {
  // due at once for whoever believes this machine, or long ago for everybody
  const due = new Date(Date.now() + (jump > 0 ? jump / 2 : -3_600_000));
  const id = await arm('H17-07', '2026-03-02T10:00+08:00', '2026-03-02T10:00+08:00', { dueAt: due, nextFireAt: due });
  let by = jump;
  const said: string[] = [];
  const watch = watchClocks(
    orm,
    (message) => said.push(message),
    undefined,
    () => new Date(Date.now() + by),
  );
  const until = async (done: () => boolean | Promise<boolean>) => {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 25));
  };
  await until(() => said.some((line) => line.startsWith('ALARM')));
  expect(await statusOf(id)).toBe('RUNNING');
  by = 0;
  await until(() => said.includes('clocks are fired again'));
  if (jump < 0) await until(async () => (await statusOf(id)) === 'BREACHED');
  else expect(await statusOf(id)).toBe('RUNNING');
  await watch.stop();
});
