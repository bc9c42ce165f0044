import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ACCESS, FIELD_GROUPS, maySee, STAGES, type FieldGroup, type Stage } from '../access/index.ts';
import { blockedBy, decide } from '../acts/decide.ts';
import { ACT_NAMES, ACTS } from '../acts/index.ts';
import { compareLegal } from '../acts/legal-time.ts';
import { TRACKS, TRACK_NAMES, type CaseState, type Track } from '../acts/tracks.ts';
import { ORGANISATION_NAMES, type Identity } from '../agencies.ts';
import { STATUTE_RULES } from '../clock/statutes.ts';
import { ERRORS, refuse } from '../errors.ts';

const moves = ACT_NAMES.flatMap((act) =>
  Object.entries(ACTS[act].moves).map(([track, move]) => ({ act, track: track as Track, ...move })),
);

describe('the table of acts', () => {
  test.each(TRACK_NAMES)('every state of the track %s is reached, and left unless it is an end', (track) => {
    const ends = [
      'JUDGED',
      'NOT_PROSECUTED',
      'SUPPLEMENTED',
      'HANDED_OVER',
      'UPHELD',
      'OVERTURNED',
      'FILED_ON_ORDER',
      'COPIED',
      'HANDLED',
      'PENALISED',
    ];
    const states = Object.keys(TRACKS[track].states).filter((state) => state !== 'NONE');
    const reached = new Set(moves.filter((move) => move.track === track).map(({ to }) => to));
    const left = new Set(
      moves.filter((move) => move.track === track && move.to).flatMap(({ from }) => from as string[]),
    );
    expect(states.filter((state) => !reached.has(state as never))).toEqual([]);
    expect(states.filter((state) => !left.has(state) && !ends.includes(state))).toEqual([]);
  });

  test.each(ACT_NAMES)('%s names its article, who may do it, and states that exist', (name) => {
    const { article, roles, moves: own, to = [], cc = [], by } = ACTS[name];
    expect(article).toMatch(/\S/);
    expect(roles.length).toBeGreaterThan(0);
    expect(Object.keys(own).length).toBeGreaterThan(0);
    expect([...to, ...cc]).not.toContain(by);
    for (const [track, { from, to: next }] of Object.entries(own)) {
      const states = Object.keys(TRACKS[track as Track].states);
      for (const state of [...from, ...(next ? [next] : [])]) expect(states).toContain(state);
      expect(from.length).toBeGreaterThan(0);
    }
  });

  test('every act is in the vocabulary', () => {
    const vocabulary = readFileSync(new URL('../vocabulary.md', import.meta.url), 'utf8');
    expect(ACT_NAMES.filter((name) => !vocabulary.includes(name))).toEqual([]);
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

  test('the acts that 17号 copies to the procuratorate go there by themselves', () => {
    for (const name of ['transferCase', 'notifyDecision', 'returnCase'] as const)
      expect(ACTS[name].cc).toContain('PROCURATORATE');
  });
});

describe('a decision', () => {
  const now = new Date('2026-11-24T10:00:00+08:00');
  const identity: Identity = {
    sub: 'psb',
    name: '张某',
    organisation: 'PUBLIC_SECURITY',
    roles: ['OFFICER'],
    division: '220100',
  };
  const propose = (over: object, state: CaseState = { criminal: 'TRANSFERRED' }, lastMoves = {}) =>
    decide(
      {
        act: 'acceptCase',
        identity,
        occurredAt: now,
        precision: 'minute',
        documents: [{ name: 'ACCEPTANCE_RECEIPT', number: '1' }],
        now,
        ...over,
      },
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

  test('leads to the state the row says', () => expect(propose({})).toEqual({ criminal: 'ACCEPTED' }));
  test.each([
    ['UNAUTHENTICATED', { identity: null }],
    ['WRONG_AGENCY', { identity: { ...identity, organisation: 'ENVIRONMENT' } }],
    ['WRONG_ROLE', { identity: { ...identity, roles: ['CLERK'] } }],
    ['MISSING_DOCUMENT', { documents: [{ name: 'ACCEPTANCE_RECEIPT' }] }],
    ['OCCURRED_IN_FUTURE', { occurredAt: new Date('2026-11-24T10:01:00+08:00') }],
  ])('is refused with %s', (code, over) => expect(codeOf(() => propose(over))).toBe(code));
  test('is refused from another state, naming track and state', () => {
    expect(codeOf(() => propose({}, { criminal: 'FILED' }))).toBe('NOT_FROM_THIS_STATE');
    expect(blockedBy('acceptCase', { criminal: 'FILED' })).toEqual({ track: 'criminal', state: 'FILED' });
  });
  test('is refused before the step it follows, as exactly as both are known', () => {
    const last = { criminal: { act: 'transferCase', at: new Date('2026-11-24T09:00:00+08:00'), precision: 'minute' } };
    expect(codeOf(() => propose({ occurredAt: new Date('2026-11-24T08:00:00+08:00') }, undefined, last))).toBe(
      'OCCURRED_BEFORE_PREVIOUS',
    );
    expect(
      codeOf(() => propose({ occurredAt: new Date('2026-11-24T08:00:00+08:00'), precision: 'day' }, undefined, last)),
    ).toBe('allowed');
  });
  test('months and days compare by the month', () => {
    expect(
      compareLegal(
        { at: '2016-03-01T09:00:00+08:00', precision: 'month' },
        { at: '2016-03-20T09:00:00+08:00', precision: 'day' },
      ),
    ).toBe(0);
    expect(
      compareLegal(
        { at: '2016-04-01T00:00:00+08:00', precision: 'month' },
        { at: '2016-03-31T23:00:00+08:00', precision: 'day' },
      ),
    ).toBeGreaterThan(0);
  });
});

describe('the access table', () => {
  const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
  const stages = Object.keys(STAGES) as Stage[];
  test('decides for every group of fields and organisation', () => {
    for (const group of groups) expect(Object.keys(ACCESS[group]).toSorted()).toEqual(ORGANISATION_NAMES.toSorted());
  });
  test('never takes away with time what was seen before', () => {
    for (const group of groups)
      for (const name of ORGANISATION_NAMES) {
        const seen = stages.map((stage) => maySee(name, stage, group));
        expect(seen).toEqual(seen.toSorted());
      }
  });
  test('shows the credit platform no case and police nothing before the transfer', () => {
    for (const group of groups) for (const stage of stages) expect(maySee('CREDIT_PLATFORM', stage, group)).toBe(false);
    for (const group of groups) expect(maySee('PUBLIC_SECURITY', 'INVESTIGATION', group)).toBe(false);
  });
});

describe('errors', () => {
  test('fill their sentence and carry their code', () => {
    const error = refuse('CASE_NOT_FOUND', { caseId: 'x' });
    expect(error.message).toContain('x');
    expect(error.extensions['code']).toBe('CASE_NOT_FOUND');
  });
  test('say in Chinese what to do', () => {
    for (const { zh } of Object.values(ERRORS)) expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });
});

test('every act a statute names leads somewhere the law meant: its clock is started and ended by acts of the table', () => {
  for (const { startsOn, endsOn } of STATUTE_RULES)
    for (const act of [...startsOn.map((start) => start.act), ...endsOn]) expect(ACT_NAMES).toContain(act);
});
