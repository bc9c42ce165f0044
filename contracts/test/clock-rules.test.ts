import { describe, expect, test } from '@jest/globals';
import { isSamePlan, readHolidayPlan, type HolidayPlanInput } from '../calendar/holiday-plan.ts';
import { endedBy, extended, matches, payloadTime, startBy, type ActSeen } from '../clock/match.ts';
import { checkTogether } from '../clock/read-rule.ts';
import type { Rule } from '../clock/rule.ts';
import { makeStatutes, readStatute, ruleById, STATUTE_RULES } from '../clock/statutes.ts';

const ROW = `
  - id: X-1
    article: '1'
    title: { zh: '甲', en: 'a' }
    obligor: ENVIRONMENT
    obligee: PARTY
    event: 'x'
    period: 3 days
    kind: duty
    breach: { zh: '', opens: [] }
    confidence: S
`;
const read = (row: string, head = '') =>
  readStatute('x.yaml', `instrument: 某办法\ntime_rule: T17\n${head}rules:${row}`)[0]!;
const withKeys = (keys: string) => `${ROW}${keys.replace(/^/gm, '    ')}\n`;

describe('a row of a statute file', () => {
  test('reads every key', () => {
    const rule = read(
      withKeys(`starts_on:
  - acceptCase
  - { act: refuseFiling, period: 15 days }
  - { act: scheduleHearing, when: { criminal: [NONE, FILED] }, from: hearingAt, obligor: COURT }
  - { act: listOnBlacklist, if: { severity: [MINOR, GENERAL] }, until: publishedUntil }
starts_on_lapse_of: [H17-11a, { rule: ALL-46, started_by: [servePenaltyDecision], when: { administrative: [SERVED] } }]
ends_on: [{ act: fileCase, started_by: [acceptCase] }, refuseFiling]
pauses_on: [transferCase, { act: requestHearing, cause: hearing }]
resumes_on: [returnCase, { act: holdHearing, cause: hearing }]
variants: [{ if: { severity: [MINOR] }, period: 1 months + 15 days }]
extensions:
  - { act: extendAsMajor, adds: 30 days, times: 2 }
  - { act: listOnBlacklist, unless: { severity: [MINOR] }, until: publishedUntil }
  - { act: approveDeferral, until: deferredUntil, times: unlimited }
in_force: { from: '2020-01-01', to: null }
followed_by: [PROCURATORATE]`).replace('period: 3 days', "period: '1 months + 15 days'"),
    );
    expect(rule).toMatchObject({
      startsOn: [
        { act: 'acceptCase' },
        { act: 'refuseFiling', spans: [{ amount: 15, unit: 'days' }] },
        { act: 'scheduleHearing', when: { criminal: ['NONE', 'FILED'] }, from: 'hearingAt', obligor: 'COURT' },
        { act: 'listOnBlacklist', if: { severity: ['MINOR', 'GENERAL'] }, until: 'publishedUntil' },
      ],
      startsOnLapseOf: [
        { rule: 'H17-11a' },
        { rule: 'ALL-46', startedBy: ['servePenaltyDecision'], when: { administrative: ['SERVED'] } },
      ],
      endsOn: [{ act: 'fileCase', startedBy: ['acceptCase'] }, { act: 'refuseFiling' }],
      pausesOn: [
        { act: 'transferCase', cause: '' },
        { act: 'requestHearing', cause: 'hearing' },
      ],
      resumesOn: [
        { act: 'returnCase', cause: '' },
        { act: 'holdHearing', cause: 'hearing' },
      ],
      period: { amount: 1, unit: 'months' },
      plus: [{ amount: 15, unit: 'days' }],
      variants: [{ if: { severity: ['MINOR'] } }],
      extensions: [
        { act: 'extendAsMajor', adds: [{ amount: 30, unit: 'days' }], times: 2 },
        { act: 'listOnBlacklist', unless: { severity: ['MINOR'] }, until: 'publishedUntil', times: 1 },
        { act: 'approveDeferral', until: 'deferredUntil', times: Infinity },
      ],
      inForce: { from: '2020-01-01', to: null },
      followedBy: ['PROCURATORATE'],
    });
  });

  test('a row may be in force at other times than its statute', () => {
    const head = "in_force: { from: '2010-01-01', to: null }\n";
    expect(read(ROW, head).inForce.from).toBe('2010-01-01');
    expect(read(withKeys("in_force: { from: '2012-01-01', to: null }"), head).inForce.from).toBe('2012-01-01');
  });

  test.each([
    ['a key nobody knows', 'pause_on: [transferCase]', 'unknown key pause_on'],
    ['an act that does not exist', 'starts_on: [acceptedCase]', 'acceptedCase is not an act'],
    [
      'a field the act has not',
      'starts_on: [{ act: scheduleHearing, from: heardAt }]',
      'scheduleHearing has no field heardAt',
    ],
    [
      'a field that is no date',
      'starts_on: [{ act: listOnBlacklist, until: severity }]',
      'severity of listOnBlacklist is no date',
    ],
    [
      'a value the field never has',
      'starts_on: [{ act: listOnBlacklist, if: { severity: [SMALL] } }]',
      'severity of listOnBlacklist is never SMALL',
    ],
    [
      'a test that is no list',
      'starts_on: [{ act: listOnBlacklist, if: { severity: MINOR } }]',
      'severity needs a list',
    ],
    [
      'a track that does not exist',
      'starts_on: [{ act: acceptCase, when: { crime: [FILED] } }]',
      'there is no track crime',
    ],
    [
      'a state the track has not',
      'starts_on: [{ act: acceptCase, when: { criminal: [FILD] } }]',
      'criminal is never FILD',
    ],
    ['a list that is none', 'ends_on: fileCase', 'ends_on must be a list'],
    ['a key of an entry nobody knows', 'starts_on: [{ act: acceptCase, form: x }]', 'starts_on: unknown key form'],
    [
      'two ways of extending',
      'extensions: [{ act: extendAsMajor, adds: 3 days, to: 5 days }]',
      'needs one of adds, to, until',
    ],
    ['no way of extending', 'extensions: [{ act: extendAsMajor }]', 'needs one of adds, to, until'],
    [
      'a number of times that is none',
      'extensions: [{ act: extendAsMajor, adds: 3 days, times: 0 }]',
      'times of extendAsMajor must be 1 or more',
    ],
    ['a pause without an end', 'pauses_on: [transferCase]', 'nothing of resumes_on ends the pause of transferCase'],
    [
      'a resumption of nothing',
      'resumes_on: [{ act: returnCase, cause: hearing }]',
      'returnCase of resumes_on ends no pause (cause hearing)',
    ],
    [
      'a variant without a starting act',
      'variants: [{ if: { severity: [MINOR] }, period: 3 days }]',
      'variants need an act',
    ],
    ['a date of force that is none', "in_force: { from: '2012', to: null }", 'in_force from must be a date or null'],
    ['a follower that does not exist', 'followed_by: [POLICE]', 'followed_by is POLICE'],
  ])('with %s is refused, naming file and rule', (_title, keys, says) => {
    expect(() => read(withKeys(keys))).toThrow(`contracts/statutes/x.yaml, rule X-1: `);
    expect(() => read(withKeys(keys))).toThrow(says);
  });

  test.each([
    ['period: 3 days', 'period: 3 weeks', "period '3 weeks': the unit"],
    ['kind: duty', 'kind: dutty', 'kind is dutty, must be one of duty'],
    ['confidence: S', 'confidence: A', 'confidence is A'],
    ["event: 'x'", '', 'event is missing'],
  ])('with %s as %s is refused', (was, becomes, says) => {
    expect(() => read(ROW.replace(was, becomes))).toThrow(`contracts/statutes/x.yaml, rule X-1: ${says}`);
  });

  test('rules that speak of one another must fit', () => {
    const rule = (over: Partial<Rule>): Rule => ({ ...ruleById('H17-09a'), ...over });
    expect(() => checkTogether([rule({ replaces: ['Y'] })])).toThrow('rule H17-09a: there is no rule Y');
    expect(() => checkTogether([rule({ id: 'A', startsOnLapseOf: [{ rule: 'B' }] }), rule({ id: 'B' })])).toThrow(
      'rule A: B is a duty and never lapses',
    );
    expect(() => checkTogether([rule({}), rule({})])).toThrow('two rules have the id H17-09a');
  });
});

const rule = (over: Partial<Rule>): Rule => ({ ...ruleById('H17-09a'), ...over });
const act = (payload: Record<string, unknown> = {}, name: ActSeen['act'] = 'acceptCase'): ActSeen => ({
  act: name,
  occurredAt: '2026-03-02T02:00:00Z',
  precision: 'minute',
  payload,
});

describe('an act starts a clock', () => {
  test.each([
    ['text', { level: 'HEAD' }, true],
    ['another text', { level: 'STAFF' }, false],
    ['absent', {}, false],
    ['a list with it', { level: ['STAFF', 'HEAD'] }, true],
    ['a boolean', { level: true }, true],
    ['a number', { level: 3 }, true],
  ])('if its payload says so: %s', (_title, payload, fits) => {
    const entry = { act: 'acceptCase' as const, if: { level: ['HEAD', 'true', '3'] } };
    expect(matches(entry, act(payload), {})).toBe(fits);
    expect(matches({ act: 'acceptCase', unless: entry.if }, act(payload), {})).toBe(!fits);
  });

  test('counted from a field, as exactly as it is known; not at all without it', () => {
    const one = rule({ startsOn: [{ act: 'acceptCase', from: 'hearingAt' }] });
    expect(startBy(one, act({ hearingAt: '2026-10-09' }), {})).toMatchObject({
      from: '2026-10-08T16:00:00Z',
      precision: 'day',
    });
    expect(startBy(one, act({ hearingAt: '2026-10-09T09:30:00+08:00' }), {})).toMatchObject({
      from: '2026-10-09T01:30:00Z',
      precision: 'minute',
    });
    expect(startBy(one, act({}), {})).toBeNull();
    expect(startBy(one, act({ hearingAt: 'soon' }), {})).toBeNull();
  });

  test('until a day it states; the next entry counts when it states none', () => {
    const one = rule({ startsOn: [{ act: 'acceptCase', until: 'publishedUntil' }, { act: 'acceptCase' }] });
    expect(startBy(one, act({ publishedUntil: '2026-12-31' }), {})!.spans).toEqual([
      { amount: 0, unit: 'fixed_date', date: '2026-12-31' },
    ]);
    expect(startBy(one, act({}), {})!.spans).toEqual([{ amount: 3, unit: 'days' }]);
    expect(startBy(rule({ startsOn: [one.startsOn[0]!] }), act({}), {})).toBeNull();
  });

  test('with the first variant that fits', () => {
    const days = (amount: number) => [{ amount, unit: 'days' as const }];
    const one = rule({
      variants: [
        { if: { level: ['HIGH'] }, spans: days(15) },
        { if: { level: ['HIGH', 'LOW'] }, spans: days(5) },
      ],
    });
    expect(['HIGH', 'LOW', 'OTHER'].map((level) => startBy(one, act({ level }), {})!.spans[0]!.amount)).toEqual([
      15, 5, 3,
    ]);
  });

  test('binding whom the entry names', () => {
    const one = rule({ startsOn: [{ act: 'acceptCase', obligor: 'COURT' }] });
    expect(startBy(one, act(), {})).toMatchObject({ obligor: 'COURT', obligee: 'ENVIRONMENT' });
  });
});

test('an act ends only the clocks that the entry means', () => {
  const one = rule({ endsOn: [{ act: 'fileCase', startedBy: ['acceptCase'], when: { criminal: ['FILED'] } }] });
  const state = { criminal: 'FILED' } as const;
  expect(endedBy(one, 'acceptCase', act({}, 'fileCase'), state)).toBe(true);
  expect(endedBy(one, 'transferCase', act({}, 'fileCase'), state)).toBe(false);
  expect(endedBy(one, 'acceptCase', act({}, 'fileCase'), {})).toBe(false);
});

test.each([
  ['adds', { adds: [{ amount: 30, unit: 'days' }] }, [3, 30]],
  ['to', { to: [{ amount: 15, unit: 'days' }] }, [15]],
] as const)('an extension that %s', (_way, how, amounts) => {
  const extension = { act: 'extendAsMajor' as const, times: 1, ...how };
  expect(extended([{ amount: 3, unit: 'days' }], extension, {})!.map(({ amount }) => amount)).toEqual(amounts);
});

test('an extension until a day the act states, and none without it', () => {
  const extension = { act: 'extendAsMajor' as const, times: 1, until: 'deferredUntil' };
  expect(extended([], extension, { deferredUntil: '2026-05-01T23:00:00+08:00' })).toEqual([
    { amount: 0, unit: 'fixed_date', date: '2026-05-01' },
  ]);
  expect(extended([], extension, {})).toBeNull();
});

test.each([
  ['2026-02-30', null],
  [12, null],
  [null, null],
  ['2026-02-13', { at: '2026-02-12T16:00:00Z', precision: 'day' }],
])('%s as a time of the payload', (value, expected) => expect(payloadTime(value)).toEqual(expected));

describe('an installation', () => {
  const unsure = rule({ id: 'U', confidence: '?' });
  const sure = rule({ id: 'S', yieldsTo: 'U' });
  const rules = [unsure, sure];
  const at = '2026-03-02T10:00:00+08:00';
  const reminds = (options: Parameters<typeof makeStatutes>[1]) =>
    rules.filter((one) => makeStatutes(rules, options).isReminder(one, at)).map(({ id }) => id);

  test('takes unsure rules as reminders, unless it says that they bind', () => {
    expect(reminds({})).toEqual(['U']);
    expect(reminds({ binding: ['U'] })).toEqual(['S']);
    expect(reminds({ binding: ['*'] })).toEqual(['S']);
    expect(reminds({ binding: ['U'], off: ['U'] })).toEqual([]);
  });

  test('switches rules off', () => {
    const started = (off: string[]) =>
      makeStatutes(rules, { off })
        .startedBy(act(), {})
        .map((start) => start.rule.id);
    expect(started([])).toEqual(['U', 'S']);
    expect(started(['U'])).toEqual(['S']);
  });

  test('can not name a rule that does not exist', () => {
    expect(() => makeStatutes(STATUTE_RULES, { off: ['H17-99'] })).toThrow('there is no rule H17-99');
  });
});

describe('a holiday plan', () => {
  const plan = (over: Partial<HolidayPlanInput> = {}): HolidayPlanInput => ({
    year: 2027,
    notice: '国办发明电〔2026〕7号',
    off: [
      { name: '元旦', days: ['01-03', '01-01', '01-02'] },
      { name: '中秋', days: ['09-18', '09-19'] },
    ],
    work: [{ name: '春节', days: ['02-14'] }],
    ...over,
  });

  test('keeps weekdays off and weekend days with work', () => {
    expect(readHolidayPlan(plan())).toEqual({
      year: 2027,
      notice: '国办发明电〔2026〕7号',
      plan: { off: { 元旦: ['01-01'] }, work: { 春节: ['02-14'] } },
    });
  });

  test.each([
    ['a year too early', { year: 2003 }, '2004–2100'],
    ['a year that is no number', { year: 2027.5 }, '2004–2100'],
    ['no notice', { notice: ' ' }, '文号'],
    ['no holiday', { off: [] }, '至少须填写一个节日'],
    ['a holiday without a name', { off: [{ name: ' ', days: ['01-01'] }] }, '节日名称'],
    ['a holiday without days', { off: [{ name: '元旦', days: [] }] }, '元旦没有填写日期'],
    ['a day the year has not', { off: [{ name: '元旦', days: ['02-29'] }] }, '02-29 不是 2027 年的日期'],
    ['a day written otherwise', { off: [{ name: '元旦', days: ['1-1'] }] }, '1-1 不是 2027 年的日期'],
    ['a day off twice', { off: [{ name: '元旦', days: ['01-01', '01-01'] }] }, '2027-01-01 已列在放假日（元旦）'],
    ['a day both off and with work', { work: [{ name: '元旦', days: ['01-02'] }] }, '2027-01-02 已列在放假日（元旦）'],
    ['work on a weekday', { work: [{ name: '春节', days: ['02-08'] }] }, '2027-02-08 是星期一'],
  ])('with %s is refused', (_title, over, says) => {
    try {
      readHolidayPlan(plan(over));
      throw new Error('accepted');
    } catch (error) {
      expect((error as { extensions: unknown }).extensions).toMatchObject({ code: 'BAD_FIELD' });
      expect((error as Error).message).toContain(says);
    }
  });

  test('is the same in another order', () => {
    const a = { off: { 元旦: ['01-01'], 春节: ['02-08'] }, work: {} };
    expect(isSamePlan(a, { off: { 春节: ['02-08'], 元旦: ['01-01'] }, work: {} })).toBe(true);
    expect(isSamePlan(a, { off: { 春节: ['02-09'], 元旦: ['01-01'] }, work: {} })).toBe(false);
  });
});
