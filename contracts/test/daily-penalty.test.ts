import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countDailyPenalty, dailyPenaltyTotal, type DailyPenaltyStep } from '../penalty/daily-penalty.ts';

const step = (act: DailyPenaltyStep['act'], day: string): DailyPenaltyStep => ({ act, day });

describe('a daily penalty (28号令 art. 17–19)', () => {
  const first = [step('orderCorrection', '2026-03-02'), step('findCorrectionRefused', '2026-03-20')];
  test('counts from the day after the order is served to the day of the re-inspection: 18 days of 200 000 yuan', () => {
    const { periods, days } = countDailyPenalty(first);
    expect(periods).toEqual([{ from: '2026-03-03', to: '2026-03-20', days: 18 }]);
    expect(dailyPenaltyTotal(200_000, days)).toBe(3_600_000);
  });
  test('accumulates a second refusal: 21 days more, 39 in all', () => {
    const second = [...first, step('orderCorrection', '2026-03-20'), step('findCorrectionRefused', '2026-04-10')];
    expect(countDailyPenalty(second)).toMatchObject({ days: 39, cumulativeDays: 39 });
  });
  test('what a decision has penalised is not penalised again, but stays in the sum', () => {
    const steps = [
      ...first,
      step('imposeDailyPenalty', '2026-03-25'),
      step('orderCorrection', '2026-03-20'),
      step('findCorrectionRefused', '2026-04-10'),
    ];
    expect(countDailyPenalty(steps)).toMatchObject({
      periods: [{ from: '2026-03-21', to: '2026-04-10', days: 21 }],
      days: 21,
      cumulativeDays: 39,
    });
  });
  test('after a correction a new count begins; a refusal before it may still be penalised', () => {
    const corrected = [...first, step('orderCorrection', '2026-03-20'), step('findCorrected', '2026-04-01')];
    expect(countDailyPenalty(corrected)).toMatchObject({ days: 18, cumulativeDays: 18 });
    const penalised = [
      ...first,
      step('imposeDailyPenalty', '2026-03-25'),
      step('orderCorrection', '2026-03-26'),
      step('findCorrected', '2026-04-01'),
      step('orderCorrection', '2026-06-01'),
      step('findCorrectionRefused', '2026-06-11'),
    ];
    expect(countDailyPenalty(penalised)).toMatchObject({ days: 10, cumulativeDays: 10 });
  });
  test('an order that nobody has re-inspected counts nothing', () => {
    expect(countDailyPenalty([step('orderCorrection', '2026-03-02')])).toEqual({
      periods: [],
      days: 0,
      cumulativeDays: 0,
    });
  });
  test('counts nothing beyond the time in which the bureau has to re-inspect (art. 10)', () => {
    const steps = (day: string): DailyPenaltyStep[] => [
      { act: 'orderCorrection', day: '2026-03-02' },
      { act: 'findCorrectionRefused', day },
    ];
    expect(countDailyPenalty(steps('2026-04-01')).days).toBe(30);
    expect(countDailyPenalty(steps('2026-05-20')).periods).toEqual([
      { from: '2026-03-03', to: '2026-04-01', days: 30 },
    ]);
  });
  test('never counts a day twice, and every day of a refusal once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 28 }), { minLength: 2, maxLength: 12 }), (gaps) => {
        let day = Temporal.PlainDate.from('2026-01-01');
        const steps = gaps.flatMap((gap) => {
          const ordered = step('orderCorrection', day.toString());
          day = day.add({ days: gap });
          return [ordered, step('findCorrectionRefused', day.toString())];
        });
        const { periods, days } = countDailyPenalty(steps);
        const counted = periods.flatMap(({ from, days: length }) =>
          Array.from({ length }, (_, index) => Temporal.PlainDate.from(from).add({ days: index }).toString()),
        );
        expect(new Set(counted).size).toBe(counted.length);
        expect(days).toBe(gaps.reduce((sum, gap) => sum + gap, 0));
      }),
    );
  });
});
