import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CONDUCT_KINDS, falsificationCodesOf } from '../evidence/conduct-kinds.ts';
import { DETENTION_KINDS } from '../evidence/detention-kinds.ts';
import { CRIMINAL_KINDS, EVIDENCE_KINDS } from '../evidence/evidence-kinds.ts';
import {
  FALSIFICATION_CODES,
  FALSIFICATION_GROUPS,
  FALSIFICATION_KINDS,
  isFalsificationCode,
} from '../evidence/falsification-kinds.ts';
import { INTEGRITY_METHODS } from '../evidence/integrity-methods.ts';
import {
  A853_MATERIALS,
  CHECKLISTS,
  H17_MATERIALS,
  missingMaterials,
  type Checklist,
} from '../evidence/transfer-materials.ts';

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`);

describe('kinds of falsification', () => {
  test('14 of tampering, 8 of forging, 5 of instructing', () =>
    expect(FALSIFICATION_CODES).toEqual([...numbered('T', 14), ...numbered('F', 8), ...numbered('I', 5)]));
  test('the letter of the code is its article', () => {
    const articles = { T: '环发〔2015〕175号 art. 4', F: '环发〔2015〕175号 art. 5', I: '环发〔2015〕175号 art. 6' };
    for (const code of FALSIFICATION_CODES)
      expect(FALSIFICATION_KINDS[code].article).toBe(articles[code.charAt(0) as keyof typeof FALSIFICATION_GROUPS]);
  });
  test('no two rows of a table say the same', () => {
    for (const table of [
      FALSIFICATION_KINDS,
      DETENTION_KINDS,
      EVIDENCE_KINDS,
      INTEGRITY_METHODS,
      H17_MATERIALS,
      A853_MATERIALS,
    ]) {
      const all = Object.values(table) as { zh: string; en: string }[];
      for (const language of ['zh', 'en'] as const)
        expect(new Set(all.map((row) => row[language])).size).toBe(all.length);
    }
  });
  test('only own keys are codes', () =>
    expect([isFalsificationCode('T08'), isFalsificationCode('toString'), isFalsificationCode('T15')]).toEqual([
      true,
      false,
      false,
    ]));
});

describe('conduct of the published cases', () => {
  const words = JSON.parse(file('./data/conduct-kinds.json')) as string[];
  test('each of the 37 words has a code and a reason, and no other word has', () => {
    expect(words).toHaveLength(37);
    expect(Object.keys(CONDUCT_KINDS).toSorted()).toEqual(words.toSorted());
    for (const { code, reason } of Object.values(CONDUCT_KINDS)) {
      expect(isFalsificationCode(code)).toBe(true);
      expect(reason.length).toBeGreaterThan(10);
    }
  });
  test('a case gets each code once', () =>
    expect(
      falsificationCodesOf(['sample_dilution', 'sample_substitution', 'bypass', 'toString', 'unheard_of']),
    ).toEqual(['T06', 'T04']));
});

describe('transfer materials', () => {
  const given = (...codes: string[]) => new Set(codes);
  const missing = (checklist: Checklist, codes: Set<string>, penalised: boolean, seized = true) =>
    missingMaterials(checklist, codes, { penalised, seized }).map(({ code }) => code);

  test('17号 art. 6: the penalty decision is needed only where there is one', () => {
    expect(missing('H17_ARTICLE_6', given(), false)).toEqual(['M1', 'M2', 'M3', 'M4', 'M5', 'M6']);
    expect(missing('H17_ARTICLE_6', given(), true)).toEqual(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M8']);
    expect(missing('H17_ARTICLE_6', given('M1', 'M2', 'M3', 'M5', 'M6', 'M9'), false)).toEqual(['M4']);
    expect(missing('H17_ARTICLE_6', given('M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M8'), true)).toEqual([]);
  });
  test('the list of items is needed only where items were sealed or seized', () => {
    expect(missing('H17_ARTICLE_6', given('M1', 'M2', 'M3', 'M5', 'M6'), false, false)).toEqual([]);
    expect(missing('A853_ARTICLE_11', given('A1', 'A2', 'A3', 'A4', 'A6'), true, false)).toEqual([]);
  });
  test('853号 art. 11: the penalty decision is always needed', () => {
    expect(missing('A853_ARTICLE_11', given('A1', 'A2', 'A3', 'A4', 'A5'), true)).toEqual(['A6']);
  });
  test('what is missing is named', () =>
    expect(
      missingMaterials('H17_ARTICLE_6', given('M2', 'M3', 'M4', 'M5', 'M6'), { penalised: false, seized: true }),
    ).toEqual([{ code: 'M1', ...H17_MATERIALS.M1 }]));
  test('every subset: given and missing together are all that is required', () => {
    for (const [checklist, materials] of Object.entries(CHECKLISTS) as [
      Checklist,
      Record<string, { required: string }>,
    ][]) {
      const codes = Object.keys(materials);
      for (let bits = 0; bits < 2 ** codes.length; bits += 1) {
        const here = codes.filter((_, i) => bits & (1 << i));
        for (const [penalised, seized] of [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ] as const) {
          const wanted = ['always', ...(penalised ? ['ifPenalised'] : []), ...(seized ? ['ifSeized'] : [])];
          const required = codes.filter((code) => wanted.includes(materials[code]!.required));
          expect(missing(checklist, new Set(here), penalised, seized)).toEqual(
            required.filter((code) => !here.includes(code)),
          );
        }
      }
    }
  });
});

describe('evidence', () => {
  test('criminal procedure names eight kinds', () => {
    expect(CRIMINAL_KINDS).toHaveLength(8);
    const named = Object.entries(EVIDENCE_KINDS)
      .filter(([, { criminal }]) => criminal !== null)
      .map(([code]) => code);
    expect(CRIMINAL_KINDS.flat().toSorted()).toEqual(named.toSorted());
  });
  test('administrative procedure names eight kinds', () =>
    expect(Object.values(EVIDENCE_KINDS).filter(({ administrative }) => administrative !== null)).toHaveLength(8));
  test('statements never carry over', () => {
    for (const code of ['WITNESS_TESTIMONY', 'VICTIM_STATEMENT', 'SUSPECT_STATEMENT', 'PARTY_STATEMENT'] as const)
      expect(EVIDENCE_KINDS[code].carriesOver).toBeNull();
  });
});

describe('vocabulary', () => {
  const rows = file('../vocabulary.md')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  test('one English term is one Chinese term', () => {
    const terms = rows.filter((row) => row.length === 3);
    for (const column of [0, 1]) expect(new Set(terms.map((row) => row[column])).size).toBe(terms.length);
  });
});
