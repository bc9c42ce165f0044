import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { JILIN_DIVISIONS } from '../data/jilin-divisions.ts';
import { checkDivision, divisionName, PROVINCES } from '../identifiers/division.ts';
import { checkResidentId, maskResidentId, residentIdCheckCharacter } from '../identifiers/resident-id.ts';

const places = JSON.parse(readFileSync(new URL('./data/place-codes.json', import.meta.url), 'utf8')) as string[];
const six = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'));

describe('division code', () => {
  test.each([
    ['220000', '吉林省'],
    ['220100', '吉林省长春市'],
    ['220104', '吉林省长春市朝阳区'],
    ['220184', '吉林省长春市公主岭市'],
    ['222401', '吉林省延边朝鲜族自治州延吉市'],
    ['610116', '陕西省'],
    ['370481', '山东省'],
    ['120000', '天津市'],
  ])('%s is %s', (code, name) => expect(divisionName(code)).toBe(name));

  test('the codes of the published cases are all accepted', () => {
    expect(places.length).toBeGreaterThan(30);
    for (const code of places) expect(checkDivision(code)).toMatchObject({ ok: true, code });
  });
  test('development zones are flagged as statistical only', () => {
    for (const code of ['220171', '220172', '220173', '220174', '220101'])
      expect(checkDivision(code)).toMatchObject({ ok: true, statisticalOnly: true });
    expect(checkDivision('220104')).toMatchObject({ statisticalOnly: false, level: 'county' });
  });
  test('a replaced code names its successor', () =>
    expect(checkDivision('220381')).toMatchObject({ ok: true, name: '公主岭市', replacedBy: '220184' }));
  test('names outside Jilin are not known', () =>
    expect(checkDivision('610116')).toMatchObject({ ok: true, province: '陕西省', name: null }));
  test('six digits are accepted exactly under a province', () => {
    fc.assert(
      fc.property(six, (code) => expect(checkDivision(code).ok).toBe(code.slice(0, 2) in PROVINCES)),
      { numRuns: 2000 },
    );
    for (const code of ['', '2201', '2201040', '22010a', '２２０１０４', ' 220104'])
      expect(checkDivision(code).ok).toBe(false);
  });
  test('every row of the table stands under a row of the table', () => {
    for (const [code, { name }] of Object.entries(JILIN_DIVISIONS)) {
      expect(name).not.toBe('');
      expect(JILIN_DIVISIONS).toHaveProperty(code.endsWith('00') ? '220000' : `${code.slice(0, 4)}00`);
    }
  });
});

describe('resident identity number', () => {
  const date = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const person = fc
    .record({
      division: fc.constantFrom(...Object.keys(JILIN_DIVISIONS)),
      birthDate: date,
      serial: fc.integer({ min: 1, max: 999 }),
    })
    .map(({ division, birthDate, serial }) => {
      const first17 = division + birthDate.replaceAll('-', '') + String(serial).padStart(3, '0');
      return {
        id: first17 + residentIdCheckCharacter(first17),
        division,
        birthDate,
        sex: serial % 2 === 1 ? '男' : '女',
      };
    });

  test.each([
    ['11010519491231002X', '1949-12-31', '女'],
    ['440524188001010014', '1880-01-01', '男'],
    ['220102199001010017', '1990-01-01', '男'],
    ['220104198506150021', '1985-06-15', '女'],
    ['220182199912310039', '1999-12-31', '男'],
  ])('%s', (id, birthDate, sex) =>
    expect(checkResidentId(id)).toEqual({ ok: true, id, birthDate, sex, division: id.slice(0, 6) }),
  );

  test('what the number says is read from it', () => {
    fc.assert(
      fc.property(person, (expected) => expect(checkResidentId(expected.id)).toEqual({ ok: true, ...expected })),
    );
  });
  test('one wrong digit never passes, and the answer never repeats the number', () => {
    fc.assert(
      fc.property(person, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...'0123456789X'), ({ id }, at, other) => {
        fc.pre(id.charAt(at) !== other);
        const checked = checkResidentId(id.slice(0, at) + other + id.slice(at + 1));
        expect(checked.ok).toBe(false);
        expect(JSON.stringify(checked)).not.toMatch(/\d{7}/);
      }),
      { numRuns: 1000 },
    );
  });
  test('lower-case x, width and spaces are put right', () =>
    expect(checkResidentId('110105 19491231００２x')).toMatchObject({
      ok: true,
      id: '11010519491231002X',
      note: expect.any(String),
    }));
  test.each([
    '',
    '110105491231002',
    '11010519490229002X',
    '110105194912310021',
    '99010519491231002X',
    '11010519491231002*',
  ])('%j is refused', (id) => expect(checkResidentId(id).ok).toBe(false));
  test('the mask shows division and last character only', () =>
    expect(maskResidentId('11010519491231002X')).toBe('110105***********X'));
});
