import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { makeCalendar } from '../calendar/calendar.ts';
import { computeDue, LEGAL_ZONE } from '../clock/compute-due.ts';
import { dueAt } from '../clock/due-at.ts';
import type { Period, TimeRule } from '../clock/rule.ts';
import { inForce, ruleById, STATUTE_RULES } from '../clock/statutes.ts';

const data = (file: string) => readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');
const dayOf = (due: string) => due.slice(0, 10);
const from = (date: string) =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: LEGAL_ZONE, plainTime: '10:00' });

describe('the statutes', () => {
  const cases = STATUTE_RULES.flatMap((rule) => rule.cases.map((one) => ({ id: rule.id, rule, ...one })));
  test.each(cases)('$id from $from is due $due', ({ rule, from: start, due }) => {
    expect(dayOf(dueAt({ rule, from: `${start}T10:00+08:00` }).due)).toBe(due);
  });

  test('a rule that yields or replaces names rules that exist', () => {
    for (const { yieldsTo, replaces } of STATUTE_RULES)
      for (const id of [...replaces, ...(yieldsTo ? [yieldsTo] : [])]) expect(ruleById(id).id).toBe(id);
  });

  test('the 2010 and the 2023 penalty rules take turns on 2023-07-01', () => {
    expect(inForce(ruleById('MEE10-55'), '2023-06-30T12:00:00+08:00')).toBe(true);
    expect(inForce(ruleById('MEE23-57'), '2023-06-30T12:00:00+08:00')).toBe(false);
    expect(inForce(ruleById('MEE10-55'), '2023-07-01T00:00:00+08:00')).toBe(false);
    expect(inForce(ruleById('MEE23-57'), '2023-07-01T00:00:00+08:00')).toBe(true);
  });
});

describe('the calendar', () => {
  test.each(
    data('working_day_checks.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { start: string; working_days: number; result: string | null }),
  )('$working_days working days from $start end on $result', ({ start, working_days: amount, result }) => {
    const counted = computeDue({ amount, unit: 'working_days' }, 'T17', from(start));
    // null: the period runs into a year whose plan is not published
    if (result === null) expect(counted.provisional).toBe(true);
    else expect(dayOf(counted.due)).toBe(result);
  });

  test('says so when a year has no published plan', () => {
    expect(computeDue({ amount: 3, unit: 'days' }, 'T17', from('2026-12-30')).provisional).toBe(true);
    expect(computeDue({ amount: 3, unit: 'days' }, 'T17', from('2026-12-20')).provisional).toBe(false);
    expect(computeDue({ amount: 24, unit: 'hours' }, 'T17', from('2003-05-01')).provisional).toBe(true);
  });

  test('a plan published later changes the answer and takes the doubt away', () => {
    const plan = { off: { 元旦: ['01-01'] }, work: {} };
    const later = makeCalendar({ 2026: { off: {}, work: {} }, 2027: plan });
    const before = computeDue({ amount: 2, unit: 'working_days' }, 'T17', from('2026-12-30'));
    const after = computeDue({ amount: 2, unit: 'working_days' }, 'T17', from('2026-12-30'), { calendar: later });
    expect([dayOf(before.due), before.provisional]).toEqual(['2027-01-01', true]);
    expect([dayOf(after.due), after.provisional]).toEqual(['2027-01-04', false]);
  });
});

describe('counting', () => {
  test.each([
    [
      'one month from the last day of a month ends on the last day',
      { amount: 1, unit: 'months' },
      'TCPL-CUST',
      '2026-02-28',
      '2026-03-31',
    ],
    [
      'a day that the month lacks becomes its last',
      { amount: 1, unit: 'months' },
      'TCPL-CUST',
      '2026-01-30',
      '2026-02-28',
    ],
    ['custody is not prolonged by a holiday', { amount: 3, unit: 'days' }, 'TCPL-CUST', '2026-02-13', '2026-02-16'],
    ['853号 counts working days only', { amount: 3, unit: 'days' }, 'T853', '2026-09-24', '2026-09-30'],
    ['行政处罚法 turns 5 days into working days', { amount: 5, unit: 'days' }, 'TAPL', '2026-04-28', '2026-05-08'],
    ['and leaves 15 days natural', { amount: 15, unit: 'days' }, 'TAPL', '2026-04-28', '2026-05-13'],
    [
      '双公示: 7 working days from a working Sunday',
      { amount: 7, unit: 'working_days' },
      'TNAT',
      '2025-09-28',
      '2025-10-14',
    ],
  ] as [string, Period, TimeRule, string, string][])('%s', (_title, period, rule, start, due) => {
    expect(dayOf(computeDue(period, rule, from(start)).due)).toBe(due);
  });

  test('hours run on through nights and holidays', () => {
    expect(computeDue({ amount: 24, unit: 'hours' }, 'T17', from('2026-02-14')).due).toBe('2026-02-15T10:00:00+08:00');
  });

  test('a start known to the month counts from its last day', () => {
    const { due, approximate } = dueAt({
      rule: ruleById('H17-09a'),
      from: '2026-05-01T09:00:00+08:00',
      precision: 'month',
    });
    expect([dayOf(due), approximate]).toEqual(['2026-06-03', true]);
  });
});
