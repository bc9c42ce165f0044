import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkCmaNumber } from '../identifiers/cma-number.ts';
import { canonicalDocumentNumber, checkDocumentNumber } from '../identifiers/document-number.ts';
import { checkUuid, isUuid } from '../identifiers/uuid.ts';

const published = JSON.parse(readFileSync(new URL('./data/case-numbers.json', import.meta.url), 'utf8')) as {
  kind: string;
  no: string;
}[];

describe('document numbers of agencies', () => {
  test.each([
    ['长环罚字〔2025〕SY23号', { issuer: '长环罚字', year: 2025, branch: 'SY', serial: 23 }],
    ['豫0721环罚决字〔2026〕6号', { issuer: '豫0721环罚决字', year: 2026, branch: '', serial: 6 }],
    ['长公（环）立字〔2018〕123号', { issuer: '长公（环）立字', year: 2018, serial: 123 }],
    ['长检刑诉〔2018〕9号', { issuer: '长检刑诉', serial: 9 }],
  ])('%s', (number, parts) =>
    expect(checkDocumentNumber(number)).toMatchObject({ ok: true, style: 'agency', canonical: number, ...parts }),
  );

  test.each([
    ['长环罚字[2025]SY23号', '长环罚字〔2025〕SY23号'],
    ['长环罚字【2025】第023号', '长环罚字〔2025〕23号'],
    ['长环罚字（2025） 23 号', '长环罚字〔2025〕23号'],
    ['洪环监测(2019)2号', '洪环监测〔2019〕2号'],
    ['新县公(治)不立字〔2025〕64号', '新县公（治）不立字〔2025〕64号'],
    ['长环罚字〔２０２５〕２３号', '长环罚字〔2025〕23号'],
  ])('%s is written %s', (typed, canonical) => expect(canonicalDocumentNumber(typed)).toBe(canonical));
});

describe('case numbers of courts', () => {
  test.each([
    ['（2018）吉01刑初12号', { court: '吉01', type: '刑初', year: 2018, serial: 12, suffix: '' }],
    ['（2019）赣7101行初343号', { court: '赣7101', type: '行初', serial: 343 }],
    ['（2024）吉刑终7号', { court: '吉', type: '刑终' }],
    ['（2024）最高法知民终7号', { court: '最高法', type: '知民终' }],
    ['（2018）吉0102执12号之一', { court: '吉0102', type: '执', suffix: '之一' }],
  ])('%s', (number, parts) =>
    expect(checkDocumentNumber(number)).toMatchObject({ ok: true, style: 'court', canonical: number, ...parts }),
  );
  test('the year stands in （）', () =>
    expect(canonicalDocumentNumber('(2016)陕01刑初 0233号')).toBe('（2016）陕01刑初233号'));
});

describe('document numbers', () => {
  test('those of the published cases all read', () => {
    expect(published.length).toBeGreaterThan(10);
    for (const { kind, no } of published) {
      expect([no, checkDocumentNumber(no)]).toEqual([
        no,
        expect.objectContaining({ ok: true, style: kind.endsWith('judgment') ? 'court' : 'agency' }),
      ]);
    }
  });
  test.each([
    '',
    '号',
    '2025年23号',
    '长环罚字〔2025〕号',
    '长环罚字〔25〕3号',
    '长环罚字〔1000〕3号',
    '长环罚字〔2025〕0号',
    'LYKT-QY-23020402',
    '长环)罚(字〔2025〕3号',
    '（2018）吉01刑初一审案12号',
    '〔2025〕3号',
  ])('%j is refused with an example', (text) =>
    expect(checkDocumentNumber(text)).toMatchObject({ ok: false, reason: expect.stringMatching(/文号/) }),
  );
  test('the canonical form is its own canonical form, whatever the brackets and widths typed', () => {
    const issuer = fc
      .array(fc.constantFrom(...'长环罚字公检立不移送监决01'), { minLength: 1, maxLength: 12 })
      .map((signs) => `长${signs.join('')}字`);
    const number = fc.record({
      issuer,
      year: fc.integer({ min: 1990, max: 2099 }),
      branch: fc.constantFrom('', 'SY', 'JY'),
      serial: fc.integer({ min: 1, max: 9_999_999 }),
    });
    fc.assert(
      fc.property(number, fc.constantFrom('〔〕', '[]', '【】', '（）', '()', '［］'), (parts, brackets) => {
        const canonical = `${parts.issuer}〔${parts.year}〕${parts.branch}${parts.serial}号`;
        const typed = `${parts.issuer} ${brackets.charAt(0)}${parts.year}${brackets.charAt(1)}${parts.branch}${parts.serial}号`;
        expect(checkDocumentNumber(typed)).toEqual({ ok: true, style: 'agency', canonical, ...parts });
        expect(canonicalDocumentNumber(canonical)).toBe(canonical);
      }),
    );
  });
  test('long text is no number', () => expect(checkDocumentNumber('环'.repeat(20_000)).ok).toBe(false));
});

describe('CMA certificate number', () => {
  test('230712050123', () =>
    expect(checkCmaNumber('230712050123')).toEqual({
      ok: true,
      number: '230712050123',
      year: 2023,
      serial: '0123',
      issuer: { code: '07', name: '吉林' },
      field: { code: '12', name: '环境与环保' },
      sector: { code: '05', name: '环保' },
    }));
  test('codes the hub cannot name are accepted without a name', () =>
    expect(checkCmaNumber('169912990001')).toMatchObject({ ok: true, issuer: { code: '99', name: null } }));
  test.each(['CMA：230712050123', '２３０７１２０５０１２３', '2307 1205 0123'])('%s is read', (typed) =>
    expect(checkCmaNumber(typed)).toMatchObject({ ok: true, number: '230712050123' }),
  );
  test.each(['', '23071205012', '2307120501234', '23071205012X', 'CNAS L1234', 'L1234'])('%j is refused', (typed) =>
    expect(checkCmaNumber(typed).ok).toBe(false),
  );
  test('exactly the texts of 12 digits are valid', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-F]{10,14}$/), (text) =>
        expect(checkCmaNumber(text).ok).toBe(/^\d{12}$/.test(text)),
      ),
    );
  });
});

describe('UUID', () => {
  test('version 7 tells when it was made', () => {
    const before = Date.now();
    const checked = checkUuid(randomUUIDv7());
    expect(checked).toMatchObject({ ok: true, version: 7 });
    if (checked.ok) expect(Math.abs(checked.madeAt! - before)).toBeLessThan(5_000);
  });
  test('all versions, in any case', () => {
    fc.assert(
      fc.property(fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] }), (uuid) =>
        expect(checkUuid(` ${uuid.toUpperCase()} `)).toMatchObject({ ok: true, uuid }),
      ),
    );
  });
  test.each([
    '',
    'not-a-uuid',
    '00000000-0000-0000-0000-000000000000',
    '0190163d8694739bb7ea60b9b9ae1d9a',
    "0190163d-8694-739b-b7ea-60b9b9ae1d9a'--",
  ])('%j is none', (text) => expect(isUuid(text)).toBe(false));
});
