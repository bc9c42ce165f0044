import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AGENCIES, AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import { inDatabase, withClient } from '@xianjie/database/provision.ts';
import { auditStation } from '@xianjie/ledger/verify/audit-station.ts';
import { snapshotIn } from '@xianjie/ledger/verify/snapshot.ts';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from './story.ts';

/** An intervention taken down at the environment bureau, and everybody who might want to know of it. */
const SECRETS = ['钱主任', '把四季度均值压到标准以下', '监测站小会议室', '录音-主任.mp3', '原始录音内容'];
const [NAME, WORDING, PLACE, FILE, HEARD] = SECRETS as [string, string, string, string, string];
const AUTHOR = 'env-monitor';
const READER = 'discipline-officer';
const OTHERS = DEMO_OFFICERS.map(({ sub }) => sub).filter((sub) => sub !== AUTHOR && sub !== READER);

const prefixOf = (agency: Agency) =>
  AGENCIES[agency].subgraph.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const CONTENT = `content { authorName intervenedAt place form kinds wording personName requestedActs witnesses reportedAt text field
  media { title name size sha256 sm3 originalMedium storagePlace url } }`;
const RECORD = `id number agency recordedAt digest ${CONTENT} supplements { number ${CONTENT} }`;
interface Record {
  readonly id: string;
  readonly number: string;
  readonly digest: string;
  readonly content: { readonly media: { readonly url: string; readonly sha256: string }[] } & {
    readonly [key: string]: unknown;
  };
  readonly supplements: Record[];
  readonly accesses?: { readonly name: string; readonly medium: string | null }[];
}

let hub: TestHub;
let record: Record;
let sha256: string;
const id = randomUUID();
const input = () => ({
  id,
  intervenedAt: '2026-10-12T01:30:00.000Z',
  place: PLACE,
  form: 'HINT',
  kinds: ['INSTRUCT_FALSIFICATION', 'DISTURB_ASSESSMENT'],
  wording: WORDING,
  personName: NAME,
  requestedActs: ['I02'],
  witnesses: ['在场同事'],
  media: [{ sha256, title: '谈话录音', originalMedium: '录音笔-03', storagePlace: '监测站档案柜' }],
});
const RECORDING = `mutation ($input: InterventionInput!) { recordEnvironmentIntervention(input: $input) { ${RECORD} } }`;
const take = async (account: string, values: object = input()) =>
  (await hub.officers.as(account)).request<{ recordEnvironmentIntervention: Record }>(RECORDING, { input: values });
const open = async (account: string, fields = RECORD) =>
  (await hub.officers.as(account)).raw<{ environmentIntervention: Record | null }>(
    `query ($id: ID!) { environmentIntervention(id: $id) { ${fields} } }`,
    { id },
  );
const download = async (url: string, account?: string) =>
  fetch(
    `${hub.hub.url}${url}`,
    account ? { headers: { authorization: `Bearer ${(await hub.officers.as(account)).token}` } } : {},
  );

beforeAll(async () => {
  hub = await startTestHub();
  sha256 = await (await hub.officers.as(AUTHOR)).upload(FILE, Buffer.from(HEARD), 'audio/mpeg', 'intervention');
  record = (await take(AUTHOR)).recordEnvironmentIntervention;
});
afterAll(() => hub?.stop());

test('an officer records an intervention with its recording and reads it back', async () => {
  expect(record.number).toMatch(/^干预留痕〔\d{4}〕1号$/);
  expect(record.content).toMatchObject({
    authorName: '高某',
    personName: NAME,
    form: 'HINT',
    kinds: ['INSTRUCT_FALSIFICATION', 'DISTURB_ASSESSMENT'],
    media: [{ title: '谈话录音', name: FILE, sha256, originalMedium: '录音笔-03', storagePlace: '监测站档案柜' }],
  });
  const heard = await download(record.content.media[0]!.url);
  expect([heard.status, await heard.text()]).toEqual([200, HEARD]);
});

test('repeating it gives the same record, another content under its id is refused', async () => {
  expect((await take(AUTHOR)).recordEnvironmentIntervention).toMatchObject({ id, number: record.number });
  await expect(take(AUTHOR, { ...input(), wording: '另一句话' })).rejects.toMatchObject({ code: 'ALREADY_DONE' });
  await expect(take('env-officer')).rejects.toMatchObject({ code: 'ALREADY_DONE' });
});

test.each(OTHERS)('%s sees nothing of it, by no query, field, path or guess', async (account) => {
  const client = await hub.officers.as(account);
  for (const field of ['id', 'number', 'digest', CONTENT, 'supplements { id }', 'accesses { name }'])
    expect((await open(account, field)).data?.environmentIntervention ?? null).toBeNull();
  for (const agency of AGENCY_NAMES) {
    const name = `${prefixOf(agency)}Interventions`;
    const { data } = await client.raw<{ [name: string]: { edges: unknown[] } | null }>(
      `{ ${name} { edges { node { id } } } }`,
    );
    expect(data?.[name]?.edges ?? []).toEqual([]);
  }
  const supplement = await client.raw(
    'mutation ($input: InterventionSupplementInput!) { supplementEnvironmentIntervention(input: $input) { id } }',
    { input: { recordId: id, text: '无此事' } },
  );
  expect(supplement.errors?.[0]?.extensions?.['code']).toMatch(
    /^(INTERVENTION_NOT_FOUND|WRONG_AGENCY|NOT_YOURS_TO_SEE)$/,
  );
  const [path] = record.content.media[0]!.url.split('?');
  for (const url of [
    path!,
    `/files/ENVIRONMENT/${sha256}`,
    `/files/ENVIRONMENT_INTAKE/${sha256}`,
    `/files/ENVIRONMENT_SEALED/${sha256}`,
  ])
    expect((await download(url, account)).status).toBeGreaterThanOrEqual(400);
});

test('a ticket opens its one file only, and none is needed to be refused', async () => {
  const [path, query] = record.content.media[0]!.url.split('?');
  expect((await download(path!)).status).toBe(401);
  expect((await download(`${path!.replace(/0$/, '1')}?${query}`)).status).toBe(401);
  expect((await download(`${path}?${query!.slice(0, -1)}${query!.endsWith('0') ? '1' : '0'}`)).status).toBe(401);
});

test('the digest is public to whoever is signed in, without author or content', async () => {
  const fields = '{ edges { node { number agency digest } } }';
  for (const account of [...OTHERS, READER]) {
    const { environmentInterventionDigests: page } = await (
      await hub.officers.as(account)
    ).request<{ environmentInterventionDigests: unknown }>(`{ environmentInterventionDigests ${fields} }`);
    expect(page).toEqual({
      edges: [{ node: { number: record.number, agency: 'ENVIRONMENT', digest: record.digest } }],
    });
  }
});

test('the discipline body finds it newest first, reads it and its recording; each reading is noted', async () => {
  const reader = await hub.officers.as(READER);
  const all = await reader.request<{ environmentInterventions: { edges: { node: { id: string } }[] } }>(
    '{ environmentInterventions(first: 5) { edges { node { id } } } }',
  );
  expect(all.environmentInterventions.edges.map(({ node }) => node.id)).toEqual([id]);
  const { data } = await open(READER);
  expect(data?.environmentIntervention?.content).toMatchObject({ personName: NAME, wording: WORDING });
  const heard = await download(data!.environmentIntervention!.content.media[0]!.url);
  expect(await heard.text()).toBe(HEARD);
  const { data: noted } = await open(READER, 'accesses { name medium }');
  expect(noted?.environmentIntervention?.accesses?.slice(0, 2)).toEqual([
    { name: '何某', medium: '1' },
    { name: '何某', medium: null },
  ]);
  expect((await open(AUTHOR, 'accesses { name }')).data?.environmentIntervention ?? null).toBeNull();
});

test('the author corrects by a supplement, which is numbered after the record; both digests are public', async () => {
  const author = await hub.officers.as(AUTHOR);
  const given = { recordId: id, field: 'place', text: '更正：地点为二楼会议室' };
  const { supplementEnvironmentIntervention: added } = await author.request<{
    supplementEnvironmentIntervention: Record;
  }>(
    `mutation ($input: InterventionSupplementInput!) { supplementEnvironmentIntervention(input: $input) { number digest } }`,
    { input: given },
  );
  expect(added.number).toBe(`${record.number}补1`);
  const { data } = await open(READER);
  expect(data?.environmentIntervention?.content['place']).toBe(PLACE);
  expect(data?.environmentIntervention?.supplements[0]?.content).toMatchObject({ field: 'place', text: given.text });
});

test('whoever administers database, disk and logs of the agency finds no name and no word', async () => {
  const tables = await hub.sql<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const found = await hub.sql<{ row: string }>(`select t::text as row from ${name} t`);
    for (const secret of [...SECRETS, '二楼会议室', '在场同事'])
      expect([name, secret, found.some(({ row }) => row.includes(secret))]).toEqual([name, secret, false]);
    if (name.includes('intervention')) expect(JSON.stringify(found)).not.toContain(AUTHOR);
  }
  const data = dirname(hub.hub.keyDirectory);
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files) {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const secret of SECRETS)
      expect([entry.name, secret, bytes.includes(secret)]).toEqual([entry.name, secret, false]);
  }
});

test('every digest is a leaf of the ledger; a record that a superuser removes or rewrites is named', async () => {
  const settled = async () =>
    (await hub.sql('select 1 from environment.ledger_leaf where position is null')).length === 0;
  await eventually(settled, 'the places of all leaves');
  const leaves = await hub.sql(
    'select ref as number, digest from environment.ledger_leaf where kind = $1 order by position',
    ['intervention'],
  );
  const { environmentInterventionDigests: page } = await (
    await hub.officers.as('court-clerk')
  ).request<{ environmentInterventionDigests: { edges: { node: unknown }[] } }>(
    '{ environmentInterventionDigests(first: 200) { edges { node { number digest } } } }',
  );
  expect(leaves).toEqual(page.edges.map(({ node }) => node).toReversed());
  const { pathname } = new URL(hub.hub.urls.ENVIRONMENT);
  const url = inDatabase(process.env['TEST_POSTGRES_URL']!, pathname.slice(1));
  await withClient(url, async (client) => {
    const audited = async (change?: string) => {
      await client.query('begin isolation level repeatable read');
      await client.query('set local session_replication_role = replica');
      if (change) await client.query(change, [id]);
      const snapshot = await snapshotIn(client, 'environment');
      const { findings } = await auditStation({ station: 'ENVIRONMENT', snapshot });
      await client.query('rollback');
      return findings.map(({ table, change: kind }) => `${table} ${kind}`);
    };
    expect(await audited()).toEqual([]);
    expect(await audited('delete from environment.intervention_record where id = $1')).toContain(
      'intervention_record missing',
    );
    expect(await audited(`update environment.intervention_record set digest = 'x' where id = $1`)).toContain(
      'intervention_record changed',
    );
  });
});

test('numbers run without a gap: what is refused takes none', async () => {
  await expect(
    take(AUTHOR, { ...input(), id: randomUUID(), media: [{ sha256, title: '没有上传' }] }),
  ).rejects.toMatchObject({
    code: 'UNKNOWN_FILE',
  });
  await expect(take(AUTHOR, { ...input(), id: randomUUID(), caseId: randomUUID(), media: [] })).rejects.toMatchObject({
    code: 'CASE_NOT_FOUND',
  });
  const { recordEnvironmentIntervention: next } = await take('env-officer-2', {
    ...input(),
    id: randomUUID(),
    media: [],
  });
  expect(next.number).toBe(record.number.replace('1号', '2号'));
});

test('who hid an intervention with serious consequences is found out and censured; the name stays in the bureau', async () => {
  const story = new Story(hub);
  await story.opens();
  const personName = '孔某某';
  await story.act('findFailureToRecord', {
    unit: '某监测站',
    failure: 'HIDDEN',
    facts: '对口头意见隐瞒不报',
    consequences: '失真数据被用于考核',
    recordNumber: record.number,
    personName,
  });
  const censure = await story.act('censureFailureToRecord', {
    documents: [],
    unit: '某监测站',
    content: '予以通报批评和警告',
    personName,
  });
  const [act] = await hub.sql<{ documents: { name: string; number: string; paper: unknown }[] }>(
    'select documents from environment.act where id = $1',
    [censure.id],
  );
  expect(act!.documents).toMatchObject([{ name: 'FAILURE_CENSURE' }]);
  expect(JSON.stringify(act!.documents[0]!.paper)).toContain('通报批评和警告');
  await story.arrives();
  expect(await story.tracks('env-head')).toMatchObject({ failureToRecord: 'CENSURED' });
  expect(await story.tracks('pp-officer')).not.toHaveProperty('failureToRecord');
  for (const schema of ['docket', 'public_security', 'procuratorate', 'exchange'])
    for (const { name } of await hub.sql<{ name: string }>(
      'select table_name as name from information_schema.tables where table_schema = $1',
      [schema],
    )) {
      const found = await hub.sql<{ row: string }>(
        `select t::text as row from ${schema}.${name} t where t::text like $1`,
        [`%${personName}%`],
      );
      expect([schema, name, found]).toEqual([schema, name, []]);
    }
});
