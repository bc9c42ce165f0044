import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { State } from '@xianjie/contracts/acts/tracks.ts';
import { dayOf, openDesk, type Desk, type Told } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());
beforeEach(() => desk.empty());

const coercion = (state: State<'coercion'>, version: number): NonNullable<Told['tracks']> => [
  { track: 'coercion', state, version },
];
/** A month from 1 September ends on the first day of the October holidays. */
const RECEIVED = { act: 'transferForProsecution', at: '2026-09-01' } as const;
const due = async (caseId: string): Promise<string> =>
  dayOf((await desk.clocks(caseId)).find(({ ruleId }) => ruleId === 'CPL-172a')!.dueAt);

test.each<[State<'coercion'>, string]>([
  ['ON_BAIL', '2026-10-08'],
  ['NONE', '2026-10-08'],
  ['DETAINED', '2026-10-01'],
  ['ARRESTED', '2026-10-01'],
])('刑诉法 art. 105(4): the review of a case, the accused being %s, ends on %s', async (state, day) => {
  const caseId = randomUUID();
  await desk.receive({ caseId, ...RECEIVED, tracks: coercion(state, 1) });
  expect(await due(caseId)).toBe(day);
});

test('a clock under way follows the accused into and out of custody, and says why', async () => {
  const caseId = randomUUID();
  await desk.receive({ caseId, ...RECEIVED, tracks: coercion('ARRESTED', 1) });
  await desk.receive({ caseId, act: 'grantBail', at: '2026-09-10', tracks: coercion('ON_BAIL', 2) });
  expect(await due(caseId)).toBe('2026-10-08');
  await desk.receive({ caseId, act: 'executeArrest', at: '2026-09-20', tracks: coercion('ARRESTED', 3) });
  expect(await due(caseId)).toBe('2026-10-01');
  const clock = (await desk.clocks(caseId)).find(({ ruleId }) => ruleId === 'CPL-172a')!;
  expect(await desk.logOf(clock.id)).toEqual([
    expect.stringContaining('STARTED'),
    'RECALCULATED | 2026-10-01 | 2026-10-08 | 取保候审，不再在押，期限届满遇节假日顺延',
    'RECALCULATED | 2026-10-08 | 2026-10-01 | 执行逮捕，在押期间期限届满不顺延',
  ]);
});

test.each<[State<'coercion'>, Told['act'], string, State<'coercion'>, string]>([
  // the month was over on 1 October, at large with the holidays after it
  ['ON_BAIL', 'executeArrest', '2026-10-05', 'ARRESTED', '2026-10-08'],
  ['ON_BAIL', 'executeArrest', '2026-10-01', 'ARRESTED', '2026-10-01'],
  ['ARRESTED', 'grantBail', '2026-10-01', 'ON_BAIL', '2026-10-08'],
  ['ARRESTED', 'grantBail', '2026-10-03', 'ON_BAIL', '2026-10-01'],
])('the last day stays what it was when it came: %s, then %s on %s', async (first, act, at, then, day) => {
  const caseId = randomUUID();
  await desk.receive({ caseId, ...RECEIVED, tracks: coercion(first, 1) });
  await desk.receive({ caseId, act, at, tracks: coercion(then, 2) });
  expect(await due(caseId)).toBe(day);
});

test('an extension is counted for how the accused is held when it is given', async () => {
  const caseId = randomUUID();
  await desk.receive({ caseId, ...RECEIVED, tracks: coercion('ON_BAIL', 1) });
  await desk.receive({ caseId, act: 'executeArrest', at: '2026-10-05', tracks: coercion('ARRESTED', 2) });
  // 1 October and fifteen days, a Friday; then as a Saturday
  await desk.receive({ caseId, act: 'extendReview', at: '2026-10-06' });
  expect(await due(caseId)).toBe('2026-10-16');
  const other = randomUUID();
  await desk.receive({ caseId: other, ...RECEIVED, at: '2026-09-02', tracks: coercion('ON_BAIL', 1) });
  await desk.receive({ caseId: other, act: 'executeArrest', at: '2026-10-05', tracks: coercion('ARRESTED', 2) });
  await desk.receive({ caseId: other, act: 'extendReview', at: '2026-10-06' });
  expect(await due(other)).toBe('2026-10-17');
});
