import { describe, expect, test } from '@jest/globals';
import { blockedBy, decide } from '../acts/decide.ts';
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
    expect(propose({})).toEqual({ criminal: 'FILED', coercion: 'ARREST_REQUESTED' }));
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
