import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, Story } from '@xianjie/gateway/test/story.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';

/** Cases, each carried from opening to filing, side by side; half of them began long ago, so that their clocks fire at once. */
const CASES = 8;
const DAY_MS = 86_400_000;
const PASSING = new Set(['AGENCY_UNAVAILABLE', 'INTERNAL']);

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ replicas: 2 });
}, 600_000);
afterAll(() => hub?.stop());

/** As an officer's client would: the same act with the same id until it is answered. */
const insisting = (story: Story, act: Parameters<Story['act']>[0], fields: Record<string, unknown> = {}) => {
  const input = { actId: randomUUID(), ...fields };
  return eventually(
    () =>
      story.act(act, input).catch((error: { code?: string }) => {
        if (PASSING.has(error.code ?? '')) return null;
        throw error;
      }),
    act,
  );
};

test('two processes of every station on one database do each thing once, also when some of them die', async () => {
  const stories = Array.from(
    { length: CASES },
    (_, index) => new Story(hub, new Date(Date.now() - (index % 2 === 0 ? 60_000 : 90 * DAY_MS))),
  );
  for (const story of stories) await story.transfers();
  const dying = ['public-security', 'docket-2', 'environment'];
  const carried = stories.map(async (story) => {
    await insisting(story, 'acceptCase');
    await insisting(story, 'fileCase', { offence: '污染环境罪' });
    await insisting(story, 'notifyDecision', { reasons: '符合立案条件' });
  });
  for (const name of dying) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await hub.hub.services.get(name)!.stop('SIGKILL');
  }
  await Promise.all(carried);
  for (const name of dying) await hub.hub.restart(name);

  const ids = stories.map(({ caseId }) => caseId);
  const count = async (sql: string) => Number((await hub.sql<{ n: string }>(sql, [ids]))[0]!.n);
  await eventually(
    async () =>
      (
        await hub.sqlOfAgencies(
          (schema) => `select 1 from ${schema}.outbox where case_id = any($1) and receipted_at is null`,
          [ids],
        )
      ).length === 0,
    'every receipt',
  );
  const acts = await count('select count(*) n from docket.act where case_id = any($1)');
  for (const [what, sql] of [
    [
      'an act in the feed twice',
      "select act_id from docket.feed_event where case_id = any($1) and kind = 'ACT' group by 1 having count(*) > 1",
    ],
    [
      'a delivery in the feed twice',
      "select act_id, message from docket.feed_event where case_id = any($1) and kind = 'DELIVERED' group by 1, 2 having count(*) > 1",
    ],
    [
      'a clock event twice',
      'select deadline_id, kind, message from docket.feed_event where case_id = any($1) and deadline_id is not null group by 1, 2, 3 having count(*) > 1',
    ],
    [
      'a clock twice',
      'select rule_id, started_by from docket.deadline where case_id = any($1) group by 1, 2 having count(*) > 1',
    ],
  ] as const)
    expect([what, await hub.sql(sql, [ids])]).toEqual([what, []]);
  expect(await count("select count(*) n from docket.feed_event where case_id = any($1) and kind = 'ACT'")).toBe(acts);
  expect(
    await count("select count(*) n from docket.feed_event where case_id = any($1) and kind = 'CLOCK_BREACHED'"),
  ).toBeGreaterThan(0);
  const filed = "select count(*) n from public_security.act where case_id = any($1) and name = 'fileCase'";
  expect(await count(filed)).toBe(CASES);
  const [cursors] = await hub.sql<{ n: string; last: string }>(
    'select count(*) n, max(cursor) as last from docket.feed_event',
  );
  expect(cursors!.n).toBe(cursors!.last);
  for (const schema of ['environment', 'public_security', 'procuratorate', 'docket'])
    expect(await hub.sql(`select kind, message from ${schema}.alarm`)).toEqual([]);
}, 600_000);

test('of many clocks that fall due at once each is fired once, told once and in the ledger once, also when the processes that fire them die', async () => {
  const MANY = 40_000;
  const alike = { rule_id: 'H17-07', obligor: 'PUBLIC_SECURITY', obligee: 'ENVIRONMENT', kind: 'duty' };
  const fired = async () =>
    Number(
      (
        await hub.sql<{ n: string }>(
          `select count(*) n from docket.deadline where status = 'BREACHED' and start_act = 'many'`,
        )
      )[0]!.n,
    );
  const [head] = await hub.sql<{ last: string }>('select last from docket.feed_head');
  await hub.sql(
    `insert into docket.deadline (id, case_id, rule_id, obligor, obligee, kind, reminder, conditional, started_by, start_act, starts_at, start_precision,
       due_at, provisional, approximate, steps, status, next_fire_at, audience)
     select gen_random_uuid(), gen_random_uuid(), $1, $2, $3, $4, false, false, gen_random_uuid(), 'many', now(), 'minute',
       now(), false, false, '[]', 'RUNNING', now(), '{PUBLIC_SECURITY}' from generate_series(1, $5::int)`,
    [...Object.values(alike), MANY],
  );
  for (const [name, after] of [
    ['docket', 1],
    ['docket-2', MANY / 4],
  ] as const) {
    await eventually(async () => (await fired()) >= after, `${after} fired`);
    await hub.hub.services.get(name)!.stop('SIGKILL');
    await hub.hub.restart(name);
  }
  await eventually(async () => (await fired()) === MANY, 'all fired');
  const ours = `deadline_id in (select id from docket.deadline where start_act = 'many')`;
  const [told] = await hub.sql(
    `select count(*)::int events, count(distinct deadline_id)::int clocks, count(distinct cursor)::int places from docket.feed_event where ${ours}`,
  );
  const [logged] = await hub.sql(
    `select count(*)::int events, count(distinct deadline_id)::int clocks from docket.deadline_log where ${ours}`,
  );
  // a batch shares a leaf; what a batch that died left behind may be fired one by one, each with its own
  const [kept] = await hub.sql(
    `select count(*)::int events, count(distinct id)::int clocks from (
       select split_part(line, '"', 2)::uuid as id
       from docket.ledger_leaf, string_to_table(record, E'\\n') with ordinality as line (line, nth)
       where ref like 'deadline[]/%' and nth > 1
       union all
       select split_part(ref, '/', 2)::uuid from docket.ledger_leaf where ref like 'deadline/%'
     ) as leaf where id in (select id from docket.deadline where start_act = 'many')`,
  );
  expect([told, logged, kept]).toEqual([
    { events: MANY, clocks: MANY, places: MANY },
    { events: MANY, clocks: MANY },
    { events: MANY, clocks: MANY },
  ]);
  // cursors stay without gaps
  const [feed] = await hub.sql(
    'select last::int last, (select count(*)::int from docket.feed_event) as events from docket.feed_head',
  );
  expect(feed!['events']).toBe(feed!['last']);
  expect(Number(feed!['last'])).toBeGreaterThanOrEqual(Number(head!.last) + MANY);
}, 600_000);
