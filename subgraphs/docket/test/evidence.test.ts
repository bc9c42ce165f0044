import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity, Organisation } from '@xianjie/contracts/agencies.ts';
import { ObjectStore, type StoredFile } from '@xianjie/object-store/object-store.ts';
import { fileKeyStore, makeKeys } from '@xianjie/exchange/key-files.ts';
import { KeyBook } from '@xianjie/exchange/keyring.ts';
import { evidencePage } from '../src/evidence-page.ts';
import { holderOf, ticketFor } from '../src/evidence-ticket.ts';
import { EvidenceAccess } from '../src/entities/feed.ts';
import { pagesOf } from '@xianjie/subgraph-kit/pages.ts';
import { openDesk, POLICE, type Desk } from './desk.ts';

const keyFolder = mkdtempSync(join(tmpdir(), 'xianjie-keys-'));
const { keyFile, trustFile } = makeKeys(keyFolder);
const keyring = KeyBook.read('DOCKET', fileKeyStore(keyFile('DOCKET')), trustFile);
const CONTENT = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
const NOW = new Date('2026-03-02T12:00:00+08:00');
const [OPEN, OWN] = [randomUUID(), randomUUID()];
const ids = { video: randomUUID(), page: randomUUID(), own: randomUUID(), gone: randomUUID(), changed: randomUUID() };

let desk: Desk;
const em = () => desk.orm.em.fork() as never;
let server: Server;
let url: string;
let folder: string;
let now = NOW;
beforeAll(async () => {
  desk = await openDesk(() => now, { keyring });
  await keyring.open(desk.orm.em.fork() as never);
  folder = mkdtempSync(join(tmpdir(), 'xianjie-evidence-'));
  const store = new ObjectStore(folder);
  const put = (name: string, mediaType: string, content: Buffer) =>
    store.put('ENVIRONMENT', Readable.from([content]), {
      name,
      mediaType,
      uploadedBy: 'x',
      uploadedAt: NOW.toISOString(),
    });
  const item = (id: string, { sha256, sm3, size, mediaType, name }: StoredFile) => ({
    id,
    title: name,
    kind: '书证',
    sha256,
    sm3,
    size,
    mediaType,
    name,
  });
  const video = await put('现场.mp4', 'video/mp4', CONTENT);
  const page = await put('页面.html', 'text/html', Buffer.from('<script>alert(1)</script>'));
  const changed = await put('改.pdf', 'application/pdf', Buffer.from('%PDF'));
  appendFileSync(join(folder, 'ENVIRONMENT', changed.sha256), '!');
  const envelope = { from: 'ENVIRONMENT' as const, to: [] };
  const open = { administrative: 'INVESTIGATING', criminal: 'FILED' };
  await desk.receive({
    caseId: OPEN,
    act: 'registerEvidence',
    at: '2026-03-02',
    states: open,
    envelope: {
      ...envelope,
      evidence: [
        item(ids.video, video),
        item(ids.page, page),
        item(ids.changed, changed),
        item(ids.gone, { ...video, sha256: '0'.repeat(64) }),
      ],
    },
  });
  await desk.receive({
    caseId: OWN,
    act: 'registerEvidence',
    at: '2026-03-02',
    states: { administrative: 'INVESTIGATING' },
    envelope: { ...envelope, evidence: [item(ids.own, video)] },
  });
  const answer = pagesOf(evidencePage);
  server = createServer((request, response) => {
    const { authorization } = request.headers;
    const identity = authorization ? { ...POLICE, ...(JSON.parse(authorization) as Identity) } : null;
    const station = { store, keyring, now: () => now };
    const reads = { note: () => {} };
    const context = { em: desk.orm.em.fork(), identity, station, loaders: new Map(), wake: () => {}, reads };
    void answer(request, response, async () => context as never).then(
      (took) => took || response.writeHead(404).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await desk?.close();
  rmSync(keyFolder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

const as = (organisation: Organisation): Record<string, string> => ({
  authorization: JSON.stringify({ organisation }),
});
const get = (path: string, headers: Record<string, string> = as('PUBLIC_SECURITY'), method = 'GET') =>
  fetch(`${url}/evidence/${path}`, { headers, method });
const accesses = () => desk.orm.em.fork().find(EvidenceAccess, {}, { orderBy: { id: 1 } });

test('whoever may see the evidence opens the file of another agency, with its type, unsniffed, and the opening is noted', async () => {
  const before = (await accesses()).length;
  const response = await get(ids.video);
  expect([response.status, Buffer.from(await response.arrayBuffer())]).toEqual([200, CONTENT]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '1000',
    'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('现场.mp4')}`,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  });
  const noted = (await accesses()).slice(before);
  expect(noted).toMatchObject([
    { evidenceId: ids.video, organisation: 'PUBLIC_SECURITY', officer: 'psb-officer', download: false },
  ]);
  await get(`${ids.video}?download`).then((one) => one.arrayBuffer());
  expect((await accesses()).at(-1)).toMatchObject({ download: true });
});

test.each([
  ['bytes=0-99', 206, [0, 100], 'bytes 0-99/1000'],
  ['bytes=900-', 206, [900, 1_000], 'bytes 900-999/1000'],
  ['bytes=-50', 206, [950, 1_000], 'bytes 950-999/1000'],
  ['bytes=990-2000', 206, [990, 1_000], 'bytes 990-999/1000'],
  ['bytes=1000-', 416, null, 'bytes */1000'],
  ['bytes=5-2', 200, [0, 1_000], null],
  ['lines=1-2', 200, [0, 1_000], null],
])('a player asks for %s', async (range, status, part, said) => {
  const response = await get(ids.video, { ...as('PUBLIC_SECURITY'), range });
  const body = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.headers.get('content-range')]).toEqual([status, said]);
  expect(body).toEqual(part ? CONTENT.subarray(...(part as [number, number])) : Buffer.alloc(0));
});

test('a later part of what is being watched is not noted again, nor is a HEAD', async () => {
  const before = (await accesses()).length;
  await get(ids.video, { ...as('PUBLIC_SECURITY'), range: 'bytes=500-' }).then((one) => one.arrayBuffer());
  expect((await get(ids.video, as('PUBLIC_SECURITY'), 'HEAD')).headers.get('content-length')).toBe('1000');
  expect(await accesses()).toHaveLength(before);
});

test('what could run in a browser is only saved', async () => {
  const response = await get(ids.page);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

describe('refuses', () => {
  test.each<[string, string, Record<string, string>, number, string]>([
    ['who is not signed in', ids.video, {}, 401, 'UNAUTHENTICATED'],
    ['who may not see the case', ids.own, as('PUBLIC_SECURITY'), 403, 'NOT_YOURS_TO_SEE'],
    ['the supervision office, which sees no evidence', ids.video, as('SUPERVISION_OFFICE'), 403, 'NOT_YOURS_TO_SEE'],
    ['an unknown item', randomUUID(), as('PUBLIC_SECURITY'), 404, 'UNKNOWN_FILE'],
    ['no item at all', '../files/x', as('PUBLIC_SECURITY'), 404, ''],
    ['a file that is not there', ids.gone, as('PUBLIC_SECURITY'), 404, 'UNKNOWN_FILE'],
    ['content that was changed', ids.changed, as('PUBLIC_SECURITY'), 409, 'HASH_MISMATCH'],
  ])('%s', async (_what, path, headers, status, code) => {
    const before = (await accesses()).length;
    const response = await get(path, headers);
    const body = (await response.json().catch(() => ({ code: '' }))) as { code: string };
    expect([response.status, body.code]).toEqual([status, code]);
    expect(await accesses()).toHaveLength(before);
  });
});

describe('a ticket', () => {
  const linkOf = async (id: string, organisation: Organisation) => {
    const { data } = await desk.ask(
      'query ($c: ID!) { case(id: $c) { evidence { edges { node { id file } } } } }',
      { organisation, sub: 'watcher', name: '看某' },
      { c: id === ids.own ? OWN : OPEN },
    );
    const { evidence } = data!['case'] as { evidence: { edges: { node: { id: string; file: string } }[] } };
    return evidence.edges.find(({ node }) => node.id === id)!.node.file.replace('/evidence/', '');
  };
  test('opens the file for the officer who asked for it, without a token, and notes that officer', async () => {
    expect((await get(await linkOf(ids.video, 'PUBLIC_SECURITY'), {})).status).toBe(200);
    expect((await accesses()).at(-1)).toMatchObject({ officer: 'watcher', name: '看某' });
  });
  test('opens that file only, for ten minutes, and only as long as it may be seen', async () => {
    const link = await linkOf(ids.video, 'PUBLIC_SECURITY');
    const ticket = link.split('?')[1]!;
    expect((await get(`${ids.page}?${ticket}`, {})).status).toBe(401);
    now = new Date(NOW.getTime() + 10 * 60_000);
    expect((await get(link, {})).status).toBe(401);
    now = NOW;
    const police = await ticketFor(em(), keyring, ids.own, POLICE, NOW);
    expect((await get(`${ids.own}?ticket=${police}`, {})).status).toBe(403);
  });
  test('can not be made or changed elsewhere', async () => {
    const ticket = await ticketFor(em(), keyring, ids.video, POLICE, NOW);
    expect(await holderOf(em(), keyring, ids.video, ticket, NOW)).toMatchObject({ sub: 'psb-officer' });
    const other = KeyBook.read('COURT', fileKeyStore(keyFile('COURT')), trustFile);
    const foreign = await ticketFor(em(), other, ids.video, POLICE, NOW);
    const read = JSON.parse(Buffer.from(ticket, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...read, organisation: 'COURT' })).toString('base64url');
    for (const bad of [foreign, forged, '', 'x', Buffer.from('null').toString('base64url')])
      expect(await holderOf(em(), keyring, ids.video, bad, NOW)).toBeNull();
  });
});

test('the agency that registered an item sees who opened it, page by page; others do not', async () => {
  const ask = async (organisation: Organisation) => {
    const { data } = await desk.ask(
      'query ($c: ID!) { case(id: $c) { evidence { edges { node { id accesses(first: 1) { edges { node { organisation name at download } } pageInfo { hasNextPage } } } } } } }',
      { organisation },
      { c: OPEN },
    );
    const { evidence } = data!['case'] as { evidence: { edges: { node: { id: string; accesses: unknown } }[] } };
    return evidence.edges.find(({ node }) => node.id === ids.video)!.node.accesses;
  };
  expect(await ask('ENVIRONMENT')).toMatchObject({
    edges: [{ node: { organisation: 'PUBLIC_SECURITY', name: '看某', download: false } }],
    pageInfo: { hasNextPage: true },
  });
  expect(await ask('PUBLIC_SECURITY')).toBeNull();
});

test('the timeline says of codes what they mean', async () => {
  const payload = { title: '采样记录', kind: 'DOCUMENTARY' };
  const caseId = randomUUID();
  await desk.receive({ caseId, act: 'registerEvidence', at: '2026-03-02', states: { criminal: 'FILED' }, payload });
  const header = { kinds: ['T06'], title: '某公司案' };
  await desk.receive({ caseId, act: 'openCase', at: '2026-03-02', states: { criminal: 'FILED' }, payload: header });
  const query = `{ case(id: "${caseId}") { timeline { edges { node { details { name value } } } } } }`;
  const { data } = await desk.ask(query, POLICE);
  const file = data!['case'] as { timeline: { edges: { node: { details: { name: string; value: string }[] } }[] } };
  const said = file.timeline.edges.flatMap(({ node }) => node.details);
  expect(said).toContainEqual({ name: 'kind', value: '书证' });
  expect(said).toContainEqual({ name: 'kinds', value: 'T06 调换、隐匿、遗弃样品或改变样品性质' });
});
