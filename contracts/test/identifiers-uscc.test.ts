import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { isDemoUscc, makeDemoUscc } from '../identifiers/demo-uscc.ts';
import { PROVINCES } from '../identifiers/division.ts';
import { checkUscc, organisationCheckCharacter, USCC_ALPHABET, usccCheckCharacter } from '../identifiers/uscc.ts';

const rows = <T>(name: string): T[] =>
  readFileSync(new URL(`./data/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
const published = rows<{ code: string; region: string }>('uscc-valid');
const invalid = rows<{ code: string; check: string }>('uscc-invalid-published');
const mutations = rows<{
  code: string;
  reason: string;
  valid_after_normalisation: boolean | null;
  normalised: string | null;
}>('uscc-invalid-mutations');

const region = fc
  .tuple(fc.constantFrom(...Object.keys(PROVINCES)), fc.integer({ min: 0, max: 9999 }))
  .map(([province, rest]) => province + String(rest).padStart(4, '0'));
const sign = fc.constantFrom(...USCC_ALPHABET);
/** valid codes of any department, region and organisation */
const code = fc
  .tuple(
    fc.constantFrom('11', '12', '51', '91', '92', '93', 'Y1'),
    region,
    fc.array(sign, { minLength: 8, maxLength: 8 }),
  )
  .map(([head, place, body]) => {
    const organisation = body.join('');
    const first17 = head + place + organisation + organisationCheckCharacter(organisation);
    return first17 + usccCheckCharacter(first17);
  });

describe('unified social credit code', () => {
  test.each([
    '91350100M000100Y43',
    '11220100013828800N',
    '91220100MA00000152',
    '91220101MA00TE5T2U',
    '91220102900000014Y',
    '122201009000000222',
    '112201009000000300',
    '52220100900000049M',
  ])('%s is valid', (value) =>
    expect(checkUscc(value)).toMatchObject({ ok: true, code: value, region: value.slice(2, 8) }),
  );

  test('every valid published code is accepted as it is', () => {
    expect(published).toHaveLength(46);
    for (const row of published)
      expect(checkUscc(row.code)).toEqual(expect.objectContaining({ ok: true, code: row.code, region: row.region }));
  });

  test('every wrong, cut or masked published code is refused, with the character that was expected', () => {
    expect(invalid).toHaveLength(11);
    for (const row of invalid) {
      const checked = checkUscc(row.code);
      expect(checked.ok).toBe(false);
      const expected = /check character should be (.)/.exec(row.check)?.[1];
      if (expected) expect(checked).toMatchObject({ expected });
    }
  });

  test('every mutation is refused, unless only case, width or spaces differ', () => {
    expect(mutations).toHaveLength(192);
    for (const row of mutations) {
      const checked = checkUscc(row.code);
      expect([row.code, checked.ok]).toEqual([row.code, row.valid_after_normalisation === true]);
      if (checked.ok) expect(checked).toMatchObject({ code: row.normalised, note: expect.stringContaining('已自动') });
      const expected = /check character should be (.)/.exec(row.reason)?.[1];
      if (!checked.ok && expected) expect(checked.expected).toBe(expected);
    }
  });

  test('a national authority registers under 100000', () => {
    const first17 = `91100000${'71092501'}${organisationCheckCharacter('71092501')}`;
    expect(checkUscc(first17 + usccCheckCharacter(first17))).toMatchObject({ ok: true, region: '100000' });
  });

  test('a right check character does not save a wrong organisation code', () => {
    const wrong = '91220100MA0000014';
    expect(checkUscc(wrong + usccCheckCharacter(wrong))).toMatchObject({
      ok: false,
      expected: '5',
      reason: expect.stringContaining('组织机构代码'),
    });
  });

  test('a right check character does not save a region that does not exist', () => {
    const wrong = '91990100MA0000015';
    expect(checkUscc(wrong + usccCheckCharacter(wrong))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('990100'),
    });
  });

  test('every valid code stays valid in lower case, full width and with spaces', () => {
    const wide = (text: string) => text.replace(/[!-~]/g, (s) => String.fromCharCode(s.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 18 }), (value, at) => {
        for (const typed of [
          value.toLowerCase(),
          wide(value),
          `${value.slice(0, at)}\u3000${value.slice(at)}`,
          ` ${value}\u200B`,
        ]) {
          expect(checkUscc(typed)).toMatchObject({ ok: true, code: value });
        }
        expect(checkUscc(value)).not.toHaveProperty('note');
      }),
    );
  });

  test('one wrong character never passes', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 17 }), sign, (value, at, other) => {
        fc.pre(value.charAt(at) !== other);
        expect(checkUscc(value.slice(0, at) + other + value.slice(at + 1)).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('two neighbours that changed places never pass', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 16 }), (value, at) => {
        const [a, b] = [value.charAt(at), value.charAt(at + 1)];
        fc.pre(a !== b);
        expect(checkUscc(value.slice(0, at) + b + a + value.slice(at + 2)).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('any text gets an answer with both languages', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const checked = checkUscc(text);
        if (!checked.ok) expect(checked.reason).toMatch(/。 [A-Z]/);
      }),
    );
  });
});

describe('codes of made-up companies', () => {
  test('are valid, the same every time and different for every serial', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { minLength: 2, maxLength: 50 }),
        region,
        (serials, place) => {
          const made = serials.map((serial) => makeDemoUscc(serial, place));
          expect(new Set(made).size).toBe(serials.length);
          expect(serials.map((serial) => makeDemoUscc(serial, place))).toEqual(made);
          for (const value of made) {
            expect(checkUscc(value)).toMatchObject({ ok: true, code: value, region: place });
            expect(isDemoUscc(value)).toBe(true);
          }
        },
      ),
    );
  });
  test('are none of the published ones', () => {
    for (const row of published) expect(isDemoUscc(row.code)).toBe(false);
  });
  test.each([-1, 1.5, 100_000, Number.NaN])('serial %s is refused', (serial) =>
    expect(() => makeDemoUscc(serial)).toThrow(RangeError),
  );
  test('a region that is no division is refused', () => expect(() => makeDemoUscc(1, '990000')).toThrow(RangeError));
});
