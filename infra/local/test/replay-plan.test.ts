import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockedBy } from '@xianjie/contracts/acts/lawful.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { inputOf, stableId } from '../replay/act-input.ts';
import { countLate } from '../replay/count-late.ts';
import { planDemoCases } from '../replay/demo-cases.ts';
import { stateAfter } from '../replay/missing-steps.ts';
import { partiesOf } from '../replay/parties.ts';
import { planActs } from '../replay/plan-acts.ts';
import { readCases, type PublishedCase } from '../replay/published-case.ts';
import { dateOf, isBefore } from '../replay/published-date.ts';
import { splitByPlace } from '../replay/split-by-place.ts';
import { BRANCHES, NOT_REPLAYABLE, PLACES_NOT_REPLAYABLE } from './replay-branches.ts';

const published = readCases(readFileSync(new URL('../data/published-cases.json', import.meta.url), 'utf8'));
/** A case of several places is one case of each. */
const sources = published.flatMap(splitByPlace);
const caseOf = (id: string) => sources.find((source) => source.id === id)!;
const actsOf = (source: PublishedCase) => {
  const planned = planActs(source);
  return 'reason' in planned ? [] : planned.plan.acts;
};

describe('the plan of a replay', () => {
  test.each(sources.map((source) => [source.id, source] as const))(
    '%s is replayed in the law’s order on published dates, or says what is missing',
    (id, source) => {
      const planned = planActs(source);
      const expected = NOT_REPLAYABLE[id] ?? PLACES_NOT_REPLAYABLE[source.place?.text ?? ''];
      expect('reason' in planned ? planned.reason : undefined).toBe(expected);
      if ('reason' in planned) return;
      const told = source.timeline!.filter(({ date }) => date);
      const own = told.filter(({ event }) => event !== 'publish');
      // the day of the publication stands in where nothing else is dated
      const dates = (own.length > 0 ? own : told).map(({ date }) => date!);
      let state: CaseState = {};
      for (const [index, { act, event, assumed, occurredAt, precision }] of planned.plan.acts.entries()) {
        expect([act, blockedBy(act, state)]).toEqual([act, null]);
        state = stateAfter(act, state);
        expect(['day', 'month', 'year']).toContain(precision);
        const own = event && dateOf(event);
        if (!assumed) expect({ occurredAt, precision }).toEqual(own);
        else expect(dates.some((date) => occurredAt.startsWith(date))).toBe(true);
        const before = planned.plan.acts[index - 1];
        if (before) expect(isBefore({ occurredAt, precision }, before)).toBe(false);
      }
    },
  );

  test.each(BRANCHES)('%s: %s', (id, _branch, acts, states) => {
    expect(
      actsOf(caseOf(id))
        .map(({ act }) => act)
        .join(' '),
    ).toBe(acts);
    expect(actsOf(caseOf(id)).reduce((state, { act }) => stateAfter(act, state), {})).toMatchObject(states);
  });

  test('every published event is an act or left out for a reason of its own', () => {
    for (const source of sources) {
      const planned = planActs(source);
      if ('reason' in planned) continue;
      const { acts, leftOut } = planned.plan;
      for (const event of source.timeline!)
        expect(acts.some((one) => one.event === event) || leftOut.some((one) => one.event === event.event)).toBe(true);
      for (const { reason } of leftOut) expect(reason).not.toBe('行为表中没有这种行为');
    }
  });

  test.each([
    ['EMF-009', 'transferCase', '2020-03-16', true],
    ['EMF-009', 'indict', '2020-08-07', false],
    ['EMF-036', 'turnCriminal', '2021-07-19', true],
    ['EMF-051', 'imposePenalty', undefined, undefined],
    ['EMF-051', 'pronounceJudgment', '2022-12', true],
    ['EMF-070', 'adviseTransfer', '2016-08', true],
    ['EMF-065', 'annulAdministrativeAct', '2019-04-03', true],
    ['EMF-077', 'imposePenalty', '2025-02-24', true],
  ])('%s: %s bears the date of a neighbour where it has none of its own', (id, name, date, assumed) => {
    const act = actsOf(caseOf(id)).find((one) => one.act === name);
    expect([act?.occurredAt.slice(0, date?.length), act?.assumed]).toEqual([date, assumed]);
  });

  test('an assumed date makes nobody late: the filing of a case transferred long before its trial is dated with the transfer', () => {
    for (const id of ['EMF-001', 'EMF-002', 'EMF-015']) {
      const acts = actsOf(caseOf(id));
      const at = (name: string) => acts.find(({ act }) => act === name)!.occurredAt;
      expect(at('fileCase')).toBe(at('transferCase'));
      expect(at('transferForProsecution')).not.toBe(at('transferCase'));
    }
    const late = sources.filter((source) => countLate(actsOf(source)) > 0).map(({ id }) => id);
    // on its own dates
    expect(late).toEqual(['EMF-011']);
  });

  test('an act that occurs twice keeps its first id and gets another', () => {
    const source = caseOf('EMF-047');
    const planned = actsOf(source)[1]!;
    const id = (nth: number) =>
      inputOf(planned, { source, caseId: 'c', origin: 'PUBLISHED', evidence: new Map(), nth })['actId'];
    expect(id(0)).toBe(stableId('c', planned.act));
    expect(new Set([id(0), id(1), id(2)]).size).toBe(3);
  });

  test('invents nothing: events cut or undated never make an act on a date nobody published, nor one out of order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.func(fc.boolean()), fc.func(fc.boolean()), (source, keep, dated) => {
        const timeline = source
          .timeline!.filter(keep)
          .map((event) => (dated(event) ? event : { ...event, date: null }));
        const acts = actsOf({ ...source, timeline });
        const dates = timeline.flatMap(({ date }) => date ?? []);
        for (const { occurredAt } of acts) expect(dates.some((date) => occurredAt.startsWith(date))).toBe(true);
        acts.reduce((before, next) => {
          expect(isBefore(next, before)).toBe(false);
          return next;
        }, acts[0]!);
      }),
    );
  });

  test.each([
    ['no place', { place: null }, '未载明行政区划代码'],
    ['nobody and not even what kind of body', { offender_units: [], persons: [] }, '未载明当事人'],
    ['no date', { timeline: [{ event: 'inspection', date: null }] }, '没有一个办理环节载明日期'],
    [
      'only when it was published',
      { timeline: [{ event: 'publish', date: '2020-01-01' }] },
      '未载明任何机关的办理行为',
    ],
  ])('a case that says %s is reported', (_title, over, reason) => {
    expect(planActs({ ...sources[0]!, ...over } as PublishedCase)).toEqual({ reason });
  });

  test('a case of several places is one case of each province named, with its own units and incidents', () => {
    const parts = splitByPlace(published.find(({ id }) => id === 'EMF-004')!);
    expect(parts.map(({ place, offender_units: units, timeline }) => [place!.gb2260, units!.length, timeline!.length]))
      // the last three are only named: what happened there was not published
      .toEqual([
        ['530000', 1, 2],
        ['360000', 1, 2],
        ['430000', 1, 3],
        ['320000', 0, 1],
        ['420000', 0, 1],
        ['450000', 0, 1],
      ]);
    expect(parts[2]!.timeline!.map(({ detail }) => detail?.slice(0, 2))).toEqual(['邵阳', '常德', undefined]);
    const nowhere = { ...published[0]!, place: { text: '某地、云南红河', gb2260: null } };
    expect(splitByPlace(nowhere)).toEqual([nowhere]);
  });

  test('an unnamed discharger is a party that says so', () => {
    const source = { ...caseOf('EMF-047'), offender_units: [], persons: [] };
    expect(actsOf(source).length).toBeGreaterThan(0);
    expect(partiesOf(source)).toEqual([{ name: '未载明', uscc: null, role: 'POLLUTANT_DISCHARGER' }]);
  });

  test('a demo case is lawful, ends in the present and says that it is one', () => {
    const now = new Date('2026-11-24T12:00:00Z');
    for (const { source, plan: demo } of planDemoCases(sources, now)) {
      expect(source.title).toMatch(/^【演示】/);
      let state: CaseState = {};
      for (const { act, occurredAt } of demo.acts) {
        expect([source.id, act, blockedBy(act, state)]).toEqual([source.id, act, null]);
        state = stateAfter(act, state);
        expect(Date.parse(occurredAt)).toBeLessThanOrEqual(now.getTime());
      }
    }
  });
});
