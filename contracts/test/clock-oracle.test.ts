import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CHINA, makeCalendar, type Calendar, type YearPlan } from '../calendar/calendar.ts';
import { computeDue, LEGAL_ZONE } from '../clock/compute-due.ts';
import { dueAt } from '../clock/due-at.ts';
import { TIME_RULES, type Period, type TimeRule } from '../clock/rule.ts';
import { spansOf } from '../clock/spans.ts';
import { STATUTE_RULES } from '../clock/statutes.ts';
import { countByWalking, type Interruption } from './second-interpreter.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const local = (time: number) => new Date(time).toISOString().slice(0, 19);
const zoned = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(LEGAL_ZONE);

/** A calendar both interpreters know, each in its own way. */
interface Days {
  readonly calendar: Calendar;
  readonly isWorkingDay: (day: string) => boolean;
}
/** Random holiday plans of some years: about 20 weekdays off and 7 weekend days with work in each. */
function randomDays(seed: number): Days {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const working = new Set<string>();
  const plans: Record<string, YearPlan> = {};
  for (let year = 2000; year <= 2040; year += 1) {
    const days: { off: string[]; work: string[] } = { off: [], work: [] };
    for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += DAY) {
      const day = local(time).slice(0, 10);
      const isWeekend = [0, 6].includes(new Date(time).getUTCDay());
      const isOther = random() < 0.075;
      if (isOther) days[isWeekend ? 'work' : 'off'].push(day.slice(5));
      if (isWeekend === isOther) working.add(day);
    }
    plans[year] = { off: { 假: days.off }, work: { 假: days.work } };
  }
  return { calendar: makeCalendar(plans), isWorkingDay: (day) => working.has(day) };
}
const CALENDARS = Array.from({ length: 40 }, (_, index) => randomDays(index + 1));
const PUBLISHED: Days = {
  calendar: CHINA,
  isWorkingDay: (day) => CHINA.isWorkingDay(Temporal.PlainDate.from(day)),
};

/** Turns fractions into pauses that a docket could have: each begins while the period still runs. */
function pausesOf(
  spans: readonly Period[],
  rule: TimeRule,
  start: string,
  days: Days,
  wishes: readonly (readonly [number, number])[],
): Interruption[] {
  const pauses: Interruption[] = [];
  for (const [where, minutes] of wishes) {
    const due = Date.parse(`${countByWalking(spans, rule, start, days.isWorkingDay, { pauses })}Z`);
    const earliest = Date.parse(`${pauses.at(-1)?.to ?? start}Z`) + MINUTE;
    if (earliest > due) break;
    const from = earliest + Math.floor((where * (due - earliest)) / MINUTE) * MINUTE;
    pauses.push({ from: local(from), to: local(from + minutes * MINUTE) });
  }
  return pauses;
}

const span = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 120 }), unit: fc.constant('days' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit: fc.constant('working_days' as const) }),
  fc.record({ amount: fc.integer({ min: 1, max: 6 }), unit: fc.constant('months' as const) }),
);
const period = fc.oneof(
  { weight: 5, arbitrary: fc.array(span, { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.record({ amount: fc.integer({ min: 1, max: 72 }), unit: fc.constant('hours' as const) }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
);
const start = fc
  .integer({ min: 0, max: (365 * 23 - 200) * 1_440 })
  .map((minutes) => local(Date.UTC(2004, 0, 1) + minutes * MINUTE));
const rule = fc.constantFrom(...TIME_RULES.filter((name) => name !== 'FIXED'));
const pauses = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 57_600 })), {
  maxLength: 3,
});
const calendar = fc.constantFrom(PUBLISHED, ...CALENDARS);

describe('the interpreter agrees with a second one, written another way', () => {
  test('on 100,000 random periods, starts, pauses and calendars', () => {
    fc.assert(
      fc.property(
        period,
        rule,
        start,
        calendar,
        pauses,
        fc.boolean(),
        (spans, timeRule, from, days, wishes, backwards) => {
          const interruptions = backwards ? [] : pausesOf(spans, timeRule, from, days, wishes);
          const walked = countByWalking(spans, timeRule, from, days.isWorkingDay, { backwards, pauses: interruptions });
          const counted = computeDue(spans, timeRule, zoned(from), {
            calendar: days.calendar,
            backwards,
            pauses: interruptions.map(({ from: begin, to }) => ({ from: zoned(begin), to: zoned(to) })),
          });
          if (counted.due !== `${walked}+08:00` || counted.steps.length > 40)
            throw new Error(`${counted.due}, walked ${walked}, pauses ${JSON.stringify(interruptions)}`);
        },
      ),
      { numRuns: 100_000 },
    );
  });

  const inDays = (iso: string) => `${iso.slice(0, 19)}+08:00`;
  test.each(STATUTE_RULES.map((one) => [one.id, one] as const))(
    'on %s, with its variants and extensions, for random starts',
    (_id, one) => {
      const own = spansOf(one);
      const periods = [
        own,
        ...one.variants.map(({ spans }) => spans),
        ...one.extensions.flatMap(({ adds, to }) => (to ? [to] : adds ? [[...own, ...adds]] : [])),
      ];
      fc.assert(
        fc.property(
          fc.constantFrom(...periods),
          start,
          calendar,
          pauses,
          fc.boolean(),
          (spans, from, days, wishes, inCustody) => {
            const timeRule = one.followsCustody && inCustody ? 'TCPL-CUST' : one.timeRule;
            const backwards = one.kind === 'before';
            const interruptions = one.pausesOn.length > 0 ? pausesOf(spans, timeRule, from, days, wishes) : [];
            const { due } = dueAt({
              rule: one,
              from: inDays(from),
              spans,
              inCustody,
              calendar: days.calendar,
              pauses: interruptions.map(({ from: begin, to }) => ({ from: inDays(begin), to: inDays(to) })),
            });
            expect(due).toBe(
              `${countByWalking(spans, timeRule, from, days.isWorkingDay, { backwards, pauses: interruptions })}+08:00`,
            );
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});
