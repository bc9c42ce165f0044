import { describe, expect, test } from '@jest/globals';
import { ACT_NAMES, type ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import { deadEnds } from './dead-ends.ts';
import { findPath, regionBefore } from './find-path.ts';
import { Dice, walkCase } from './random-case.ts';

const CASES = 10_000;
const MOST_ACTS = 40;
/** The same cases each time; `WALK_SEED=random npm test -- contracts/test/walks` walks others, `WALK_SEED=N` those of N again. */
const { WALK_SEED = '20261125' } = process.env;
const SEED = WALK_SEED === 'random' ? Math.floor(Math.random() * 2 ** 32) : Number(WALK_SEED);

describe(`random cases (WALK_SEED=${SEED})`, () => {
  const dice = new Dice(SEED);
  const done = new Set<ActName>();
  const found = new Map<string, string>();
  let badClock: string | null = null;

  test(`${CASES} of them never come to a state that nothing leads out of, nor to a duty that nothing ends`, () => {
    for (let index = 0; index < CASES; index += 1)
      walkCase(dice, 10 + dice.below(MOST_ACTS - 10), ({ acts, state, clocks }) => {
        done.add(acts.at(-1)!);
        for (const what of deadEnds(state, clocks)) if (!found.has(what)) found.set(what, acts.join(' '));
        for (const { rule, from, due, spans } of clocks)
          if (
            rule.kind !== 'before' &&
            spans.every(({ unit }) => unit !== 'fixed_date') &&
            Temporal.Instant.compare(from, due) > 0
          )
            badClock ??= `${rule.id} is due ${due} before it starts ${from}: ${acts.join(' ')}`;
      });
    expect(Object.fromEntries(found)).toEqual({});
  });
  test('do every act of the table at least once', () => expect(ACT_NAMES.filter((act) => !done.has(act))).toEqual([]));
  test('start no clock that is over before it begins', () => expect(badClock).toBeNull());
});

describe('after a conviction', () => {
  // 17号 art. 16: the bureau waits for the outcome; then it can still decide either way, which ends the clock that stood still
  test.each(['FILED', 'RIGHTS_TOLD', 'HEARING_REQUESTED', 'HEARD'] as const)(
    'a penalty case %s can be decided',
    (at) => {
      for (const criminal of ['JUDGED', 'EFFECTIVE', 'EXECUTING'] as const)
        for (const act of ['imposePenalty', 'declinePenalty'] as const)
          expect(findPath({ administrative: at, criminal }, { region: regionBefore(act)! })).not.toBeNull();
    },
  );
});

describe('the path finder', () => {
  const path = (state: CaseState, act: ActName) => findPath(state, { region: regionBefore(act)! });
  test('finds the road from the registration to the sentence', () =>
    expect(path({}, 'deliverForExecution')).toEqual(
      expect.arrayContaining(['openCase', 'transferForProsecution', 'indict', 'pronounceJudgment']),
    ));
  test('takes in the tracks that forbid a short cut', () => {
    expect(path({ criminal: 'FILED' }, 'withdrawCase')).toEqual([]);
    expect(path({ criminal: 'FILED', notice: 'DUE' }, 'withdrawCase')).toEqual(['notifyDecision']);
  });
  test('goes round an act that is not to be used', () => {
    const region = { criminal: ['FILED'] };
    expect(findPath({ criminal: 'ACCEPTED' }, { region })).toEqual(['fileCase']);
    expect(findPath({ criminal: 'ACCEPTED' }, { region, without: ['fileCase'] })).not.toContain('fileCase');
  });
  test('finds no way where there is none', () => {
    expect(path({ report: 'CONCLUDED' }, 'acceptReport')).toBeNull();
    expect(deadEnds({ criminal: 'EXECUTING', withdrawalSupervision: 'ORDER_CONFIRMED' }, [])).toEqual([
      'the track withdrawalSupervision stays ORDER_CONFIRMED',
    ]);
  });
});
