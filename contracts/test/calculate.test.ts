import { describe, expect, test } from '@jest/globals';
import { CHINA } from '../calendar/calendar.ts';
import { calculate, extensionsOf, variantsOf } from '../clock/calculate.ts';
import { ruleById, STATUTE_RULES, STATUTES } from '../clock/statutes.ts';

const using = { calendar: CHINA, statutes: STATUTES };
const due = (id: string, asked: Parameters<typeof calculate>[1]) => calculate(ruleById(id), asked, using).due;
const extension = (id: string, words: string) =>
  extensionsOf(ruleById(id), STATUTES).find((choice) => choice.words.includes(words))!.id;

test('a day without a time is counted to its end, an hour period from a day is approximate', () => {
  expect(due('H17-09a', { from: '2026-02-12' })).toBe(due('H17-09a', { from: '2026-02-12T10:00+08:00' }));
  const hours = calculate(ruleById('H17-06'), { from: '2026-03-03' }, using);
  expect([hours.due, hours.approximate]).toEqual(['2026-03-04T23:59:59+08:00', true]);
});

describe('extensions', () => {
  test('add to the period, and only as often as the law says', () => {
    const id = extension('MEE23-18', '加');
    const [once] = calculate(ruleById('MEE23-18'), { from: '2026-03-02' }, using).further;
    expect(once?.id).toBe(id);
    const extended = calculate(ruleById('MEE23-18'), { from: '2026-03-02', extensions: [{ id }] }, using);
    expect([extended.due.slice(0, 10), extended.further]).toEqual(['2026-04-01', []]);
    expect(() => due('MEE23-18', { from: '2026-03-02', extensions: [{ id }, { id }] })).toThrow('最多 1 次');
  });
  test('hand the clock over to another rule', () => {
    const [successor] = extensionsOf(ruleById('H17-09a'), STATUTES).filter(({ words }) => words.includes('重大'));
    const handed = calculate(ruleById('H17-09a'), { from: '2026-03-02', extensions: [{ id: successor!.id }] }, using);
    expect([handed.counts.id, handed.counts.replaces]).toEqual([successor!.id, expect.arrayContaining(['H17-09a'])]);
  });
  test('state the last day themselves', () => {
    const stated = extensionsOf(ruleById('APL-67'), STATUTES).find(({ statesDay }) => statesDay)!;
    const extended = { id: stated.id, until: '2026-05-20' };
    expect(due('APL-67', { from: '2026-03-02', extensions: [extended] })).toBe('2026-05-20T23:59:59+08:00');
    expect(() => due('APL-67', { from: '2026-03-02', extensions: [{ id: stated.id }] })).toThrow('届满之日');
  });
});

test('every choice of every rule can be calculated and reads as words', () => {
  for (const rule of STATUTE_RULES) {
    for (const { id, words } of variantsOf(rule)) {
      expect(words).not.toMatch(/undefined|null/);
      expect(due(rule.id, { from: '2026-03-02T09:00+08:00', variant: id })).toMatch(/\+08:00$/);
    }
    for (const { id, words } of extensionsOf(rule, STATUTES)) {
      expect(words).not.toMatch(/undefined|null/);
      expect(due(rule.id, { from: '2026-03-02T09:00+08:00', extensions: [{ id, until: '2026-12-01' }] })).toMatch(
        /\+08:00$/,
      );
    }
  }
});

test.each([
  [{ from: 'yesterday' }, '起算时间'],
  [{ from: '3026-01-01' }, '起算时间'],
  [{ from: '2026-03-02', variant: '9' }, '情形'],
  [{ from: '2026-03-02', extensions: [{ id: '9' }] }, '延长'],
  [{ from: '2026-03-02', pauses: [{ from: '2026-03-05', to: '2026-03-04' }] }, '中止'],
])('refuses %j', (asked, field) => {
  expect(() => due('H17-09a', asked)).toThrow(field);
});
