import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { readStatuteSettings } from '../src/clocks/statute-settings.ts';
import { fireDue } from '../src/clocks/fire-due.ts';
import { dayOf, days, openDesk, statutesOf, type Desk, type Told } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());
beforeEach(() => desk.empty());

const starts = (...acts: ActName[]) => ({ startsOn: acts.map((act) => ({ act })) });
const ends = (...acts: ActName[]) => ({ endsOn: acts.map((act) => ({ act })) });
const RULE: Partial<Rule> = { ...starts('acceptCase'), ...ends('fileCase') };
type Step = Pick<Told, 'act' | 'at'> & Partial<Told>;
async function live(rules: (Partial<Rule> & { id: string })[], steps: readonly Step[], until?: string) {
  const statutes = statutesOf(...rules);
  const caseId = randomUUID();
  for (const step of steps) await desk.receive({ caseId, ...step }, statutes);
  if (until) await fireDue(desk.orm, new Date(`${until}T23:59:59+08:00`), statutes);
  const clocks = await desk.clocks(caseId);
  const clock = (id: string) => clocks.find(({ ruleId }) => ruleId === id);
  return { caseId, clocks, clock, events: () => desk.events(caseId) };
}
const ACCEPT: Step = { act: 'acceptCase', at: '2026-03-02' };

describe('an extension', () => {
  const extendable = (...extensions: Rule['extensions']) => [{ id: 'X', period: days(30), ...RULE, extensions }];
  const dues = async (rules: (Partial<Rule> & { id: string })[], ...steps: Step[]) => {
    const { clock } = await live(rules, [ACCEPT, ...steps]);
    return [dayOf(clock('X')!.dueAt), clock('X')!.extensions?.length ?? 0];
  };
  const EXTEND: Step = { act: 'extendAsMajor', at: '2026-03-20' };

  test('adds a span, once', async () => {
    const rules = extendable({ act: 'extendAsMajor', adds: [days(15)], times: 1 });
    expect(await dues(rules, EXTEND)).toEqual(['2026-04-16', 1]);
    expect(await dues(rules, EXTEND, EXTEND)).toEqual(['2026-04-16', 1]);
  });

  test('adds a span as often as it may', async () => {
    const rules = extendable({ act: 'extendAsMajor', adds: [days(15)], times: 2 });
    expect(await dues(rules, EXTEND, EXTEND, EXTEND)).toEqual(['2026-05-06', 2]);
  });

  test('counts another period from the start', async () => {
    expect(await dues(extendable({ act: 'extendAsMajor', to: [days(45)], times: 1 }), EXTEND)).toEqual([
      '2026-04-16',
      1,
    ]);
  });

  test('says the last day itself', async () => {
    const rules = extendable({ act: 'extendAsMajor', until: 'until', times: 1 });
    expect(await dues(rules, { ...EXTEND, payload: { until: '2026-05-02' } })).toEqual(['2026-05-02', 1]);
    expect(await dues(rules, EXTEND)).toEqual(['2026-04-01', 0]);
  });

  test('by the entry that the payload means', async () => {
    const rules = extendable(
      { act: 'extendAsMajor', if: { ground: ['A'] }, adds: [days(5)], times: 1 },
      { act: 'extendAsMajor', if: { ground: ['B'] }, adds: [days(10)], times: 1 },
    );
    const by = (ground: string): Step => ({ ...EXTEND, payload: { ground } });
    expect(await dues(rules, by('B'))).toEqual(['2026-04-13', 1]);
    expect(await dues(rules, by('A'), by('B'), by('B'))).toEqual(['2026-04-16', 2]);
    expect(await dues(rules, by('C'))).toEqual(['2026-04-01', 0]);
  });

  test('never makes a period shorter', async () => {
    const rules = extendable(
      { act: 'extendAsMajor', if: { ground: ['A'] }, to: [days(60)], times: 1 },
      { act: 'extendAsMajor', if: { ground: ['B'] }, to: [days(45)], times: 1 },
    );
    const by = (ground: string): Step => ({ ...EXTEND, payload: { ground } });
    expect(await dues(rules, by('B'), by('A'))).toEqual(['2026-05-06', 2]);
    expect(await dues(rules, by('A'), by('B'))).toEqual(['2026-05-06', 1]);
  });

  test('any number of times where the law sets none', async () => {
    const rules = extendable({ act: 'extendAsMajor', adds: [days(1)], times: Infinity });
    expect(await dues(rules, ...Array<Step>(20).fill(EXTEND))).toEqual(['2026-04-21', 20]);
  });

  test('comes too late when the period is over', async () => {
    const rules = extendable({ act: 'extendAsMajor', adds: [days(15)], times: 1 });
    expect(await dues(rules, { ...EXTEND, at: '2026-04-02' })).toEqual(['2026-04-01', 0]);
  });

  test('of a clock that stands still is counted when it runs on', async () => {
    const rules = extendable({ act: 'extendAsMajor', adds: [days(15)], times: 1 }).map((rule) => ({
      ...rule,
      pausesOn: [{ act: 'requestHearing' as const, cause: '' }],
      resumesOn: [{ act: 'holdHearing' as const, cause: '' }],
    }));
    const steps: Step[] = [
      { act: 'requestHearing', at: '2026-03-10' },
      EXTEND,
      { act: 'holdHearing', at: '2026-03-25' },
    ];
    expect(await dues(rules, ...steps)).toEqual(['2026-05-06', 1]);
  });

  test('tells those who follow the clock, with old and new', async () => {
    const { clock, events } = await live(extendable({ act: 'extendAsMajor', adds: [days(15)], times: 1 }), [
      ACCEPT,
      EXTEND,
    ]);
    expect((await events()).at(-1)).toEqual(['CLOCK_EXTENDED', expect.stringContaining('改为2026年4月16日')]);
    expect((await desk.logOf(clock('X')!.id)).at(-1)).toMatch(/^EXTENDED \| 2026-04-01 \| 2026-04-16 \| /);
  });
});

test('another rule takes the clock over, with its variant, from the start', async () => {
  const { clocks } = await live(
    [
      { id: 'SHORT', ...RULE },
      {
        id: 'LONG',
        ...RULE,
        ...starts('extendAsMajor'),
        replaces: ['SHORT'],
        variants: [{ if: { hard: ['true'] }, spans: [days(60)] }],
        period: days(30),
      },
    ],
    [ACCEPT, { act: 'extendAsMajor', at: '2026-03-03', payload: { hard: true } }],
  );
  expect(clocks.map(({ ruleId, dueAt }) => [ruleId, dayOf(dueAt)])).toEqual([['LONG', '2026-05-06']]);
});

describe('a period that ends by itself', () => {
  test.each([
    ['duration', 'ENDED', 'CLOCK_ENDED', '期限届满：'],
    ['limitation', 'ENDED', 'CLOCK_ENDED', '期限届满：'],
    ['retention', 'ENDED', 'CLOCK_ENDED', '期限届满：'],
    ['right', 'CANCELLED', 'CLOCK_CANCELLED', '期限届满未行使：'],
    ['before', 'BREACHED', 'CLOCK_BREACHED', '已逾期：'],
    ['duty', 'BREACHED', 'CLOCK_BREACHED', '已逾期：'],
  ] as const)('a %s is %s', async (kind, status, event, says) => {
    const { clock, events } = await live([{ id: 'X', ...RULE, kind }], [ACCEPT], '2026-03-31');
    expect(clock('X')!.status).toBe(status);
    expect((await events()).at(-1)).toEqual([event, expect.stringContaining(says)]);
  });

  test('a right that is used too late has lapsed', async () => {
    const { clock } = await live(
      [{ id: 'X', ...RULE, kind: 'right' }],
      [ACCEPT, { act: 'fileCase', at: '2026-03-10' }],
    );
    expect(clock('X')).toMatchObject({ status: 'CANCELLED', endedBy: null, breachedAt: null });
  });

  test('until the day that the act states', async () => {
    const rule = {
      id: 'X',
      ...RULE,
      kind: 'duration' as const,
      startsOn: [{ act: 'acceptCase' as const, until: 'bannedUntil' }],
    };
    const { clock } = await live([rule], [{ ...ACCEPT, payload: { bannedUntil: '2026-05-02' } }]);
    expect(dayOf(clock('X')!.dueAt)).toBe('2026-05-02');
  });
});

test('a duty before a day is counted back from it, and is late at once when it is near', async () => {
  const rule = {
    id: 'X',
    ...RULE,
    kind: 'before' as const,
    startsOn: [{ act: 'acceptCase' as const, from: 'trialAt' }],
    period: days(10),
  };
  const far = await live([rule], [{ ...ACCEPT, payload: { trialAt: '2026-05-11T09:00:00+08:00' } }]);
  expect(dayOf(far.clock('X')!.dueAt)).toBe('2026-05-01');
  const near = await live([rule], [{ ...ACCEPT, payload: { trialAt: '2026-03-05T09:00:00+08:00' } }], '2026-03-31');
  expect(near.clock('X')!.status).toBe('BREACHED');
});

describe('what follows on a lapse', () => {
  const chain: (Partial<Rule> & { id: string })[] = [
    { id: 'RIGHT', ...RULE, kind: 'right' },
    { id: 'NEXT', ...ends('withdrawCase'), startsOnLapseOf: [{ rule: 'RIGHT' }], period: days(10) },
  ];
  test('starts from the due moment', async () => {
    const { clock, events } = await live(chain, [ACCEPT], '2026-03-20');
    expect([dayOf(clock('NEXT')!.startsAt), dayOf(clock('NEXT')!.dueAt)]).toEqual(['2026-03-05', '2026-03-16']);
    expect((await events()).map(([kind]) => kind)).toEqual(['CLOCK_STARTED', 'CLOCK_CANCELLED', 'CLOCK_STARTED']);
  });

  test('starts not when the right is used, nor from a reminder', async () => {
    const used = await live(chain, [ACCEPT, { act: 'fileCase', at: '2026-03-05' }], '2026-03-20');
    expect(used.clock('NEXT')).toBeUndefined();
    const reminder = await live([{ ...chain[0]!, confidence: '?' }, chain[1]!], [ACCEPT], '2026-03-20');
    expect(reminder.clock('NEXT')).toBeUndefined();
  });

  test('is ended at once by an act that is on file already', async () => {
    const { clock } = await live(chain, [ACCEPT, { act: 'withdrawCase', at: '2026-03-10' }], '2026-03-20');
    expect(clock('NEXT')).toMatchObject({ status: 'SATISFIED' });
  });

  test('on a published case is judged by its acts', async () => {
    const origin = 'PUBLISHED' as const;
    const steps: Step[] = [
      { ...ACCEPT, origin },
      { act: 'withdrawCase', at: '2026-04-10', origin },
    ];
    const { clock } = await live(chain, steps);
    expect([clock('RIGHT')!.status, clock('NEXT')!.status]).toEqual(['CANCELLED', 'SATISFIED_LATE']);
  });
});

describe('a reminder', () => {
  test('never is a breach: it says once what the other instrument says', async () => {
    const rules = [
      { id: 'X', ...RULE },
      { id: 'OTHER', ...RULE, yieldsTo: 'X', instrument: '某规定', period: days(2) },
    ];
    const { clock, events } = await live(rules, [ACCEPT], '2026-03-31');
    expect(clock('OTHER')).toMatchObject({ status: 'CANCELLED', reminder: true, breachedAt: null });
    const amber = (await events()).filter(([, message]) => message.includes('某规定'));
    expect(amber).toEqual([['CLOCK_REMINDED', expect.stringMatching(/^提示：.*按某规定公安局应于2026年3月4日/)]]);
  });

  test('is what an unsure rule gives until an installation says that it binds', async () => {
    const unsure = { id: 'X', ...RULE, confidence: '?' as const };
    expect((await live([unsure], [ACCEPT])).clock('X')!.reminder).toBe(true);
    expect(readStatuteSettings({}).isReminder({ ...statutesOf(unsure).byId('X') }, new Date())).toBe(true);
    const { rules } = readStatuteSettings({});
    const id = rules.find(({ confidence, yieldsTo }) => confidence === '?' && !yieldsTo)!.id;
    const bound = readStatuteSettings({ STATUTES_BINDING: ` ${id} ,` });
    expect([readStatuteSettings({}), bound].map((one) => one.isReminder(one.byId(id), new Date()))).toEqual([
      true,
      false,
    ]);
    expect(readStatuteSettings({ STATUTES_OFF: id }).applies(bound.byId(id), new Date())).toBe(false);
    expect(() => readStatuteSettings({ STATUTES_OFF: 'H17-99' })).toThrow('STATUTES_OFF: there is no rule H17-99');
  });
});

describe('what must be entered within seven days', () => {
  const enter = async (recorded: string, over: Partial<Told> = {}) => {
    const caseId = randomUUID();
    await desk.receive({ caseId, act: 'fileCase', at: '2026-04-28', recorded, ...over });
    const clock = (await desk.clocks(caseId)).find(({ ruleId }) => ruleId === 'H17-34-2');
    return { clock, events: (await desk.events(caseId)).filter(([, message]) => message.startsWith('逾期录入')) };
  };
  test('is entered in time', async () => {
    const { clock, events } = await enter('2026-05-06');
    expect([clock!.status, dayOf(clock!.dueAt), dayOf(clock!.endedAt!)]).toEqual([
      'SATISFIED',
      '2026-05-06',
      '2026-05-06T10:00',
    ]);
    expect(events).toEqual([]);
  });
  test('is entered late', async () => {
    const { clock, events } = await enter('2026-05-07');
    expect([clock!.status, clock!.breachedAt, clock!.nextFireAt]).toEqual(['SATISFIED_LATE', clock!.dueAt, null]);
    expect(events).toEqual([['CLOCK_SATISFIED', expect.stringContaining('逾期录入：立案')]]);
  });
  test('is not judged on a published case', async () => {
    expect((await enter('2026-11-07', { origin: 'PUBLISHED' })).clock).toBeUndefined();
  });
});
