import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { describeNats } from '@xianjie/exchange/test/buses.ts';
import { eventually, Story } from '@xianjie/gateway/test/story.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { signEnvelope, signReceipt } from '@xianjie/signing/messages.ts';
import { caseRoots, type Direction } from '@xianjie/subgraph-kit/reconcile/holdings.ts';
import { backUp } from '../station-backup.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { goesBack, healed, settled } from './restoring.ts';

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
  const proceeds = async () => {
    const story = new Story(hub);
    stories.push(story);
    await story.transfers();
    await story.act('acceptCase');
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('notifyDecision', { reasons: '符合立案条件' });
    return story;
  };
  const cosignedUpTo = async (witness: Station) => {
    const [row] = await hub.sql<{ size: string | null }>(
      `select max(size) size from environment.ledger_cosignature where witness = $1`,
      [witness],
    );
    return Number(row!.size);
  };
  let between: Date;
  let whole: Awaited<ReturnType<typeof record>>;
  test('is backed up while it works, and work goes on', async () => {
    await proceeds();
    await settled(hub);
    await backUp('ENVIRONMENT', directory, data());
    const story = await proceeds();
    await settled(hub);
    between = new Date();
    await proceeds();
    await stories[0]!.act('registerEvidence', {
      title: '后补证据',
      kind: '书证',
      file: await (await story.as('env-officer')).upload('later.txt', Buffer.from('later')),
    });
    await settled(hub);
    // the witnesses have seen what will be lost
    const [newest] = await hub.sql<{ size: string }>('select max(size) size from environment.ledger_checkpoint');
    for (const witness of ['PROCURATORATE', 'COURT'] as const)
      await eventually(async () => (await cosignedUpTo(witness)) >= Number(newest!.size), `cosignatures of ${witness}`);
    whole = await record();
  }, 600_000);

  test('goes back to a moment, refuses acts until everybody has been heard, and gets back what it lost', async () => {
    const { services } = hub.hub;
    for (const away of ['courts', 'public-security']) await services.get(away)!.stop('SIGKILL');
    rmSync(join(data(), 'environment/files'), { recursive: true });
    await goesBack(hub, 'ENVIRONMENT', directory, between);
    const then = await hub.sql<{ n: string }>('select count(*) n from environment.act');
    expect(Number(then[0]!.n)).toBeLessThan(whole.acts.length + 1);
    await expect(new Story(hub).opens()).rejects.toMatchObject({ code: 'RECONCILING' });
    const log = () => readFileSync(hub.hub.logOf('environment'), 'utf8');
    await eventually(
      async () => log().includes('could not be written again'),
      'an act whose files are with the police',
    );
    for (const away of ['courts', 'public-security']) await hub.hub.restart(away);
    await healed(hub, 'ENVIRONMENT');
    await settled(hub);
    expect(await record()).toEqual(whole);
    // what was handed over came back from those who had it; what only this agency had, and its backup not, is marked
    const broken = await hub.sql('select title from environment.evidence_item where hash_ok is not true');
    expect(broken).toEqual([{ title: '后补证据' }]);
    await expectAgreement();
    await proceeds();
    await settled(hub);
    whole = await record();
  }, 600_000);

  interface LogBreak {
    log: string;
    root: string;
    size: number;
    cosignedSize: number;
    acknowledgedAt: string | null;
  }
  const FIELDS = 'log root size cosignedSize acknowledgedAt';
  const WITNESSES = [
    ['PROCURATORATE', 'pp-administrator', 'procuratorateLogBreaks', 'acknowledgeProcuratorateLogRestoration'],
    ['COURT', 'court-administrator', 'courtsLogBreaks', 'acknowledgeCourtsLogRestoration'],
  ] as const;
  const acknowledge = async (account: string, mutation: string, root: string) =>
    (await hub.officers.as(account)).request<Record<string, LogBreak>>(
      `mutation ($input: RestorationInput!) { ${mutation}(input: $input) { ${FIELDS} } }`,
      { input: { log: 'ENVIRONMENT', root, reason: '环境局来函说明磁盘损坏、已恢复备份，经电话核实' } },
    );
  test('its log is refused by the witnesses until somebody there has looked and says why; then they go on, and both histories are kept', async () => {
    for (const [witness, account, query, mutation] of WITNESSES) {
      const breaks = async () =>
        (await (await hub.officers.as(account)).request<Record<string, LogBreak[]>>(`{ ${query} { ${FIELDS} } }`))[
          query
        ]!;
      const [open] = await eventually(async () => {
        const found = await breaks();
        return found.length > 0 && found;
      }, `the break at ${witness}`);
      expect(open).toMatchObject({ log: 'ENVIRONMENT', acknowledgedAt: null });
      const before = await cosignedUpTo(witness);
      await expect(acknowledge('env-administrator', mutation, open!.root)).rejects.toMatchObject({
        code: 'WRONG_AGENCY',
      });
      await expect(
        acknowledge(account.replace('administrator', witness === 'COURT' ? 'clerk' : 'officer'), mutation, open!.root),
      ).rejects.toMatchObject({ code: 'WRONG_ROLE' });
      await expect(acknowledge(account, mutation, '0'.repeat(64))).rejects.toMatchObject({ code: 'NO_SPLIT_VIEW' });
      expect(await cosignedUpTo(witness)).toBe(before);
      await acknowledge(account, mutation, open!.root);
      await proceeds();
      await eventually(async () => (await cosignedUpTo(witness)) > open!.size, `cosignatures of ${witness} again`);
      const [kept, ...more] = await breaks();
      expect([kept, more]).toEqual([{ ...open, acknowledgedAt: expect.any(String) }, []]);
      await expect(acknowledge(account, mutation, open!.root)).rejects.toMatchObject({ code: 'NO_SPLIT_VIEW' });
    }
    await settled(hub);
    whole = await record();
  }, 600_000);

  test('finds out by itself when nobody says that it was restored, acts no sooner, and heals all the same', async () => {
    await hub.hub.services.get('courts')!.stop('SIGKILL');
    await goesBack(hub, 'ENVIRONMENT', directory, between, () => hub.sql('delete from environment.reconciliation'));
    const alarms = await hub.sql(`select sender from environment.alarm where kind = 'ROLLED_BACK'`);
    expect(alarms).toContainEqual({ sender: 'ENVIRONMENT' });
    await expect(new Story(hub).opens()).rejects.toMatchObject({ code: 'RECONCILING' });
    await hub.hub.restart('courts');
    await healed(hub, 'ENVIRONMENT');
    await settled(hub);
    expect(await record()).toEqual(whole);
    await expectAgreement();
  }, 600_000);

  const keys = () =>
    hub.sql(
      `select station, key_id, use, valid_from, superseded_at, revoked_at from environment.station_key order by station, valid_from, key_id`,
    );
  test('gets back what it and others did to their keys since, and what those keys signed', async () => {
    for (const [station, account] of [
      ['Environment', 'env-administrator'],
      ['PublicSecurity', 'psb-administrator'],
    ] as const)
      await (await hub.officers.as(account)).request(`mutation { rotate${station}Key(input: {}) { keyId } }`);
    await proceeds();
    await settled(hub);
    whole = await record();
    const known = await keys();
    const used = await hub.sql(
      `select distinct sender, message->>'keyId' from public_security.inbox where sender = 'ENVIRONMENT'`,
    );
    expect(used.length).toBeGreaterThan(1);
    await goesBack(hub, 'ENVIRONMENT', directory, between);
    expect(await keys()).not.toEqual(known);
    await healed(hub, 'ENVIRONMENT');
    await settled(hub);
    expect(await keys()).toEqual(known);
    expect(await record()).toEqual(whole);
    await expectAgreement();
    await proceeds();
    await settled(hub);
  }, 600_000);

  test('takes home no key of which it has not the private part, though its own key signed the act; that is an alarm', async () => {
    const own = async (station: 'environment' | 'public_security') => {
      const [row] = await hub.sql<{ key_id: string }>(
        `select key_id from ${station}.station_key where station = '${station.toUpperCase()}' and use = 'SIGNING' and superseded_at is null`,
      );
      return readSigner(readFileSync(join(hub.hub.keyDirectory, `${station}.${row!.key_id}.pem`), 'utf8'));
    };
    const [signer, recipient] = [await own('environment'), await own('public_security')];
    const foreign = readSigner(makeKey('ED25519')).publicKey;
    const id = randomUUID();
    const at = new Date().toISOString();
    const [{ message: genuine }] = (await hub.sql<{ message: SignedEnvelope }>(
      `select message from environment.outbox where message->'envelope'->>'act' = 'rotateKey' limit 1`,
    )) as [{ message: SignedEnvelope }];
    const key = { keyId: foreign.keyId, algorithm: foreign.algorithm, publicKey: foreign.pem, proof: '' };
    const envelope = { ...genuine.envelope, id, act: 'publishKey', occurredAt: at, recordedAt: at, payload: { key } };
    const stolen = await signEnvelope(envelope as never, signer);
    const receipt = await signReceipt(
      { step: 'DELIVERED', envelopeId: id, digest: stolen.digest, by: 'PUBLIC_SECURITY', at, evidence: [] },
      recipient,
    );
    await hub.sql(
      `insert into public_security.inbox (envelope_id, case_id, sender, digest, message, receipt, received_at)
       values ($1, $2, 'ENVIRONMENT', $3, $4, $5, $6)`,
      [id, envelope.caseId, stolen.digest, JSON.stringify(stolen), JSON.stringify(receipt), at],
    );
    await hub.hub.services.get('environment')!.stop();
    await hub.sql('update environment.reconciliation set restored_at = now()');
    await hub.hub.restart('environment');
    await eventually(
      async () =>
        (await hub.sql(`select 1 from environment.alarm where kind = 'FOREIGN_ACT' and envelope_id = $1`, [id])).length,
      'the alarm',
    );
    await eventually(
      async () =>
        (await hub.sql('select 1 from environment.reconciliation where restored_at is not null or behind > 0'))
          .length === 0,
      'everybody is heard',
    );
    expect(await hub.sql('select 1 from environment.station_key where key_id = $1', [foreign.keyId])).toEqual([]);
    await proceeds();
    await settled(hub);
  }, 600_000);
});
