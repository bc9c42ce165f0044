import { describe, expect, test } from '@jest/globals';
import { decide, type LastMove } from '../acts/decide.ts';
import { blockedBy } from '../acts/lawful.ts';
import { compareLegal } from '../acts/legal-time.ts';
import type { CaseState } from '../acts/tracks.ts';
import type { Identity } from '../agencies.ts';

const now = new Date('2026-11-24T10:00:00+08:00');
const identity: Identity = {
  sub: 'psb',
  name: '张某',
  organisation: 'PUBLIC_SECURITY',
  roles: ['HEAD'],
  division: '220100',
};
const document = { name: 'ARREST_REQUEST', number: '1' } as const;
const filed: CaseState = { criminal: 'FILED' };
const propose = (over: object, state = filed, lastMoves = {}) =>
  decide(
    { act: 'requestArrest', identity, occurredAt: now, precision: 'minute', documents: [document], now, ...over },
    { state, lastMoves },
  );
const codeOf = (work: () => unknown) => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

describe('a decision', () => {
  test('leads to the states the row says and leaves those it only asks for', () =>
    expect(propose({})).toEqual({ criminal: 'FILED', coercion: 'ARREST_REQUESTED_AT_LARGE' }));
  test('leads from each state where the table says', () => {
    const act = 'approveTransfer';
    const head = { ...identity, organisation: 'ENVIRONMENT' };
    const after = (criminal: 'TRANSFER_REQUESTED' | 'RETRANSFER_REQUESTED') =>
      propose({ act, identity: head }, { criminal }).criminal;
    expect(after('TRANSFER_REQUESTED')).toBe('TRANSFER_APPROVED');
    expect(after('RETRANSFER_REQUESTED')).toBe('RETRANSFER_APPROVED');
  });
  test.each([
    ['UNAUTHENTICATED', { identity: null }],
    ['WRONG_AGENCY', { identity: { ...identity, organisation: 'ENVIRONMENT' } }],
    ['WRONG_ROLE', { identity: { ...identity, roles: ['OFFICER'] } }],
    ['MISSING_DOCUMENT', { documents: [] }],
    ['MISSING_DOCUMENT', { documents: [{ name: 'ARREST_REQUEST' }] }],
    ['OCCURRED_IN_FUTURE', { occurredAt: new Date('2026-11-24T10:01:00+08:00') }],
    ['allowed', { occurredAt: new Date('2026-11-24T23:00:00+08:00'), precision: 'day' }],
  ])('is %s', (code, over) => expect(codeOf(() => propose(over))).toBe(code));
  test('asks for no document that the hub draws up', () =>
    expect(codeOf(() => propose({ act: 'extendAsMajor', documents: [] }, { criminal: 'ACCEPTED' }))).toBe('allowed'));
  test('is refused from another state, naming track and state', () => {
    expect(codeOf(() => propose({}, { criminal: 'ACCEPTED' }))).toBe('NOT_FROM_THIS_STATE');
    expect(blockedBy('requestArrest', { criminal: 'ACCEPTED' })).toEqual({ track: 'criminal', state: 'ACCEPTED' });
    expect(blockedBy('requestArrest', {})).toEqual({ track: 'criminal', state: 'NONE' });
  });
  test('is refused before the step it follows, as exactly as both are known', () => {
    const last = { criminal: { act: 'fileCase', at: new Date('2026-11-24T09:00:00+08:00'), precision: 'minute' } };
    const occurredAt = new Date('2026-11-24T08:00:00+08:00');
    expect(codeOf(() => propose({ occurredAt }, filed, last))).toBe('OCCURRED_BEFORE_PREVIOUS');
    expect(codeOf(() => propose({ occurredAt, precision: 'day' }, filed, last))).toBe('allowed');
    expect(codeOf(() => propose({ occurredAt }, filed, { report: last.criminal }))).toBe('allowed');
  });
});

test.each([
  ['2016-03-01T09:00:00+08:00', 'month', '2016-03-20T09:00:00+08:00', 'day', 0],
  ['2016-04-01T00:00:00+08:00', 'month', '2016-03-31T23:00:00+08:00', 'day', 1],
  ['2016-12-31T23:00:00+08:00', 'year', '2016-01-01T00:00:00+08:00', 'minute', 0],
  ['2016-03-31T15:59:59Z', 'day', '2016-03-31T16:00:00Z', 'minute', -1],
] as const)('%s to the %s against %s to the %s', (at, precision, other, otherPrecision, sign) => {
  expect(Math.sign(compareLegal({ at, precision }, { at: other, precision: otherPrecision }))).toBe(sign);
});

describe('an act that has to wait', () => {
  const judge = { ...identity, organisation: 'COURT' as const, roles: ['CLERK' as const] };
  const served = {
    act: 'serveJudgment' as const,
    at: new Date('2026-09-22T10:00:00+08:00'),
    precision: 'day' as const,
  };
  const declare = (day: string) =>
    codeOf(() =>
      propose(
        { act: 'declareEffective', identity: judge, documents: [], occurredAt: new Date(`${day}T10:00:00+08:00`) },
        { criminal: 'JUDGED', service: 'SERVED' },
        { service: served },
      ),
    );
  test('is refused while the period runs, and lawful the day after', () => {
    // ten days from 22 September end in the October holidays
    expect(declare('2026-10-08')).toBe('TOO_EARLY');
    expect(declare('2026-10-09')).toBe('allowed');
  });

  const bureau = { ...identity, organisation: 'ENVIRONMENT' as const, roles: ['HEAD' as const, 'OFFICER' as const] };
  const procuratorate = { ...identity, organisation: 'PROCURATORATE' as const, roles: ['HEAD' as const] };
  const told = (act: LastMove['act'], day: string, payload: LastMove['payload'] = {}): LastMove => ({
    act,
    at: new Date(`${day}T10:00:00+08:00`),
    precision: 'minute',
    payload,
  });
  const penalise = { act: 'imposePenalty', identity: bureau, state: { administrative: 'RIGHTS_TOLD' } } as const;
  const sue = { act: 'fileAdministrativeSuit', identity: procuratorate, state: { advice: 'ISSUED' } } as const;
  const ask = {
    act: 'requestReconsideration',
    identity: bureau,
    state: { criminal: 'FILING_REFUSED', notice: 'GIVEN' },
  } as const;
  const urge = {
    act: 'demandReasons',
    identity: { ...procuratorate, roles: ['OFFICER' as const] },
    state: { criminal: 'ACCEPTED' },
  } as const;
  const enforce = { act: 'applyForEnforcement', identity: bureau, state: { administrative: 'URGED' } } as const;
  const urged = { administrative: told('urgePerformance', '2026-03-20') };
  const object = {
    act: 'objectToWithdrawalOrder',
    identity,
    state: { withdrawalSupervision: 'WITHDRAWAL_ORDERED' },
  } as const;
  const contest = {
    act: 'protest',
    identity: procuratorate,
    state: { criminal: 'JUDGED', service: 'SERVED' },
  } as const;
  const PAPERS = [
    { name: 'ADMINISTRATIVE_COMPLAINT', number: '1号' },
    { name: 'PROTEST', number: '1号' },
  ];
  test.each([
    // five working days for the request of a hearing, if it was offered
    [penalise, { administrative: told('tellRights', '2026-04-28', { hearing: true }) }, '2026-05-08', 'TOO_EARLY'],
    [penalise, { administrative: told('tellRights', '2026-04-28', { hearing: true }) }, '2026-05-09', 'allowed'],
    [penalise, { administrative: told('tellRights', '2026-04-28') }, '2026-04-29', 'allowed'],
    // two months for the reply, fifteen days when it is urgent; a reply ends the waiting
    [sue, { advice: told('suggestPerformance', '2026-03-02') }, '2026-04-20', 'TOO_EARLY'],
    [sue, { advice: told('suggestPerformance', '2026-03-02', { urgent: true }) }, '2026-04-20', 'allowed'],
    [
      { ...sue, state: { advice: 'REPLIED' } },
      { advice: told('replyToAdvice', '2026-03-09') },
      '2026-03-10',
      'allowed',
    ],
    // three working days for reconsideration, then the right is gone
    [ask, { notice: told('notifyDecision', '2026-02-13') }, '2026-02-25', 'allowed'],
    [ask, { notice: told('notifyDecision', '2026-02-13') }, '2026-02-26', 'TOO_LATE'],
    // what was accepted is not late for three days; after a refusal nobody waits
    [urge, { criminal: told('acceptCase', '2026-03-04') }, '2026-03-09', 'TOO_EARLY'],
    [urge, { criminal: told('acceptCase', '2026-03-04') }, '2026-03-10', 'allowed'],
    [urge, { criminal: told('notifyDecision', '2026-03-04') }, '2026-03-04', 'allowed'],
    // ten days after urging, and no more suit possible: six months after service, fifteen days after reconsideration
    [enforce, { ...urged, remedy: told('servePenaltyDecision', '2026-01-05') }, '2026-07-06', 'TOO_EARLY'],
    [enforce, { ...urged, remedy: told('servePenaltyDecision', '2026-01-05') }, '2026-07-07', 'allowed'],
    [enforce, { ...urged, remedy: told('recordDecisionUpheld', '2026-03-20') }, '2026-04-08', 'allowed'],
    [enforce, { ...urged, remedy: told('dismissAdministrativeClaim', '2026-03-20') }, '2026-03-30', 'TOO_EARLY'],
    [enforce, { ...urged, remedy: told('dismissAdministrativeClaim', '2026-03-20') }, '2026-03-31', 'allowed'],
    // five days against the order to withdraw, ten for the protest
    [object, { withdrawalSupervision: told('orderWithdrawal', '2026-03-02') }, '2026-03-09', 'allowed'],
    [object, { withdrawalSupervision: told('orderWithdrawal', '2026-03-02') }, '2026-03-10', 'TOO_LATE'],
    [contest, { service: told('serveJudgment', '2026-09-22') }, '2026-10-08', 'allowed'],
    [contest, { service: told('serveJudgment', '2026-09-22') }, '2026-10-09', 'TOO_LATE'],
  ] as const)('%j since %j on %s: %s', ({ state, ...proposal }, lastMoves, day, code) => {
    const occurredAt = new Date(`${day}T10:00:00+08:00`);
    expect(codeOf(() => propose({ ...proposal, occurredAt, documents: PAPERS } as never, state, lastMoves))).toBe(code);
  });
});
