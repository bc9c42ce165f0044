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
}, 300_000);
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
