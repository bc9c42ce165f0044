import { describe, expect, test } from '@jest/globals';
import { dueAt } from '../clock/due-at.ts';
import type { Rule, TimeRule } from '../clock/rule.ts';
import { periodZh, readSpans, spansZh } from '../clock/spans.ts';
import { ruleById } from '../clock/statutes.ts';

type Times = readonly (readonly [string, string])[];
const at = (text: string) => (text.includes('T') ? `${text}+08:00` : `${text}T10:00+08:00`);
const due = (period: string, timeRule: TimeRule, from: string, pauses: Times = [], kind: Rule['kind'] = 'duty') =>
  dueAt({
    rule: { ...ruleById('H17-09a'), timeRule, kind },
    spans: readSpans(period),
    from: at(from),
    pauses: pauses.map(([begin, end]) => ({ from: at(begin), to: at(end) })),
  });
const day = (text: string) => `${text}T23:59:59+08:00`;

describe('a period of several spans', () => {
  test.each([
    ['months, then days', '1 months + 15 days', 'TCPL', '2026-03-10', '2026-04-27'],
    ['only the end of all is moved past holidays', '1 months + 15 days', 'TCPL', '2026-04-01', '2026-05-18'],
    ['working days go on where they stopped', '5 working_days + 3 working_days', 'TNAT', '2026-09-22', '2026-10-10'],
    [
      'a month that ends on the last day stays on the last day',
      '2 months + 1 months',
      'TCPL-CUST',
      '2025-12-31',
      '2026-03-31',
    ],
    ['90 days extended by 30', '90 days + 30 days', 'TAPL', '2026-07-06', '2026-11-03'],
    ['5 days of 行政处罚法 are working days also in a sum', '30 days + 5 days', 'TAPL', '2026-04-01', '2026-05-11'],
  ] as [string, string, TimeRule, string, string][])('%s', (_title, period, timeRule, from, expected) => {
    expect(due(period, timeRule, from).due).toBe(day(expected));
  });

  test('hours are added up', () => {
    expect(due('24 hours + 12 hours', 'T17', '2026-02-14').due).toBe('2026-02-15T22:00:00+08:00');
  });

  test('a day that was stated is the last day, whatever day it is; what is added to it is counted on', () => {
    expect(due('2026-05-03 fixed_date', 'TNAT', '2026-02-14').due).toBe(day('2026-05-03'));
    expect(due('2026-05-03 fixed_date', 'TNAT', '2026-02-14').provisional).toBe(false);
    expect(due('2026-05-03 fixed_date + 30 days', 'TNAT', '2026-02-14').due).toBe(day('2026-06-02'));
  });

  test('every span says in its step what it adds', () => {
    expect(due('1 months + 15 days', 'TCPL', '2026-04-01').steps).toEqual([
      { date: '2026-04-01', text: '起算当日不计入' },
      { date: '2026-05-01', text: '1个月届满之日' },
      { date: '2026-05-16', text: '再计15日' },
      { date: '2026-05-16', text: '周末，顺延' },
      { date: '2026-05-17', text: '周末，顺延' },
      { date: '2026-05-18', text: '节假日后的第一日，届满' },
    ]);
  });
});

describe('a period that ends before an event', () => {
  test.each([
    ['working days are counted back', '7 working_days', 'TAPL', '2026-10-09', '2026-09-22'],
    ['natural days are not moved', '10 days', 'TCPL', '2026-05-11', '2026-05-01'],
    ['months', '3 months', 'TNAT', '2026-05-31', '2026-02-28'],
    ['several spans', '1 months + 15 days', 'TNAT', '2026-05-16', '2026-04-01'],
  ] as [string, string, TimeRule, string, string][])('%s', (_title, period, timeRule, from, expected) => {
    expect(due(period, timeRule, from, [], 'before').due).toBe(day(expected));
  });
});

describe('a period that is interrupted', () => {
  test.each([
    [
      'natural days move by the days between',
      '90 days',
      'TAPL',
      '2026-07-06',
      [['2026-07-10', '2026-08-01']],
      '2026-10-26',
    ],
    [
      'before the end is moved past holidays',
      '3 days',
      'T17',
      '2026-03-04',
      [['2026-03-05', '2026-03-06']],
      '2026-03-09',
    ],
    [
      'working days between are not counted',
      '3 working_days',
      'T17',
      '2026-02-13',
      [['2026-02-14T15:00', '2026-02-24T09:00']],
      '2026-02-26',
    ],
    ['months move by days', '2 months', 'TCPL', '2026-01-31', [['2026-02-10', '2026-03-10']], '2026-04-28'],
    [
      'within one day nothing is lost',
      '7 days',
      'TNAT',
      '2026-03-02',
      [['2026-03-04T09:00', '2026-03-04T17:00']],
      '2026-03-09',
    ],
    [
      'twice',
      '30 days',
      'T17',
      '2026-03-02',
      [
        ['2026-03-10', '2026-03-15'],
        ['2026-03-20', '2026-03-22'],
      ],
      '2026-04-08',
    ],
    [
      'overlapping pauses count once',
      '30 days',
      'T17',
      '2026-03-02',
      [
        ['2026-03-10', '2026-03-15'],
        ['2026-03-12', '2026-03-17'],
      ],
      '2026-04-08',
    ],
    [
      'on its last day it ends on the day it runs on',
      '3 working_days',
      'T17',
      '2026-03-02',
      [['2026-03-05', '2026-03-10']],
      '2026-03-10',
    ],
    ['on the holiday after its last day', '3 days', 'T17', '2026-03-04', [['2026-03-08', '2026-03-11']], '2026-03-11'],
    [
      'before it began: only what lies in it',
      '7 days',
      'TNAT',
      '2026-03-02',
      [['2026-02-20', '2026-03-04']],
      '2026-03-11',
    ],
    [
      'a day that was stated moves too',
      '2026-05-03 fixed_date',
      'TNAT',
      '2026-02-14',
      [['2026-03-01', '2026-03-05']],
      '2026-05-07',
    ],
    [
      'in the second of two ways of counting',
      '30 days + 5 days',
      'TAPL',
      '2026-04-01',
      [['2026-05-06', '2026-05-11']],
      '2026-05-15',
    ],
    [
      'between two ways of counting',
      '30 days + 5 days',
      'TAPL',
      '2026-04-01',
      [['2026-04-10', '2026-04-12']],
      '2026-05-11',
    ],
  ] as [string, string, TimeRule, string, Times, string][])(
    '%s',
    (_title, period, timeRule, from, pauses, expected) => {
      expect(due(period, timeRule, from, pauses).due).toBe(day(expected));
    },
  );

  test('hours stand still', () => {
    const pauses: Times = [['2026-02-14T12:00', '2026-02-14T15:30']];
    expect(due('24 hours', 'T17', '2026-02-14', pauses).due).toBe('2026-02-15T13:30:00+08:00');
  });

  test('the steps say what does not count', () => {
    const { steps } = due('3 working_days', 'T17', '2026-02-13', [['2026-02-14T15:00', '2026-02-24T09:00']]);
    expect(steps.map(({ date, text }) => `${date} ${text}`)).toEqual([
      '2026-02-13 起算当日不计入',
      '2026-02-14 第1个工作日（春节调休上班）',
      '2026-02-15 中止至2026-02-24，不计入',
      '2026-02-25 第2个工作日',
      '2026-02-26 第3个工作日',
    ]);
  });
});

describe('a period in words', () => {
  test.each([
    ['3 days', '3日'],
    ['3 working_days', '3个工作日'],
    ['1 months + 15 days', '1个月15日'],
    ['24 hours', '24小时'],
    ['0 hours', '立即'],
    ['15 working_days + 15 working_days', '15个工作日加15个工作日'],
    ['15 days + 1 months', '15日加1个月'],
    ['2018-09-20 fixed_date', '2018年9月20日'],
  ])('%s is %s', (text, zh) => expect(spansZh(readSpans(text))).toBe(zh));

  test('of a rule', () => {
    expect(periodZh(ruleById('H17-09a'))).toBe('3日');
    expect(periodZh({ period: { amount: 1, unit: 'months' }, plus: [{ amount: 15, unit: 'days' }] })).toBe('1个月15日');
  });

  test.each([
    ['3', 'unit must be one of'],
    ['3 weeks', 'unit must be one of'],
    ['0 days', 'above zero'],
    ['1.5 months', 'whole number'],
    ['-3 days', 'whole number'],
    ['1 months +', 'unit must be one of'],
    ['2018-02-30 fixed_date', 'is no date'],
    [15, 'not written like'],
  ])('%s is refused', (text, says) => expect(() => readSpans(text)).toThrow(says));
});
