import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalOf } from '@xianjie/contracts/envelope.ts';
import { fieldHash, leafBytes, macKey, macOf, newSalt, recordText, textOf } from '../leaf.ts';

const word = fc.string({ unit: 'grapheme', maxLength: 12 });
const columns = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z_]{0,8}$/), { maxLength: 6 });

describe('what is hashed', () => {
  test('is canonical JSON, of a leaf and of a record', () => {
    fc.assert(
      fc.property(word, word, columns, fc.boolean(), (ref, digest, names, enrolled) => {
        const at = new Date(1_700_000_000_123);
        const leaf = { kind: 'row' as const, ref, digest, at };
        expect(leafBytes(leaf).toString()).toBe(canonicalOf({ v: 1, kind: 'row', ref, digest, at: at.toISOString() }));
        const fields = Object.fromEntries(names.map((name) => [name, digest]));
        const record = { table: 't', key: ref, change: 'insert' as const, salt: newSalt(), fields };
        const whole = enrolled ? { ...record, enrolled: true as const } : record;
        expect(recordText(whole)).toBe(canonicalOf(whole));
      }),
    );
  });

  test('tells nothing from an empty text, one column from another, one salt from another', () => {
    expect(fieldHash('s', 'a', null)).not.toBe(fieldHash('s', 'a', ''));
    expect(fieldHash('s', 'a', 'x')).not.toBe(fieldHash('s', 'b', 'x'));
    expect(fieldHash('s', 'a', 'x')).not.toBe(fieldHash('t', 'a', 'x'));
  });

  test('is the same of what the program writes and of what PostgreSQL gives back', () => {
    expect(textOf({ b: 1, a: [undefined, null], c: undefined })).toBe(textOf({ a: [null, null], b: 1 }));
    expect(textOf(12)).toBe(textOf('12'));
    expect(textOf(new Date('2026-03-01T00:00:00.120Z'))).toBe('2026-03-01T00:00:00.120Z');
    expect([textOf(null), textOf(undefined)]).toEqual([null, null]);
  });

  test('bears a mac that only the holder of the secret can make', () => {
    const leaf = { kind: 'row' as const, ref: 'act/1', digest: 'd', at: new Date(0) };
    const own = macOf(macKey(Buffer.from('secret')), leaf);
    expect(macOf(macKey(Buffer.from('other')), leaf)).not.toBe(own);
    expect(macOf(macKey(Buffer.from('secret')), { ...leaf, at: new Date(1) })).not.toBe(own);
  });
});
