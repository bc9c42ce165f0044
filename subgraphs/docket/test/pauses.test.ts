import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { fireDue } from '../src/clocks/fire-due.ts';
import { dayOf, days, openDesk, statutesOf, type Desk, type Told } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());
beforeEach(() => desk.empty());

const PAUSING: Partial<Rule> = {
  startsOn: [{ act: 'acceptCase' }],
  endsOn: [{ act: 'fileCase' }],
  pausesOn: [
    { act: 'requestHearing', cause: 'hearing' },
    { act: 'transferCase', cause: 'transfer' },
  ],
  resumesOn: [
    { act: 'holdHearing', cause: 'hearing' },
    { act: 'returnCase', cause: 'transfer' },
  ],
};
const statutes = statutesOf(
  { id: 'NATURAL', period: days(30), ...PAUSING },
  { id: 'WORKING', period: { amount: 3, unit: 'working_days' }, ...PAUSING },
  { id: 'HOURS', period: { amount: 24, unit: 'hours' }, ...PAUSING },
);
type Step = readonly [Told['act'], string];
async function live(steps: readonly Step[], rest: Partial<Told> = {}) {
  const caseId = randomUUID();
  for (const [act, at] of steps) await desk.receive({ caseId, act, at, ...rest }, statutes);
  const clocks = await desk.clocks(caseId);
  return { caseId, clock: (id: string) => clocks.find(({ ruleId }) => ruleId === id)! };
}
const START: Step = ['acceptCase', '2026-03-02'];

describe('a clock that stands still', () => {
  test('says so and since when, and fires nothing', async () => {
    const { caseId, clock } = await live([START, ['requestHearing', '2026-03-02T11:00']]);
    expect(clock('NATURAL')).toMatchObject({ status: 'PAUSED', nextFireAt: null });
    await fireDue(desk.orm, new Date('2027-01-01'), statutes);
    expect((await desk.clocks(caseId)).map(({ status }) => status)).toEqual(['PAUSED', 'PAUSED', 'PAUSED']);
    expect((await desk.events(caseId)).filter(([kind]) => kind === 'CLOCK_PAUSED')).toHaveLength(3);
  });

  test.each([
    ['natural days', 'NATURAL', '2026-03-10', '2026-03-15', '2026-04-07'],
    ['working days', 'WORKING', '2026-03-03', '2026-03-10', '2026-03-12'],
    ['hours', 'HOURS', '2026-03-02T12:00', '2026-03-04T12:30', '2026-03-05T10:30'],
    ['one day', 'NATURAL', '2026-03-10T09:00', '2026-03-10T17:00', '2026-04-01'],
  ])('runs on with the time left: %s', async (_title, id, from, to, due) => {
    const { clock } = await live([START, ['requestHearing', from], ['holdHearing', to]]);
    expect([clock(id).status, dayOf(clock(id).dueAt)]).toEqual(['RUNNING', due]);
    expect(clock(id).nextFireAt).not.toBeNull();
    expect((await desk.logOf(clock(id).id)).map((line) => line.split(' | ')[0])).toEqual([
      'STARTED',
      'PAUSED',
      'RESUMED',
    ]);
  });

  test('several times', async () => {
    const { clock } = await live([
      START,
      ['requestHearing', '2026-03-10'],
      ['holdHearing', '2026-03-15'],
      ['requestHearing', '2026-03-20'],
      ['holdHearing', '2026-03-22'],
    ]);
    expect(dayOf(clock('NATURAL').dueAt)).toBe('2026-04-08');
  });

  test('runs on only when every cause is gone', async () => {
    const steps: Step[] = [
      START,
      ['requestHearing', '2026-03-10'],
      ['transferCase', '2026-03-12'],
      ['holdHearing', '2026-03-15'],
    ];
    expect((await live(steps)).clock('NATURAL').status).toBe('PAUSED');
    const { clock } = await live([...steps, ['returnCase', '2026-03-17']]);
    expect([clock('NATURAL').status, dayOf(clock('NATURAL').dueAt)]).toEqual(['RUNNING', '2026-04-08']);
  });

  test('is ended by an act in time, however late without the pause', async () => {
    const { clock } = await live([START, ['requestHearing', '2026-03-10'], ['fileCase', '2026-06-01']]);
    expect(clock('NATURAL')).toMatchObject({ status: 'SATISFIED', breachedAt: null });
    expect(clock('NATURAL').pauses![0]!.to).not.toBeNull();
  });

  test('does not stand still any more once it has run out', async () => {
    const { clock } = await live([START, ['requestHearing', '2026-04-02'], ['holdHearing', '2026-04-20']]);
    expect(clock('NATURAL')).toMatchObject({ status: 'RUNNING', pauses: null });
  });

  test('of a published case, judged by its own acts', async () => {
    const published = { origin: 'PUBLISHED' as const, now: '2026-11-01' };
    const { clock } = await live(
      [START, ['requestHearing', '2026-03-10'], ['holdHearing', '2026-03-15'], ['fileCase', '2026-04-08']],
      published,
    );
    expect(clock('NATURAL')).toMatchObject({ status: 'SATISFIED_LATE', nextFireAt: null });
    expect(dayOf(clock('NATURAL').dueAt)).toBe('2026-04-07');
  });
});
