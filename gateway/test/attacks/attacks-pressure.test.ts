import { createHash } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Budget } from '../../limits/budget.ts';
import { DEFAULT_LIMITS, readLimits } from '../../limits/limits.ts';
import { Attacked, type Answer } from './attacked.ts';

const attacked = new Attacked();
beforeAll(() =>
  attacked.start({
    EXPLORERS: '*',
    MOST_UNDER_WAY: '20',
    MOST_UNDER_WAY_EACH: '5',
    ANSWER_WITHIN_MS: '2000',
    ANSWER_WITHIN_MS_COURTS: '100',
  }),
);
afterAll(() => attacked.stop());
const CASES = '{"data":{"cases":{"edges":[]}}}';
beforeEach(async () => {
  // an agency that has failed is tried again after a moment
  attacked.agency = () => CASES;
  await after(1_100);
  for (const sub of ['x', 'y']) await ask(sub, 0);
  attacked.asked = [];
});

const tokens = new Map<string, Promise<string>>();
/** A question that differs from others by its number. */
async function ask(sub: string, n: number, headers: Record<string, string> = {}): Promise<Answer> {
  let token = tokens.get(sub);
  if (!token) tokens.set(sub, (token = attacked.token({ sub })));
  const query = 'query Cases($n: Int) { cases(first: $n) { edges { cursor } } }';
  return attacked.post({ query, variables: { n } }, await token, headers);
}
const silence = () => new Promise<string>(() => {});
const tally = (answers: readonly Answer[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status, codes }) => `${status} ${codes.join()}`)].map(([key, all]) => [
      key,
      all.length,
    ]),
  );

test('one identity has no more than its share under way, whatever it accepts; others are served', async () => {
  attacked.agency = silence;
  attacked.asked = [];
  const asked = Promise.all(
    Array.from({ length: 12 }, (_, n) => ask('x', n + 1, n % 2 ? {} : { accept: 'application/json' })),
  );
  while (attacked.asked.length < 5) await after(10);
  attacked.agency = () => CASES;
  expect((await ask('y', 1)).codes).toEqual([]);
  const answers = await asked;
  expect(tally(answers)).toEqual({ '429 TOO_MANY_REQUESTS': 7, '200 AGENCY_UNAVAILABLE': 5 });
  for (const { status, headers } of answers) expect(headers.get('retry-after')).toBe(status === 429 ? '1' : null);
});

test('all together have no more under way than the gateway bears', async () => {
  attacked.agency = silence;
  const asked = Array.from({ length: 6 }, (_, who) => Array.from({ length: 5 }, (_one, n) => ask(`i${who}`, n + 1)));
  const answers = await Promise.all(asked.flat());
  expect(tally(answers)).toEqual({ '503 HUB_BUSY': 10, '200 AGENCY_UNAVAILABLE': 20 });
});

test('an agency that does not answer is waited for as long as it may take, then no longer waited for, and comes back', async () => {
  attacked.agency = silence;
  const timed = async (n: number) => {
    const began = performance.now();
    const { codes } = await ask('x', n);
    return { codes, ms: performance.now() - began };
  };
  const first = await timed(1);
  expect(first.codes).toEqual(['AGENCY_UNAVAILABLE']);
  expect(first.ms).toBeGreaterThan(900);
  await Promise.all([2, 3, 4, 5].map(timed));
  const probe = timed(6);
  while (!attacked.asked.some(({ body }) => body.includes('"n":6'))) await after(10);
  attacked.asked = [];
  for (let n = 10; n < 30; n += 1) {
    const { codes } = await timed(n);
    expect(codes).toEqual(['AGENCY_UNAVAILABLE']);
  }
  expect(attacked.asked).toEqual([]);
  await probe;
  attacked.agency = () => CASES;
  await after(1_100);
  expect((await timed(40)).codes).toEqual([]);
});

test('an agency with a time of its own', async () => {
  attacked.agency = silence;
  const token = await attacked.token({ sub: 'c', org: 'COURT', roles: ['CLERK'] });
  const began = performance.now();
  const { codes } = await attacked.post({ query: '{ courtsInbox { edges { cursor } } }' }, token);
  expect(codes).toContain('AGENCY_UNAVAILABLE');
  expect(performance.now() - began).toBeLessThan(1_800);
});

test('an agency is told which operation it is asked for', async () => {
  await ask('x', 1);
  const query = 'query Cases($n: Int) { cases(first: $n) { edges { cursor } } }';
  expect(attacked.asked[0]!.headers).toMatchObject({
    'x-operation-name': 'Cases',
    'x-operation-hash': createHash('sha256').update(query).digest('hex'),
  });
});

test('a budget is spent, fills up again with time, and is each one’s own', () => {
  let now = 0;
  const budget = new Budget({ ...DEFAULT_LIMITS, burst: 100, costPerSecond: 10 }, () => now);
  const take = (who: string, cost: number) => budget.take(who, cost)?.extensions['seconds'] ?? 'taken';
  expect([take('a', 60), take('a', 60), take('a', 40), take('a', 1)]).toEqual(['taken', 2, 'taken', 1]);
  expect(take('b', 100)).toBe('taken');
  now += 3_000;
  expect([take('a', 31), take('a', 30), take('a', 1)]).toEqual([1, 'taken', 1]);
});

test('limits are set by the environment; one that is none is refused', () => {
  expect(readLimits({ MOST_DEPTH: '7' })).toEqual({ ...DEFAULT_LIMITS, depth: 7 });
  for (const bad of ['x', '0', '-1']) expect(() => readLimits({ MOST_DEPTH: bad })).toThrow('MOST_DEPTH');
});
