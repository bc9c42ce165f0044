import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeNats } from '@xianjie/exchange/test/buses.ts';
import { eventually, Story } from '@xianjie/gateway/test/story.ts';
import { backUp } from '../station-backup.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { goesBack, healed, settled } from './restoring.ts';

describeNats('the docket that comes out of a backup', () => {
  let hub: TestHub;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'xianjie-docket-backup-'));
    hub = await startTestHub({ separate: true });
  }, 600_000);
  afterAll(async () => {
    await hub?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const openedByPolice = async () => {
    const officer = await hub.officers.as('psb-officer');
    const { publicSecurityInbox } = await officer.request<{
      publicSecurityInbox: { edges: { node: { id: string; openedAt: string | null } }[] };
    }>('{ publicSecurityInbox(first: 50) { edges { node { id openedAt } } } }');
    for (const { node } of publicSecurityInbox.edges)
      if (!node.openedAt)
        await officer.request('mutation ($id: ID!) { openPublicSecurityInboxItem(id: $id) { id } }', { id: node.id });
  };
  const begins = async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await settled(hub);
    return story;
  };
  const proceeds = async (begun?: Story) => {
    const story = begun ?? (await begins());
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('notifyDecision', { reasons: '符合立案条件' });
    await openedByPolice();
    await settled(hub);
  };
  /** The docket has what every recipient signed. */
  const receipted = async () => {
    const signed = await Promise.all(
      ['environment', 'public_security', 'procuratorate', 'court', 'quality_supervision'].map((schema) =>
        hub.sql<{ n: number }>(
          `select coalesce(sum(1 + jsonb_array_length(further_receipts)), 0)::int n from ${schema}.inbox where sender <> 'DOCKET'`,
        ),
      ),
    );
    const [kept] = await hub.sql<{ n: number }>(
      'select coalesce(sum(jsonb_array_length(receipts)), 0)::int n from docket.delivery',
    );
    return kept!.n === signed.reduce((sum, [row]) => sum + row!.n, 0);
  };
  /** What the docket says of all cases; not when it learned it. */
  const record = async () => ({
    acts: await hub.sql('select id, case_id, name, digest, tracks from docket.act order by id'),
    tracks: await hub.sql('select case_id, track, state, version, act_id from docket.track_state order by 1, 2'),
    clocks: await hub.sql(
      `select case_id, rule_id, started_by, due_at, status, ended_by, ended_at, breached_at from docket.deadline order by 1, 2, 3`,
    ),
    deliveries: await hub.sql(
      `select act_id, recipient, received_at, opened_at, answered_by, jsonb_array_length(receipts) as receipts from docket.delivery order by 1, 2`,
    ),
    custody: await hub.sql(
      'select evidence_id, "from", "to", hash_ok, act_id from docket.custody_entry order by 1, 5, 3',
    ),
    list: await hub.sql('select case_id, stage, states, agencies from docket.docket_entry order by 1'),
  });
  const told = async (after: string) =>
    (await hub.officers.as('psb-officer')).request<{ events: { cursor: string; events: { kind: string }[] } }>(
      'query ($after: String) { events(after: $after, first: 200) { cursor events { kind } } }',
      { after },
    );

  let between: Date;
  let whole: Awaited<ReturnType<typeof record>>;
  let cursor: string;
  test('is backed up while it works, and work goes on', async () => {
    await proceeds();
    await backUp('DOCKET', directory, join(hub.hub.keyDirectory, '..'));
    await proceeds();
    const begun = await begins();
    between = new Date();
    await proceeds(begun);
    await proceeds();
    await eventually(receipted, 'every receipt at the docket');
    whole = await record();
    cursor = (await told('0')).events.cursor;
    expect(whole.acts.length).toBeGreaterThan(16);
  }, 600_000);

  test('fires nothing until it has every act again, and then says the same as before', async () => {
    await hub.hub.services.get('courts')!.stop('SIGKILL');
    await goesBack(hub, 'DOCKET', directory, between, async () => {
      expect((await record()).acts.length).toBeLessThan(whole.acts.length);
      // the police's clock speaks up now; that the police have decided is among what is lost
      const armed = await hub.sql(
        `update docket.deadline set next_fire_at = now() where status = 'RUNNING' and obligor = 'PUBLIC_SECURITY' and next_fire_at is not null returning id`,
      );
      expect(armed.length).toBeGreaterThan(0);
    });
    const log = () => readFileSync(hub.hub.logOf('docket'), 'utf8');
    await eventually(async () => log().includes('came out of a backup'), 'that nothing is fired');
    await hub.hub.restart('courts');
    await healed(hub, 'DOCKET');
    await settled(hub);
    await eventually(receipted, 'every receipt at the docket');
    expect(await hub.sql(`select 1 from docket.feed_event where kind = 'CLOCK_REMINDED'`)).toEqual([]);
    expect(await record()).toEqual(whole);
  }, 600_000);

  test('its feed goes on beyond what anybody has seen: who asks after an old cursor misses nothing', async () => {
    const [lost] = await hub.sql<{ n: number }>(
      `select count(*)::int n from docket.feed_event where cursor > $1 and 'PUBLIC_SECURITY' = any(audience)`,
      [cursor],
    );
    const { events } = await told(cursor);
    expect(events.events.length).toBe(lost!.n);
    expect(lost!.n).toBeGreaterThan(0);
    expect(Number(events.cursor)).toBeGreaterThan(Number(cursor));
    await proceeds();
  }, 600_000);
});
