import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isFurther, type Standing } from '../acts/standing.ts';
import { TRACK_NAMES, TRACKS } from '../acts/tracks.ts';

const track = fc.constantFrom(...TRACK_NAMES);
const told = track.chain((name) =>
  fc.record({
    track: fc.constant(name),
    news: fc.array(
      fc.record({
        state: fc.constantFrom(...Object.keys(TRACKS[name].states)),
        version: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1 },
    ),
  }),
);

test('whatever the order in which agencies hear of the moves of a track, they end with the same state', () =>
  fc.assert(
    fc.property(
      told.chain(({ track: name, news }) =>
        fc.tuple(fc.constant(name), fc.constant(news), fc.shuffledSubarray(news, { minLength: news.length })),
      ),
      ([name, news, shuffled]) => {
        const heard = (all: readonly Standing[]) =>
          all.reduce((known, one) => (isFurther(name, one, known) ? one : known));
        expect(heard(shuffled)).toEqual(heard(news));
      },
    ),
  ));

test.each([
  ['an order to file outruns the explanation that crossed it', 'supervision', 'FILING_ORDERED', 'REASONS_GIVEN'],
  ['an acceptance outruns the withdrawal that crossed it', 'criminal', 'ACCEPTED', 'TRANSFER_WITHDRAWN'],
] as const)('%s', (_what, name, further, other) => {
  expect(isFurther(name, { state: further, version: 3 }, { state: other, version: 3 })).toBe(true);
  expect(isFurther(name, { state: other, version: 3 }, { state: further, version: 3 })).toBe(false);
  expect(isFurther(name, { state: other, version: 4 }, { state: further, version: 3 })).toBe(true);
});
