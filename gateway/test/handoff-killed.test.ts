import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { random } from '@xianjie/faults/kills.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { join } from 'node:path';
import { eventually, Story } from './story.ts';

/** handoffs, 20 unless KILLS says otherwise, each with the sending or the receiving subgraph killed (kill -9) at a random moment: nothing lost, nothing done twice. */
const KILLS = Number(process.env['KILLS'] ?? 20);
const SPREAD_MS = 150;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

const seed = Number(process.env['KILL_SEED'] ?? 20261124);
test(`handoffs survive ${KILLS} kills (KILL_SEED=${seed})`, async () => {
  const next = random(seed);
  const stories: { story: Story; evidenceId: string; sha256: string; actId: string }[] = [];
  for (let index = 0; index < KILLS; index += 1) {
    const story = new Story(hub);
    await story.opens();
    const officer = await story.as('env-officer');
    const sha256 = await officer.upload('m1.txt', Buffer.from(`${story.caseId} M1`));
    const { evidenceId } = await story.act('registerEvidence', { title: 'M1', kind: '书证', file: sha256 });
    await story.preparesTransfer();
    stories.push({
      story,
      evidenceId: evidenceId!,
      sha256,
      actId: `019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    });
  }

  for (const { story, evidenceId, actId } of stories) {
    const victim = next() < 0.5 ? 'environment' : 'public-security';
    const materials = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6'].map((code) =>
      code === 'M1' ? { code, evidenceIds: [evidenceId] } : { code, documentNumber: '1号' },
    );
    const input = { ...story.transferFields([]), materials, actId, occurredAt: new Date().toISOString() };
    // As an officer's client would: the same act with the same id until it is answered.
    const transferred = eventually(
      () =>
        story.act('transferCase', input).catch((error: { code?: string }) => {
          if (error.code === 'AGENCY_UNAVAILABLE' || error.code === 'INTERNAL') return null;
          throw error;
        }),
      'the transfer',
    );
    await new Promise((resolve) => setTimeout(resolve, next() * SPREAD_MS));
    await hub.hub.services.get(victim)!.stop('SIGKILL');
    await hub.hub.restart(victim);
    await transferred;
  }

  const ids = stories.map(({ actId }) => actId);
  const open = () =>
    hub.sql(
      "select recipient, attempts, next_attempt_at, message->'envelope'->>'act' as act from environment.outbox where receipted_at is null",
    );
  await eventually(async () => (await open()).length === 0, 'every receipt').catch(async (error: Error) => {
    const waiting = await hub
      .sql('select kind, sender, recipient, sent_at from exchange.message where done_at is null')
      .catch(() => 'on the bus');
    throw new Error(`${error.message}: ${JSON.stringify({ open: await open(), waiting })}`);
  });
  await eventually(
    async () => (await hub.sql('select 1 from docket.delivery where act_id = any($1)', [ids])).length === 2 * KILLS,
    'every delivery in the docket',
  );
  const count = async (sql: string) => Number((await hub.sql<{ n: string }>(sql, [ids]))[0]!.n);
  for (const schema of ['public_security', 'procuratorate', 'docket']) {
    expect([schema, await count(`select count(*) n from ${schema}.inbox where envelope_id = any($1)`)]).toEqual([
      schema,
      KILLS,
    ]);
    expect([schema, await count(`select count(*) n from ${schema}.act where id = any($1)`)]).toEqual([schema, KILLS]);
    expect([schema, await count(`select count(*) n from ${schema}.alarm where envelope_id = any($1)`)]).toEqual([
      schema,
      0,
    ]);
  }
  expect(
    await count(
      "select count(*) n from public_security.track_state where act_id = any($1) and track = 'criminal' and state = 'TRANSFERRED'",
    ),
  ).toBe(KILLS);
  expect(await count('select count(*) n from environment.act where id = any($1)')).toBe(KILLS);
  expect(await count("select count(*) n from docket.feed_event where act_id = any($1) and kind = 'ACT'")).toBe(KILLS);
  expect(await count("select count(*) n from docket.feed_event where act_id = any($1) and kind = 'DELIVERED'")).toBe(
    2 * KILLS,
  );
  expect(await count("select count(*) n from docket.deadline where started_by = any($1) and rule_id = 'H17-07'")).toBe(
    KILLS,
  );
  const cursors = await hub.sql<{ n: string; last: string }>(
    'select count(*) n, max(cursor) as last from docket.feed_event',
  );
  expect(cursors[0]!.n).toBe(cursors[0]!.last);
  const store = new ObjectStore(join(hub.hub.keyDirectory, '../files'));
  for (const { sha256 } of stories) expect(await store.verify('PUBLIC_SECURITY', sha256)).toBe(true);
}, 900_000);
