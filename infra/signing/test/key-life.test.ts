import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { governsKeys, isGood, mayRevoke, maySign, type KeyLife } from '../key-life.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 4, 10, minute));
const KEY: KeyLife = { use: 'SIGNING', validFrom: at(10) };
const OLD: KeyLife = { ...KEY, supersededAt: at(30) };
const COMPROMISED: KeyLife = { ...OLD, revokedAt: at(40), reason: 'COMPROMISED', outstanding: ['sent'] };
const RETIRED: KeyLife = { ...KEY, revokedAt: at(40), reason: 'SUPERSEDED' };
const STANDBY: KeyLife = { ...KEY, use: 'STANDBY' };

describe('an envelope is judged by the key valid at its time', () => {
  test.each([
    ['at the moment the key begins', KEY, 10, true],
    ['before it', KEY, 9, false],
    ['as long as it has no successor', KEY, 59, true],
    ['until its successor has taken over', OLD, 29, true],
    ['from then on', OLD, 30, false],
    ['before a key that was retired ended', RETIRED, 39, true],
    ['after', RETIRED, 40, false],
    ['of its own time, by a key in foreign hands', COMPROMISED, 20, false],
    ['by a standby key', STANDBY, 20, false],
  ])('%s', (_, key, minute, good) => {
    expect(isGood(key, { at: at(minute), digest: 'x' })).toBe(good);
  });

  test('by a key in foreign hands: good if its station vouches for it, or if it is proven to be older', () => {
    expect(isGood(COMPROMISED, { at: at(20), digest: 'sent' })).toBe(true);
    expect(isGood(COMPROMISED, { at: at(35), digest: 'sent' })).toBe(false);
    expect(isGood(COMPROMISED, { at: at(20), digest: 'x', provenAt: at(39) })).toBe(true);
    expect(isGood(COMPROMISED, { at: at(20), digest: 'x', provenAt: at(40) })).toBe(false);
  });

  test('a time that can not be read is no time', () => {
    for (const key of [KEY, OLD, COMPROMISED, RETIRED])
      expect(isGood(key, { at: new Date('x'), digest: 'sent', isKeyAct: true })).toBe(false);
  });
});

test('what a station signs by the book, every other station finds good, whatever its life becomes by rotation', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 8 }),
      fc.nat(1_200),
      fc.nat(30),
      (turns, minute, overlap) => {
        const starts = [0, ...turns.toSorted((a, b) => a - b)];
        const keys = starts.map((start, index): KeyLife => {
          const next = starts[index + 1];
          return { use: 'SIGNING', validFrom: at(start), supersededAt: next === undefined ? null : at(next + overlap) };
        });
        const signers = keys.filter((key) => maySign(key, at(minute)));
        expect(signers.length).toBeGreaterThan(0);
        for (const key of signers) expect(isGood(key, { at: at(minute), digest: 'x' })).toBe(true);
      },
    ),
  );
});

test('keys are governed by a standby key and by the signing key without a successor; only a standby key revokes a standby key', () => {
  expect([KEY, OLD, STANDBY, COMPROMISED, RETIRED].map(governsKeys)).toEqual([true, false, true, false, false]);
  expect(mayRevoke(KEY, OLD)).toBe(true);
  expect(mayRevoke(OLD, KEY)).toBe(false);
  expect(mayRevoke(KEY, STANDBY)).toBe(false);
  expect(mayRevoke(STANDBY, STANDBY)).toBe(true);
  expect(mayRevoke(STANDBY, null)).toBe(true);
});
