import { describe, expect, test } from '@jest/globals';
import { ACT_NAMES, actsOf, ACTS, CONFIDENTIAL_ACTS, type ActName } from '../acts/index.ts';
import { documentsOf } from '../acts/act.ts';
import { DOCUMENTS } from '../acts/documents.ts';
import { DUTY_CRIME_KINDS, recipientsOfAct, ROUTES } from '../acts/routes.ts';
import { TRACK_NAMES, TRACKS, type Track } from '../acts/tracks.ts';
import { AGENCY_NAMES, EXTERNAL_BODIES, READERS, type Agency, type Role } from '../agencies.ts';
import { UNCHECKED } from '../articles.ts';
import { STATUTE_RULES } from '../clock/statutes.ts';
import { articleZh } from '../papers/instruments.ts';
import { findPath, regionBefore } from './find-path.ts';
import { instrumentsOf } from './instruments.ts';
import { SETTLED, settledStates } from './settled-states.ts';
import { arrowsOf, reachableStates, statesOf, stepsOf } from './table-moves.ts';

const ROLES_OF: Readonly<Record<Agency, readonly Role[]>> = {
  ENVIRONMENT: ['OFFICER', 'HEAD'],
  QUALITY_SUPERVISION: ['OFFICER', 'HEAD'],
  PUBLIC_SECURITY: ['OFFICER', 'HEAD'],
  PROCURATORATE: ['OFFICER', 'HEAD'],
  COURT: ['CLERK', 'JUDGE'],
};
/** Acts that ask for the same states of the same tracks because they are different steps at one point of the road. */
const TWINS: readonly (readonly ActName[])[] = [
  ['startUrgentInvestigation', 'extendPenaltyFiling'],
  ['extendForVerification', 'extendAsMajor'],
  ['interrogateDetainee', 'deliverAndTellFamily'],
  ['extendReview', 'reviewExpedited', 'extendExpeditedReview', 'takeOverReview'],
  ['changeProcedure', 'takeOverTrial', 'extendTrial'],
];
/** Instruments acts rest on that set no period of the hub; the names stand in no statute file. */
const OTHER_INSTRUMENTS = [
  '环发〔2015〕175号',
  '法释〔2023〕7号',
  '发改委令36号', // 发改委令第36号 in the statutes
  '检验检测机构监督管理办法',
  '市场监督管理行政处罚信息公示规定', // 市场监管总局令45号
  '市场监督管理投诉举报处理暂行办法', // 市场监管投诉举报处理暂行办法
];
const doubles = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);
const fieldsOf = (act: ActName) => Object.entries(ACTS[act].payload ?? {});

describe('a track', () => {
  test.each(TRACK_NAMES)('%s: every state is reached from NONE', (track) => {
    const reached = reachableStates(track);
    expect(statesOf(track).filter((state) => !reached.has(state))).toEqual([]);
  });

  test.each(TRACK_NAMES)('%s: every state is left or declared an end, and no declared end is left', (track) => {
    const left = new Set(arrowsOf(track).map(({ from }) => from));
    const ends = statesOf(track).filter((state) => state !== 'NONE' && !left.has(state));
    expect(ends.toSorted()).toEqual([...SETTLED[track].ends].toSorted());
    for (const rest of SETTLED[track].rests) expect(left).toContain(rest);
  });

  test.each(TRACK_NAMES)('%s: from every state the case can come to an end or a rest', (track) => {
    const goal = { region: { [track]: settledStates(track) } };
    // with every other track as it stands where the state is first reached
    for (const state of statesOf(track).filter((one) => one !== 'NONE')) {
      const there: Record<string, string> = {};
      for (const act of findPath({}, { region: { [track]: [state] } })!)
        for (const step of stepsOf(act)) there[step.track] = step.to(there[step.track] ?? 'NONE');
      expect([state, findPath(there, goal)]).toEqual([state, expect.any(Array)]);
    }
  });

  test('Chinese names of tracks are unique, those of states within their track', () => {
    expect(doubles(TRACK_NAMES.map((track) => TRACKS[track].zh))).toEqual([]);
    for (const track of TRACK_NAMES) expect(doubles(Object.values<string>(TRACKS[track].states))).toEqual([]);
  });
});

describe('the table of acts', () => {
  test.each(ACT_NAMES)('%s can happen, by someone of its agency, from states that exist', (name) => {
    const { by, roles, moves, to = [], cc = [], external = [] } = ACTS[name];
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) expect(ROLES_OF[by]).toContain(role);
    expect([...to, ...cc]).not.toContain(by);
    expect(doubles([...to, ...cc, ...external])).toEqual([]);
    for (const body of external) expect(Object.keys(EXTERNAL_BODIES)).toContain(body);
    for (const one of [...to, ...cc]) expect([...AGENCY_NAMES, ...Object.keys(READERS)]).toContain(one);
    expect(Object.keys(moves).length).toBeGreaterThan(0);
    for (const [track, { from, to: next }] of Object.entries(moves)) {
      const states = statesOf(track as Track);
      expect(from.length).toBeGreaterThan(0);
      expect(doubles(from)).toEqual([]);
      for (const state of from) expect(states).toContain(state);
      for (const [state, target] of Object.entries(typeof next === 'object' ? next : {})) {
        expect(from).toContain(state);
        expect(states).toContain(target);
      }
      if (typeof next === 'string') expect(states).toContain(next);
    }
    expect(findPath({}, { region: regionBefore(name)! })).toEqual(expect.any(Array));
  });

  test('an act that opens a case starts from nothing, and some act opens', () => {
    const opening = ACT_NAMES.filter((name) => ACTS[name].opens);
    expect(opening.length).toBeGreaterThan(0);
    for (const name of opening) for (const { from } of stepsOf(name)) expect(from).toContain('NONE');
  });

  test('no two acts of an agency do the same from the same states, but the declared', () => {
    const twins = [...Map.groupBy(ACT_NAMES, (name) => ACTS[name].by + JSON.stringify(ACTS[name].moves)).values()];
    expect(twins.filter((names) => names.length > 1)).toEqual(TWINS);
    for (const names of TWINS)
      for (const name of names)
        for (const { from, to } of stepsOf(name)) for (const at of from) expect(to(at)).toBe(at);
  });

  test('names are unique in Chinese and in English, and every agency acts', () => {
    for (const language of ['zh', 'en'] as const)
      expect(doubles(ACT_NAMES.map((name) => ACTS[name][language]))).toEqual([]);
    for (const agency of AGENCY_NAMES) expect(actsOf(agency).length).toBeGreaterThan(0);
  });

  test('every act rests on an instrument that the project knows, and no instrument is declared in vain', () => {
    const known = [...instrumentsOf(), ...OTHER_INSTRUMENTS].map(bare);
    const named = ACT_NAMES.map((name) => [name, bare(ACTS[name].article.split(' ')[0]!)] as const);
    expect(named.filter(([, instrument]) => !known.includes(instrument))).toEqual([]);
    expect(OTHER_INSTRUMENTS.filter((one) => !named.some(([, instrument]) => instrument === bare(one)))).toEqual([]);
  });

  test('an article that the statutes mark as unchecked is marked so where an act rests on it, and in no paper', () => {
    const unchecked = STATUTE_RULES.filter(({ article }) => article.endsWith(UNCHECKED)).flatMap(
      ({ article, instrument }) => {
        const [source, place] = article.slice(0, -UNCHECKED.length).split(' ') as [string, string];
        return [source, instrument].map((name) => `${bare(name)} ${place}`);
      },
    );
    const certain = ACT_NAMES.filter((name) => {
      const [instrument, place] = ACTS[name].article.split(' ') as [string, string?];
      return unchecked.includes(`${bare(instrument)} ${place}`);
    });
    expect(certain).toEqual([]);
    expect(ACTS.urgeInvestigation.article).toBe(`高检会〔2010〕5号 第11条${UNCHECKED}`);
    expect(articleZh('urgeInvestigation')).toBe('《关于刑事立案监督有关问题的规定（试行）》（高检会〔2010〕5号）');
  });

  test('what 17号 art. 34 makes an agency enter is marked with that agency’s own rule', () => {
    const rule = {
      ENVIRONMENT: 'H17-34-1',
      PUBLIC_SECURITY: 'H17-34-2',
      PROCURATORATE: 'H17-34-3',
      COURT: 'H17-34-3',
      QUALITY_SUPERVISION: undefined,
    };
    for (const name of ACT_NAMES)
      if (ACTS[name].entryDuty) expect([name, ACTS[name].entryDuty]).toEqual([name, rule[ACTS[name].by]]);
  });
});

describe('what an act carries', () => {
  test('documents exist, and each is used', () => {
    const used = new Set<string>(ACT_NAMES.flatMap((name) => documentsOf(ACTS[name])));
    expect([...used].filter((name) => !Object.hasOwn(DOCUMENTS, name))).toEqual([]);
    expect(Object.keys(DOCUMENTS).filter((name) => !used.has(name))).toEqual([]);
    expect(doubles(Object.values(DOCUMENTS).map(({ zh }) => zh))).toEqual([]);
  });

  test('documents drawn up with a field are drawn up with a field the act has', () => {
    for (const name of ACT_NAMES)
      for (const field of Object.keys(ACTS[name].documentsWith ?? {}))
        expect(Object.keys(ACTS[name].payload ?? {})).toContain(field);
  });

  test('a choice has values with Chinese names, and nothing else has values', () => {
    for (const name of ACT_NAMES)
      for (const [field, { kind, values }] of fieldsOf(name)) {
        expect([name, field, values !== undefined]).toEqual([name, field, kind === 'choice']);
        if (values) expect(Object.keys(values).length).toBeGreaterThan(0);
        for (const zh of Object.values(values ?? {})) expect(zh).toMatch(/[\u4e00-\u9fff]/);
      }
  });

  test('private fields are optional and only in confidential acts', () => {
    const secret = ACT_NAMES.flatMap((name) =>
      fieldsOf(name).flatMap(([field, { private: own, optional }]) => (own ? [{ name, field, optional }] : [])),
    );
    expect(secret.length).toBeGreaterThan(0);
    for (const { name, optional } of secret) {
      expect(CONFIDENTIAL_ACTS).toContain(name);
      expect(optional).toBe(true);
    }
  });

  test('fields of the same name within an act differ in their Chinese name', () => {
    for (const name of ACT_NAMES) expect([name, doubles(fieldsOf(name).map(([, { zh }]) => zh))]).toEqual([name, []]);
  });
});

describe('a route', () => {
  const days = ['2016-12-31', '2017-01-25', '2018-03-19', '2018-03-20', '2026-11-24', '9999-12-31'];
  test.each(days)('answers on %s for every kind of duty crime', (day) => {
    for (const kind of Object.keys(DUTY_CRIME_KINDS)) {
      const { to, external } = ROUTES.dutyCrime(day, { kind });
      expect(to.length + external.length).toBeGreaterThan(0);
    }
  });
  test('leads public officials to the supervision commission since the reform', () => {
    const sent = (at: string, kind: string) =>
      recipientsOfAct(ACTS.referDutyCrimeClue, `${at}T12:00:00+08:00`, { kind });
    expect(sent('2018-03-19', 'PUBLIC_OFFICIAL').to).toEqual(['PROCURATORATE']);
    expect(sent('2018-03-20', 'PUBLIC_OFFICIAL').external).toEqual(['SUPERVISION_COMMISSION']);
    expect(sent('2026-01-01', 'JUDICIAL_STAFF').to).toEqual(['PROCURATORATE']);
  });
  test('is used by an act, never leads back to it, and covers the kinds of its payload', () => {
    const routed = ACT_NAMES.filter((name) => ACTS[name].route);
    expect(new Set(routed.map((name) => ACTS[name].route))).toEqual(new Set(Object.keys(ROUTES)));
    for (const name of routed)
      for (const day of days)
        for (const kind of Object.keys(ACTS[name].payload!['kind']!.values!))
          expect(ROUTES[ACTS[name].route!](day, { kind }).to).not.toContain(ACTS[name].by);
  });
});

/** The name of an instrument without its year or issue. */
function bare(name: string): string {
  return name.replace(/[(（][^)）]*[)）]$/, '');
}
