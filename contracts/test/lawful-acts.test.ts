import { describe, expect, test } from '@jest/globals';
import { blockedBy, lawfulActs, leadsTo } from '../acts/lawful.ts';
import { ACT_NAMES, ACTS, type ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import { AGENCY_NAMES } from '../agencies.ts';
import { couldEnd, wouldStart } from '../clock/preview.ts';
import { ruleById, STATUTES } from '../clock/statutes.ts';

const AT = '2026-11-24T10:00:00+08:00';
/** A state in which the act is lawful. */
const before = (act: ActName): CaseState =>
  Object.fromEntries(Object.entries(ACTS[act].moves).map(([track, { from }]) => [track, from[0]])) as CaseState;
const idsOf = (previews: readonly { rule: { id: string } }[]) => previews.map(({ rule }) => rule.id).toSorted();

describe('the acts lawful for an agency', () => {
  test('are those of its rows that no track blocks', () => {
    const state: CaseState = { administrative: 'INVESTIGATING', criminal: 'ACCEPTED' };
    expect(lawfulActs('PUBLIC_SECURITY', state)).toEqual(
      expect.arrayContaining(['fileCase', 'refuseFiling', 'giveIncompleteNotice', 'returnCase']),
    );
    for (const agency of AGENCY_NAMES)
      for (const act of ACT_NAMES)
        expect([act, lawfulActs(agency, state).includes(act)]).toEqual([
          act,
          ACTS[act].by === agency && blockedBy(act, state) === null,
        ]);
  });
  test('the police has none of its filing acts on a case that it was not sent', () => {
    const acts = lawfulActs('PUBLIC_SECURITY', { administrative: 'INVESTIGATING' });
    for (const act of ['acceptCase', 'fileCase', 'requestArrest'] as const) expect(acts).not.toContain(act);
  });
});

describe('a road that the law', () => {
  const refused: CaseState = { criminal: 'FILING_REFUSED', notice: 'GIVEN' };
  const held: CaseState = { criminal: 'FILED', coercion: 'ON_BAIL' };
  const dropped: CaseState = { criminal: 'NOT_PROSECUTED', nonProsecutionNotice: 'GIVEN' };
  test.each<[string, ActName, CaseState]>([
    ['police that refused file by themselves', 'fileCase', { ...refused, supervision: 'REASONS_DEMANDED' }],
    ['what was withdrawn is filed again on new facts', 'fileCase', { criminal: 'WITHDRAWN', notice: 'GIVEN' }],
    ['the procuratorate asks again, on its own motion', 'demandReasons', { ...refused, supervision: 'RESULT_TOLD' }],
    ['supervised filing, then withdrawn', 'demandReasons', { criminal: 'WITHDRAWN', supervision: 'FILED_ON_ORDER' }],
    [
      'an opinion to penalise whom it did not prosecute while it reviews the rest',
      'issueOpinion',
      { criminal: 'UNDER_REVIEW', severance: 'NOT_PROSECUTED', nonProsecutionNotice: 'DUE' },
    ],
    ['their decision is served', 'serveNonProsecution', { criminal: 'ON_TRIAL', nonProsecutionNotice: 'GIVEN' }],
    [
      'detention of whom the procuratorate did not prosecute in the end',
      'approveDetentionTransfer',
      { administrative: 'SERVED', criminal: 'WITHDRAWN_NOT_PROSECUTED' },
    ],
    ['a ban for each person', 'imposePracticeBan', { criminal: 'EFFECTIVE', practiceBan: 'REGISTERED' }],
    ['an entry for each ban', 'registerPracticeBan', { practiceBan: 'REGISTERED' }],
    ['fines of each party offset', 'offsetFine', { criminal: 'EFFECTIVE', fineOffset: 'OFFSET' }],
    ['a hearing is put off after its notice', 'scheduleHearing', { administrative: 'HEARING_NOTIFIED' }],
    ['a hearing whose party stays away', 'endHearing', { administrative: 'HEARING_NOTIFIED' }],
    ['items go to the competent organ that filed', 'handOverItemsElsewhere', { criminal: 'FILED_ELSEWHERE' }],
    ['the result of an exemption is told', 'tellHandling', { administrative: 'SERVED', criminal: 'EFFECTIVE' }],
    ['the trial is late', 'proposeTrialCorrection', { criminal: 'ON_TRIAL' }],
    ['a refusal of arrest is contested', 'objectToArrestRefusal', { ...held, arrestRefusal: 'REFUSED' }],
    ['and changed', 'changeArrestRefusal', { coercion: 'ON_BAIL', arrestRefusal: 'OBJECTED' }],
    ['a decision not to prosecute is contested', 'objectToNonProsecution', dropped],
    ['and reviewed', 'requestNonProsecutionReview', { ...dropped, nonProsecutionReview: 'UPHELD' }],
    ['and taken back, on the petition of the victim too', 'revokeNonProsecution', dropped],
    ['technical advice in the second instance', 'askTechnicalOpinion', { criminal: 'ON_APPEAL' }],
  ])('gives: %s', (_what, act, state) => expect(blockedBy(act, state)).toBeNull());

  test.each<[string, ActName, CaseState]>([
    ['an opinion to penalise, with nobody unprosecuted', 'issueOpinion', { criminal: 'INDICTED' }],
    ['filing beside an order to file', 'fileCase', { ...refused, supervision: 'FILING_ORDERED' }],
    ['filing beside an open request', 'fileCase', { ...refused, reconsideration: 'REQUESTED' }],
  ])('forbids: %s', (_what, act, state) => expect(blockedBy(act, state)).not.toBeNull());

  test('a request for reconsideration is answered when the case is filed on order', () => {
    const state: CaseState = { ...refused, supervision: 'FILING_ORDERED', reconsideration: 'REQUESTED' };
    expect(leadsTo('fileOnOrder', state)).toMatchObject({ criminal: 'FILED', reconsideration: 'OVERTURNED' });
    expect(couldEnd(ruleById('H17-11b'), 'requestReconsideration', 'fileOnOrder', state)).toBe(true);
  });
});

describe('the clocks an act would start', () => {
  test.each(ACT_NAMES)('%s: all that do start are told, and what depends on nothing does start', (act) => {
    const state = before(act);
    const told = wouldStart(act, state, AT);
    const started = STATUTES.startedBy(
      { act, occurredAt: AT, precision: 'minute', payload: {} },
      { ...state, ...leadsTo(act, state) },
    );
    expect(idsOf(told)).toEqual(expect.arrayContaining(idsOf(started)));
    expect(idsOf(started)).toEqual(
      expect.arrayContaining(idsOf(told.filter(({ dependsOn }) => dependsOn.length === 0))),
    );
  });

  test.each<[string, ActName, CaseState, string, string[]]>([
    ['whose text says so', 'acceptCase', { criminal: 'TRANSFERRED' }, AT, ['H17-08a', 'H17-09a']],
    [
      'only in the version in force then',
      'filePenaltyCase',
      { administrative: 'INVESTIGATING' },
      '2019-05-05T10:00:00+08:00',
      ['MEE10-55'],
    ],
  ])('%s', (_what, act, state, at, rules) => {
    expect(idsOf(wouldStart(act, state, at))).toEqual(expect.arrayContaining(rules));
  });

  test('what only a field of the act decides is told with that field', () => {
    const depending = ACT_NAMES.flatMap((act) => wouldStart(act, before(act), AT)).filter(
      ({ dependsOn }) => dependsOn.length > 0,
    );
    expect(depending.length).toBeGreaterThan(5);
    for (const act of ACT_NAMES)
      for (const { rule, dependsOn } of wouldStart(act, before(act), AT))
        for (const field of dependsOn) {
          const known = field in (ACTS[act].payload ?? {}) || rule.startsOn.some((entry) => entry.act !== act);
          expect([act, rule.id, field, known || rule.variants.length > 0]).toEqual([act, rule.id, field, true]);
        }
  });
});

test('an act could end the clocks its statute says, of what started them', () => {
  const state: CaseState = { criminal: 'ACCEPTED' };
  expect(couldEnd(ruleById('H17-09a'), 'acceptCase', 'fileCase', state)).toBe(true);
  expect(couldEnd(ruleById('H17-09a'), 'acceptCase', 'extendForVerification', state)).toBe(false);
});
