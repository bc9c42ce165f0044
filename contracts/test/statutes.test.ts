import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ACT_NAMES, ACTS, type ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import { AGENCY_NAMES, ORGANISATION_NAMES, type Agency } from '../agencies.ts';
import { runsOut, type ActMatch, type Rule, type StartingAct } from '../clock/rule.ts';
import { ruleById, STATUTE_RULES } from '../clock/statutes.ts';
import { findPath, regionBefore, type Region } from './find-path.ts';
import { statuteRows } from './instruments.ts';
import { stepsOf } from './table-moves.ts';

interface SheetRow {
  readonly id: string;
  readonly article: string;
  readonly amount: number | string;
  readonly unit: string;
  readonly time_rule: string;
  readonly kind: string;
  readonly regime: string;
  readonly conf: string;
}
const SHEET = JSON.parse(readFileSync(new URL('./data/law-sheet.json', import.meta.url), 'utf8')) as SheetRow[];
/** Rows whose kind the project changed; the reason stands beside it in the file. */
const OTHER_KIND: Readonly<Record<string, Rule['kind']>> = { 'AEL-54': 'duration', 'PIL-13': 'duration' };
/** Periods that the sheet only names beside another row. */
const BESIDE_SHEET: Readonly<Record<string, string>> = {
  'RULE-554': 'the procuratorate re-checks its correction notice in 7 days (人民检察院刑事诉讼规则 art. 554)',
  'EPIL-25': 'the settlement of a public-interest suit is published for at least 30 days',
};
/** 17号 art. 34: started by every act marked with the rule and over when the act is entered. */
const ENTRY_RULES = new Set(ACT_NAMES.flatMap((name) => ACTS[name].entryDuty ?? []));
/** Rows that hold in both regimes and are in force with their present text: new in 2018, or the rule of 17号 and 高检会〔2010〕5号 in the words of 2020, or of 2022 without an older row. */
const NEWER_TEXT = /^(CPL-(172b|225)|PSR-(175|180|181|182)[abc]?|M12315-.+)$/;
const rows = new Map(statuteRows().map((row) => [row.id, row]));
const ids = STATUTE_RULES.map(({ id }) => id);
const actsOf = (entries: readonly ActMatch[]): ActName[] => entries.map(({ act }) => act);

describe('the law sheet', () => {
  test('is carried whole, each row once', () =>
    expect(ids.toSorted()).toEqual([...SHEET.map(({ id }) => id), ...Object.keys(BESIDE_SHEET)].toSorted()));

  test.each(SHEET)('$id: $amount $unit, $time_rule, $kind', (row) => {
    const { period, timeRule, kind, confidence } = ruleById(row.id);
    const own = rows.get(row.id)!;
    expect(period.unit === 'fixed_date' ? period.date : period.amount).toBe(row.amount);
    expect([period.unit, timeRule, confidence]).toEqual([row.unit, row.time_rule, row.conf]);
    expect([own.article, own.regime]).toEqual([row.article, row.regime]);
    expect(kind).toBe(OTHER_KIND[row.id] ?? row.kind);
    if (OTHER_KIND[row.id]) expect(own.text).toMatch(/^ {4}kind: \w+ +# \S/m);
  });

  test.each(STATUTE_RULES)('$id is in force as its regime says', ({ id, inForce: { from, to }, timeRule }) => {
    const { regime } = rows.get(id)!;
    if (from && to) expect(from < to).toBe(true);
    if (regime === 'current') expect(from && from >= '2018-09-20').toBeTruthy();
    if (regime === 'current' || regime === 'both') expect(to).toBeNull();
    // but where an older text, or 17号 itself, says the same in its own row
    if (regime === 'both' && !NEWER_TEXT.test(id)) expect(from === null || from <= '2018-09-20').toBe(true);
    if (regime === '2018' && timeRule !== 'FIXED') expect(to).not.toBeNull();
    if (regime.includes('-')) expect([from?.slice(0, 4), to?.slice(0, 4)]).toEqual(regime.split('-'));
  });
});

describe('who is bound', () => {
  test.each(STATUTE_RULES)('$id names parties that exist', ({ obligor, obligee, followedBy, startsOn }) => {
    const known = [...ORGANISATION_NAMES, 'PARTY', 'OTHER', 'PLATFORM'];
    for (const name of [obligor, obligee, ...followedBy, ...startsOn.flatMap((start) => start.obligor ?? [])])
      expect(known).toContain(name);
  });

  const duties = STATUTE_RULES.filter(({ kind }) => kind === 'duty').flatMap((rule) =>
    rule.startsOn.map((start) => ({ rule, start, id: rule.id, act: start.act })),
  );
  test('is an agency or a party, but where the officer is bound in person', () => {
    const others = duties.filter(({ rule, start }) => {
      const bound = start.obligor ?? rule.obligor;
      return bound !== 'PARTY' && !(AGENCY_NAMES as string[]).includes(bound);
    });
    expect(others.map(({ id }) => id).toSorted()).toEqual(['APL-71', 'MEE10-59']);
  });

  test.each(duties)('an agency bound by $id since $act can do what ends it', ({ rule, start }) => {
    const bound = start.obligor ?? rule.obligor;
    if (!(AGENCY_NAMES as string[]).includes(bound)) return;
    const ending = rule.endsOn.filter(({ startedBy }) => startedBy?.includes(start.act) ?? true);
    expect(ending.map(({ act }) => ACTS[act].by)).toContain(bound as Agency);
  });

  test('what the sheet says of a breach, or of the end of the period, is said in Chinese', () => {
    const told = STATUTE_RULES.filter(({ id }) => rows.get(id)!.text.includes('\n    breach_text:'));
    expect(told.length).toBeGreaterThan(90);
    expect(told.filter(({ breach }) => !/[\u4e00-\u9fff]/.test(breach.zh)).map(({ id }) => id)).toEqual([]);
  });

  test('a breach opens acts of others than whoever is late', () => {
    for (const { obligor, breach } of STATUTE_RULES)
      for (const act of breach.opens) expect(ACTS[act].by).not.toBe(obligor);
  });
});

describe('the acts of a rule', () => {
  test.each(STATUTE_RULES)('$id is started by acts, by a lapse or on entry, or says why not', (rule) => {
    const carried = rule.startsOn.length > 0 || rule.startsOnLapseOf.length > 0 || ENTRY_RULES.has(rule.id as never);
    expect(rule.notCarried === null).toBe(carried);
    if (!carried) expect(rule.endsOn).toEqual([]);
  });

  const started = STATUTE_RULES.filter(({ startsOn }) => startsOn.length > 0);
  test.each(started)('$id ends after each of its starts, or by itself', (rule) => {
    for (const start of rule.startsOn) {
      const state = stateAfter(start);
      const ending = rule.endsOn.filter(({ startedBy }) => startedBy?.includes(start.act) ?? true);
      if (ending.length === 0) expect([start.act, runsOut(rule)]).toEqual([start.act, true]);
      else expect([start.act, ending.some((end) => follows(state, end))]).toEqual([start.act, true]);
    }
  });

  test.each(started)('$id: every act that ends, pauses, resumes, extends or is opened can follow a start', (rule) => {
    const lapsed = rule.startsOnLapseOf.flatMap(({ startedBy = [] }) => startedBy.map((act) => ({ act })));
    const states = [...rule.startsOn, ...lapsed].map((start) => ({ start: start.act, state: stateAfter(start) }));
    const own = [...rule.pausesOn, ...rule.resumesOn, ...rule.extensions, ...rule.breach.opens.map((act) => ({ act }))];
    // an act that starts the clock may let it stand still at once
    const following = own.filter(({ act }) => !rule.startsOn.some((start) => start.act === act));
    for (const entry of following)
      expect([entry.act, states.some(({ state }) => follows(state, entry))]).toEqual([entry.act, true]);
    for (const end of rule.endsOn) {
      const from = states.filter(({ start }) => end.startedBy?.includes(start) ?? true);
      expect([end.act, from.some(({ state }) => follows(state, end))]).toEqual([end.act, true]);
    }
    for (const act of rule.endsOn.flatMap(({ startedBy = [] }) => startedBy))
      expect(states.map(({ start }) => start)).toContain(act);
  });

  test.each(started)('$id is not paused and resumed, or started and extended, by the same act', (rule) => {
    for (const act of actsOf(rule.resumesOn)) expect(actsOf(rule.pausesOn)).not.toContain(act);
    for (const act of actsOf(rule.extensions)) expect(actsOf(rule.startsOn)).not.toContain(act);
  });

  test('read no field that stays in its agency', () => {
    for (const { startsOn, endsOn, pausesOn, resumesOn, extensions } of STATUTE_RULES)
      for (const entry of [...startsOn, ...endsOn, ...pausesOn, ...resumesOn, ...extensions])
        for (const field of [...Object.keys(entry.if ?? {}), ...Object.keys(entry.unless ?? {})])
          expect(ACTS[entry.act].payload?.[field]?.private).toBeUndefined();
  });
});

/** Pairs that begin with one act and may end with one, and are two duties all the same. */
const TWO_DUTIES: Readonly<Record<string, string>> = {
  'APL-60 MEE23-57': 'the law sets the 90 days; the ministry’s rule repeats them, is unsure (?) and only reminds',
  'APL-61 CR-7WD': 'service and publication; only the annulment ends both',
  'CPL-86 CPL-85': 'interrogation and delivery; only the end of the detention ends both',
  'CPL-86 CPL-91a': 'interrogation and the request for arrest; only the end of the detention ends both',
  'CPL-85 CPL-91a': 'delivery and the request for arrest; only the end of the detention ends both',
  'CR22-ACC CR22-FB': 'acceptance and result; only declining ends both',
  'H17-10 LJ-11': 'the handing over of items and the investigation; only the withdrawal ends both',
  'CR-7WD SAMR45-09': '双公示 and the enterprise publicity system of market regulation are two publications',
};

describe('texts that overlap', () => {
  const binds = ({ kind, conditional, yieldsTo }: Rule) => kind === 'duty' && !conditional && yieldsTo === null;
  const together = (a: Rule, b: Rule) =>
    (a.inForce.to ?? '9') >= (b.inForce.from ?? '0') && (b.inForce.to ?? '9') >= (a.inForce.from ?? '0');
  const doubled = STATUTE_RULES.filter(binds).flatMap((a, at, all) =>
    all
      .slice(at + 1)
      .filter((b) => together(a, b) && !a.replaces.includes(b.id) && !b.replaces.includes(a.id))
      .filter((b) => actsOf(a.endsOn).some((act) => actsOf(b.endsOn).includes(act)))
      .filter((b) => a.startsOn.some((one) => b.startsOn.some((other) => mayStartBoth(one, other))))
      .map((b) => `${a.id} ${b.id}`),
  );
  test('bind once: two duties that begin together are declared', () => {
    expect(doubled.toSorted()).toEqual(Object.keys(TWO_DUTIES).toSorted());
  });

  const yielding = STATUTE_RULES.filter(({ yieldsTo }) => yieldsTo !== null);
  test.each(yielding)('$id yields to a rule that binds itself and is in force with it', (rule) => {
    const other = ruleById(rule.yieldsTo!);
    expect([other.yieldsTo, together(rule, other)]).toEqual([null, true]);
    // the same notice, counted from an act between
    if (rule.id === 'PSR-184') return;
    expect(other.obligor).toBe(rule.obligor);
    expect(rule.startsOn.some(({ act }) => actsOf(other.startsOn).includes(act))).toBe(true);
  });

  test('what 17号 and the older texts count differently is decided for 17号', () => {
    for (const [other, rule] of [
      ['A310-08', 'H17-09a'],
      ['PSR-180a', 'H17-09a'],
      ['A310-09a', 'H17-11a'],
      ['PSR-181a', 'H17-11a'],
      ['A310-09b', 'H17-11b'],
      ['PSR-181b', 'H17-11b'],
      ['A310-12', 'H17-10'],
    ] as const)
      expect([other, ruleById(other).yieldsTo]).toEqual([other, rule]);
    // 17号 sets no time for the suggestion of supervision; the three days of 310号 only remind
    expect(ruleById('A310-09c')).toMatchObject({ kind: 'right', conditional: true, yieldsTo: null });
    expect([ruleById('H17-09b').replaces, ruleById('H17-09c').replaces]).toEqual([['H17-09a'], ['H17-09a', 'H17-09b']]);
  });
});

/** A state in which the act has just been done, reached by lawful acts. */
function stateAfter({ act, when }: StartingAct): CaseState {
  const path = findPath({}, { region: regionBefore(act, when as Region)! })!;
  const state: Record<string, string> = {};
  for (const name of [...path, act])
    for (const { track, to } of stepsOf(name)) state[track] = to(state[track] ?? 'NONE');
  return state;
}
function follows(state: CaseState, { act, when }: ActMatch): boolean {
  const region = regionBefore(act, when as Region | undefined);
  return region !== null && findPath(state, { region }) !== null;
}
/** Whether one act can start both: the same act, and no field of its payload that would have to say two things. */
function mayStartBoth(one: StartingAct, other: StartingAct): boolean {
  if (one.act !== other.act) return false;
  const excluded = (a: StartingAct, b: StartingAct) =>
    Object.entries(a.if ?? {}).some(([field, values]) => {
      const [wished, forbidden] = [b.if?.[field], b.unless?.[field]];
      return (
        (wished !== undefined && !values.some((value) => wished.includes(value))) ||
        (forbidden !== undefined && values.every((value) => forbidden.includes(value)))
      );
    });
  const neverTogether = Object.entries(one.when ?? {}).some(([track, states]) => {
    const others = Object.entries(other.when ?? {}).find(([name]) => name === track)?.[1];
    return others !== undefined && !states.some((state) => others.includes(state));
  });
  return !neverTogether && !excluded(one, other) && !excluded(other, one);
}
