import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { describeNats } from '@xianjie/exchange/test/buses.ts';
import { eventually, Story } from '@xianjie/gateway/test/story.ts';
import { sealedBucketOf } from '@xianjie/object-store/object-store.ts';
import { fileTicket } from '@xianjie/subgraph-kit/file-ticket.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';

const refusal = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return 'open';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await client.end().catch(() => {});
  }
};

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

describeNats('every station on a PostgreSQL server of its own', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub({ separate: true });
  }, 300_000);
  afterAll(() => hub?.stop());
  const folder = (station: Station) => join(hub.hub.keyDirectory, '..', station.toLowerCase(), 'files', station);

  test('what opens one station’s database opens no other', async () => {
    const addresses = STATIONS.map((station) => new URL(hub.hub.urls[station]));
    expect(new Set(addresses.map(({ port }) => port)).size).toBe(STATIONS.length);
    for (const own of addresses)
      for (const other of addresses) {
        const url = new URL(own.href);
        url.port = other.port;
        expect(await refusal(url.href)).toBe(own === other ? 'open' : '28P01');
      }
    for (const station of STATIONS) {
      const schemas = await hub.sql<{ nspname: string }>(
        `select nspname from pg_namespace where nspname = any($1) and '${station.toLowerCase()}.' <> ''`,
        [STATIONS.map((name) => name.toLowerCase())],
      );
      expect(schemas.map(({ nspname }) => nspname)).toEqual([station.toLowerCase()]);
    }
  });

  test('a case goes its whole way, and its files with it', async () => {
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await story.clock('H17-09a', 'RUNNING');
    await story.act('fileCase', { offence: '污染环境罪' });
    await story.act('notifyDecision', { reasons: '符合立案条件' });
    await story.arrives();
    expect((await story.tracks('psb-officer'))['criminal']).toBe('FILED');
    const items = await hub.sql<{ sha256: string; hash_ok: boolean }>(
      'select sha256 from environment.evidence_item where case_id = $1',
      [story.caseId],
    );
    expect(items.length).toBeGreaterThan(0);
    for (const { sha256 } of items) {
      await eventually(async () => existsSync(join(folder('PUBLIC_SECURITY'), `${sha256}.json`)), 'the file');
      expect(existsSync(join(folder(DOCKET), sha256))).toBe(false);
    }
    const officer = await story.as('psb-officer');
    const [, evidenceId] = [...story.evidence][0]!;
    const opened = await fetch(`${hub.hub.url}/evidence/${evidenceId}`, {
      headers: { authorization: `Bearer ${officer.token}` },
    });
    expect(opened.status).toBe(200);
    const content = Buffer.from(await opened.arrayBuffer());
    expect(createHash('sha256').update(content).digest('hex')).toBe(opened.headers.get('x-sha256'));
    const range = await fetch(`${hub.hub.url}/evidence/${evidenceId}`, {
      headers: { authorization: `Bearer ${officer.token}`, range: 'bytes=2-4' },
    });
    expect([range.status, await range.text()]).toEqual([206, content.subarray(2, 5).toString()]);
    const own = await fetch(`${hub.hub.url}/files/PUBLIC_SECURITY/${opened.headers.get('x-sha256')}`, {
      headers: { authorization: `Bearer ${officer.token}` },
    });
    expect(own.status).toBe(200);
  });

  test('the recording of an intervention stays sealed with the agency that took it down, and the discipline body hears it there', async () => {
    const HEARD = '原始录音内容';
    const author = await hub.officers.as('env-monitor');
    const sha256 = await author.upload('录音.mp3', Buffer.from(HEARD), 'audio/mpeg', 'intervention');
    const id = randomUUID();
    const input = {
      id,
      intervenedAt: new Date(Date.now() - 60_000).toISOString(),
      place: '会议室',
      form: 'HINT',
      kinds: ['INSTRUCT_FALSIFICATION'],
      wording: '把均值压到标准以下',
      personName: '某主任',
      media: [{ sha256, title: '谈话录音' }],
    };
    await author.request(
      'mutation ($input: InterventionInput!) { recordEnvironmentIntervention(input: $input) { id } }',
      { input },
    );
    const discipline = await hub.officers.as('discipline-officer');
    for (const client of [author, discipline]) {
      const { environmentIntervention: record } = await client.request<{
        environmentIntervention: { content: { media: { url: string; sha256: string }[] } };
      }>('query ($id: ID!) { environmentIntervention(id: $id) { content { media { url sha256 } } } }', { id });
      const [medium] = record.content.media;
      expect(medium!.sha256).toBe(sha256);
      const heard = await fetch(`${hub.hub.url}${medium!.url}`);
      expect([heard.status, await heard.text()]).toEqual([200, HEARD]);
      expect((await fetch(`${hub.hub.url}${medium!.url.split('?')[0]}`)).status).toBeGreaterThanOrEqual(400);
    }
    for (const station of STATIONS) {
      const kept = filesIn(join(folder(station), '..'));
      expect([station, kept.some((file) => readFileSync(file).includes(HEARD))]).toEqual([station, false]);
      const sealed = kept.filter((file) => file.includes(sealedBucketOf('ENVIRONMENT')));
      expect([station, sealed.length > 0]).toEqual([station, station === 'ENVIRONMENT']);
    }
  });

  test('a file is given only to a station that it was handed to, on its own signed ticket for this very file', async () => {
    const story = new Story(hub);
    await story.transfers();
    const officer = await story.as('env-officer');
    const [item] = await hub.sql<{ sha256: string }>(
      'select sha256 from environment.evidence_item where case_id = $1 limit 1',
      [story.caseId],
    );
    const { sha256 } = item!;
    const url = hub.hub.services.get('environment')!.ready.replace('/graphql', `/handed/${sha256}`);
    const ask = async (authorization?: string) =>
      (await fetch(url, { headers: authorization ? { authorization } : {} })).status;
    const ticketOf = (by: Station, asked: Partial<Parameters<typeof fileTicket>[1]> = {}, now = new Date()) => {
      const keys = hub.hub.keyDirectory;
      const signer = readSigner(readFileSync(join(keys, `${by.toLowerCase()}.pem`), 'utf8'));
      return fileTicket(signer, { by, from: 'ENVIRONMENT', sha256, ...asked }, now);
    };
    for (const nothing of [undefined, `Bearer ${officer.token}`, 'Station e30']) expect(await ask(nothing)).toBe(401);
    expect(await ask(await ticketOf('PUBLIC_SECURITY'))).toBe(200);
    expect(await ask(await ticketOf('DOCKET'))).toBe(200);
    expect(await ask(await ticketOf('COURT'))).toBe(404);
    expect(await ask(await ticketOf('COURT', { by: 'PUBLIC_SECURITY' }))).toBe(401);
    expect(await ask(await ticketOf('PUBLIC_SECURITY', { from: 'COURT' }))).toBe(401);
    expect(await ask(await ticketOf('PUBLIC_SECURITY', { sha256: '0'.repeat(64) }))).toBe(401);
    expect(await ask(await ticketOf('PUBLIC_SECURITY', {}, new Date(Date.now() - 3_600_000)))).toBe(401);
  });
});
