import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { describeNats } from '@xianjie/exchange/test/buses.ts';
import { eventually, Story } from '@xianjie/gateway/test/story.ts';
import { caseRoots, type Direction } from '@xianjie/subgraph-kit/reconcile/holdings.ts';
import { backUp, restore } from '../station-backup.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';

const OTHERS = STATIONS.filter((station) => station !== 'ENVIRONMENT');

describeNats('an agency that comes out of a backup', () => {
  let hub: TestHub;
  let directory: string;
  const stories: Story[] = [];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'xianjie-backup-'));
    hub = await startTestHub({ separate: true });
  }, 600_000);
  afterAll(async () => {
    await hub?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  const data = () => join(hub.hub.keyDirectory, '..');

  const roots = async (station: Station, peer: Station, direction: Direction) => {
    const client = new pg.Client({ connectionString: hub.hub.urls[station] });
    await client.connect();
    const execute = async (sql: string, values: unknown[]) => {
      let index = 0;
      return (
        await client.query(
          sql.replaceAll('?', () => `$${(index += 1)}`),
          values,
        )
      ).rows;
    };
    const found = await caseRoots({ execute } as never, peer, direction).finally(() => client.end());
    return Object.fromEntries([...found].toSorted());
  };
  /** What each pair holds of what went between them. */
  const expectAgreement = async () => {
    for (const peer of OTHERS) {
      expect([peer, await roots('ENVIRONMENT', peer, 'sent')]).toEqual([
        peer,
        await roots(peer, 'ENVIRONMENT', 'received'),
      ]);
      expect([peer, await roots('ENVIRONMENT', peer, 'received')]).toEqual([
        peer,
        await roots(peer, 'ENVIRONMENT', 'sent'),
      ]);
    }
  };
  const record = async () => ({
    acts: await hub.sql(`select id, case_id, name, digest, evidence, tracks from environment.act order by id`),
    tracks: await hub.sql(`select case_id, track, state, version, act_id from environment.track_state order by 1, 2`),
    evidence: await hub.sql(`select id, case_id, title, sha256 from environment.evidence_item order by id`),
    series: await hub.sql(`select series, last from environment.number_series order by 1`),
    sent: await hub.sql(
      `select envelope_id, recipient, message->>'digest' as digest from environment.outbox order by 1, 2`,
    ),
    received: await hub.sql(`select envelope_id, sender, digest from environment.inbox order by 1`),
  });
  const settled = async () => {
    for (const story of stories) await story.arrives();
    for (const station of STATIONS)
      await eventually(
        async () =>
          (await hub.sql(`select 1 from ${schemaOf(station)}.outbox where receipted_at is null`)).length === 0,
        `receipts of ${station}`,
      );
  };
  const proceeds = async () => {
    const story = new Story(hub);
    stories.push(story);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('notifyDecision', { reasons: '符合立案条件' });
    return story;
  };
  const goesBack = async (at?: Date, before?: () => Promise<unknown>) => {
    const { services } = hub.hub;
    await services.get('environment')!.stop('SIGKILL');
    const port = Number(new URL(hub.hub.urls.ENVIRONMENT).port);
    await services.get('postgres-environment')!.stop('SIGINT');
    const server = await restore({ station: 'ENVIRONMENT', directory, data: data(), port, ...(at ? { at } : {}) });
    await server.stop();
    await hub.hub.restart('postgres-environment');
    await before?.();
    await hub.hub.restart('environment');
  };
  const healed = () =>
    eventually(async () => {
      const rows = await hub.sql<{ behind: number; agreed: boolean }>(
        `select behind, agreed_at is not null and (answered_at is not null) as agreed from environment.reconciliation`,
      );
      return rows.length === OTHERS.length && rows.every(({ behind, agreed }) => behind === 0 && agreed);
    }, 'the healing').catch(async (error: Error) => {
      const rows = await hub.sql('select * from environment.reconciliation order by peer');
      const log = readFileSync(hub.hub.logOf('environment'), 'utf8').split('\n').slice(-40).join('\n');
      const other = readFileSync(hub.hub.logOf('docket'), 'utf8').split('\n').slice(-10).join('\n');
      throw new Error(`${error.message}: ${JSON.stringify(rows)}\n${log}\n${other}`);
    });

  let between: Date;
  let whole: Awaited<ReturnType<typeof record>>;
  test('is backed up while it works, and work goes on', async () => {
    await proceeds();
    await settled();
    await backUp('ENVIRONMENT', directory, data());
    const story = await proceeds();
    await settled();
    between = new Date();
    await proceeds();
    await stories[0]!.act('registerEvidence', {
      title: '后补证据',
      kind: '书证',
      file: await (await story.as('env-officer')).upload('later.txt', Buffer.from('later')),
    });
    await settled();
    whole = await record();
  }, 600_000);

  test('goes back to a moment, refuses acts until everybody has been heard, and gets back what it lost', async () => {
    const { services } = hub.hub;
    await services.get('courts')!.stop('SIGKILL');
    rmSync(join(data(), 'environment/files'), { recursive: true });
    await goesBack(between);
    const then = await hub.sql<{ n: string }>('select count(*) n from environment.act');
    expect(Number(then[0]!.n)).toBeLessThan(whole.acts.length + 1);
    await expect(new Story(hub).opens()).rejects.toMatchObject({ code: 'RECONCILING' });
    await hub.hub.restart('courts');
    await healed();
    await settled();
    expect(await record()).toEqual(whole);
    // what was handed over came back from those who had it; what only this agency had, and its backup not, is marked
    const broken = await hub.sql('select title from environment.evidence_item where hash_ok is not true');
    expect(broken).toEqual([{ title: '后补证据' }]);
    await expectAgreement();
    await proceeds();
    await settled();
    whole = await record();
  }, 600_000);

  test('finds out by itself when nobody says that it was restored, acts no sooner, and heals all the same', async () => {
    await hub.hub.services.get('courts')!.stop('SIGKILL');
    await goesBack(between, () => hub.sql('delete from environment.reconciliation'));
    const alarms = await hub.sql(`select sender from environment.alarm where kind = 'ROLLED_BACK'`);
    expect(alarms).toContainEqual({ sender: 'ENVIRONMENT' });
    await expect(new Story(hub).opens()).rejects.toMatchObject({ code: 'RECONCILING' });
    await hub.hub.restart('courts');
    await healed();
    await settled();
    expect(await record()).toEqual(whole);
    await expectAgreement();
  }, 600_000);
});
