import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { publicDecisions } from '../src/public-decisions.ts';
import { openDesk, type Desk } from './desk.ts';

const company = { id: 'c', name: '长春重光水务有限公司', uscc: '91220100MA00000152', role: 'OPERATOR' as const };
const person = { id: 'p', name: '王小明', uscc: null, role: 'NATURAL_PERSON' as const };
type Step = readonly [ActName, string, object?, string?];
let desk: Desk;
let server: Server;
let url: string;
let now = new Date('2026-06-01T12:00:00+08:00');
const tell = async (from: Agency, parties: readonly object[], steps: readonly Step[]) => {
  const caseId = randomUUID();
  for (const [act, at, payload = {}, documentNumber] of steps)
    await desk.receive({
      caseId,
      act,
      at,
      payload: payload as Record<string, unknown>,
      states: { administrative: 'PENALISED' },
      case: { title: '机密案名', summary: '内情', parties: parties as never },
      envelope: { from, to: [], ...(documentNumber ? { documentNumber } : {}) },
    });
};
beforeAll(async () => {
  desk = await openDesk();
  const decided = {
    measures: '责令改正，罚款',
    legalBasis: '水污染防治法',
    facts: '王小明（220102199001010017）稀释水样',
    amount: 100_000,
    legalReview: '内部意见',
  };
  await tell(
    'ENVIRONMENT',
    [company, person],
    [
      ['imposePenalty', '2026-02-01', { ...decided, partyId: 'c' }, '长环罚〔2026〕1号'],
      ['publishPenalty', '2026-02-03'],
    ],
  );
  await tell(
    'ENVIRONMENT',
    [person],
    [
      ['imposePenalty', '2026-02-02', { ...decided, measures: '对王小明罚款' }, '长环罚〔2026〕2号'],
      ['publishPenalty', '2026-02-04'],
    ],
  );
  await tell('ENVIRONMENT', [company], [['imposePenalty', '2026-02-03', decided, '长环罚〔2026〕3号']]);
  await tell(
    'ENVIRONMENT',
    [company],
    [
      ['imposePenalty', '2026-02-04', decided, '长环罚〔2026〕4号'],
      ['publishPenalty', '2026-02-05'],
      ['withdrawPublication', '2026-02-06', { reasons: '已撤销' }],
    ],
  );
  await tell(
    'QUALITY_SUPERVISION',
    [company],
    [
      ['penaliseInstitution', '2026-03-01', decided, '长市监罚〔2026〕5号'],
      ['publishInstitutionPenalty', '2026-03-02', { publicity: 'LIGHT' }],
    ],
  );
  server = createServer((request, response) => {
    const context = { em: desk.orm.em.fork(), identity: null, station: { now: () => now }, loaders: new Map() };
    void publicDecisions(request, response, async () => context as never).then(
      (took) => took || response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/public/penalties.json`;
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await desk?.close();
});
interface Listed {
  items: Record<string, unknown>[];
  next: string | null;
}
const list = async (query = '') => (await (await fetch(`${url}${query}`)).json()) as Listed;
const numbers = async (query = '') => (await list(query)).items.map(({ number }) => number);

test('lists what was published and not taken back, the newest first, natural persons by their family name, nothing of the case', async () => {
  now = new Date('2026-03-10T12:00:00+08:00');
  const { items, next } = await list();
  expect(items.map(({ number, party }) => [number, party])).toEqual([
    ['长市监罚〔2026〕5号', '长春重光水务有限公司'],
    ['长环罚〔2026〕2号', '王某'],
    ['长环罚〔2026〕1号', '长春重光水务有限公司'],
  ]);
  expect(next).toBeNull();
  expect(items[1]).toMatchObject({
    uscc: null,
    measures: '对王某罚款',
    amount: 100_000,
  });
  const text = JSON.stringify(items);
  for (const hidden of ['王小明', '220102199001010017', '机密案名', '内情', '内部意见', '稀释水样', '张某'])
    expect(text).not.toContain(hidden);
  expect(Object.keys(items[0]!)).toEqual([
    'id',
    'agency',
    'title',
    'number',
    'party',
    'uscc',
    'measures',
    'amount',
    'legalBasis',
    'decidedAt',
    'publishedAt',
    'publishedUntil',
  ]);
});

test('a publication ends by itself when its period is over: three months of a light one (45号令 art. 13)', async () => {
  now = new Date('2026-03-10T12:00:00+08:00');
  const [light] = (await list()).items;
  const until = new Date(light!['publishedUntil'] as string);
  now = new Date(until.getTime() - 1_000);
  expect(await numbers()).toContain('长市监罚〔2026〕5号');
  now = until;
  expect(await numbers()).not.toContain('长市监罚〔2026〕5号');
});

test('is found by name, pinyin, credit code and number, and paged', async () => {
  now = new Date('2026-03-10T12:00:00+08:00');
  for (const search of ['重光水务', 'chongguang', '91220100ma00000152', '长环罚[2026]1号'])
    expect([search, (await numbers(`?search=${encodeURIComponent(search)}`)).length > 0]).toEqual([search, true]);
  expect(await numbers('?search=%E7%8E%8B%E5%B0%8F%E6%98%8E')).toEqual([]);
  const seen: unknown[] = [];
  for (let after = ''; ;) {
    const { items, next } = await list(`?first=1${after}`);
    seen.push(...items.map(({ number }) => number));
    if (!next) break;
    after = `&after=${encodeURIComponent(next)}`;
  }
  expect(seen).toEqual(await numbers());
});

test('may be kept by caches for five minutes, asks for nothing again that has not changed, and only reads', async () => {
  const response = await fetch(url);
  const etag = response.headers.get('etag')!;
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(405);
  expect((await fetch(`${url}x`)).status).toBe(404);
});
