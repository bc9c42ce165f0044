import { describe, expect, test } from '@jest/globals';
import {
  ACCESS,
  ACCESS_STAGES,
  BROUGHT_BY,
  FIELD_GROUPS,
  maySee,
  maySeeOf,
  type AccessStage,
  type FieldGroup,
} from '../access/index.ts';
import { ACT_NAMES, ACTS, type ActName } from '../acts/index.ts';
import { TRACK_NAMES, type CaseState, type Track } from '../acts/tracks.ts';
import { ORGANISATION_NAMES, type Organisation } from '../agencies.ts';
import { arrowsOf, statesOf } from './table-moves.ts';

const GROUPS = Object.keys(FIELD_GROUPS) as FieldGroup[];
const STAGE_NAMES = Object.keys(ACCESS_STAGES) as AccessStage[];
/** Registered with the bureau and with quality supervision, so that the case concerns everybody. */
const CONCERNING: CaseState = { administrative: 'INVESTIGATING', quality: 'REFERRED' };

describe('the access table', () => {
  test('decides for every group of fields and organisation', () => {
    for (const group of GROUPS) expect(Object.keys(ACCESS[group]).toSorted()).toEqual(ORGANISATION_NAMES.toSorted());
  });
  test('never takes away with a later stage what was seen before', () => {
    for (const group of GROUPS)
      for (const name of ORGANISATION_NAMES) {
        const seen = STAGE_NAMES.map((stage) => maySee(name, stage, group));
        expect(seen).toEqual(seen.toSorted());
      }
  });
  test('shows the credit platform no case and police nothing before the bureau has entered it', () => {
    for (const group of GROUPS)
      for (const stage of STAGE_NAMES) expect(maySee('CREDIT_PLATFORM', stage, group)).toBe(false);
    for (const group of GROUPS) expect(maySee('PUBLIC_SECURITY', 'INVESTIGATION', group)).toBe(false);
  });
});

test('tracks that bring a case before an organisation exist, and so do the states before that', () => {
  for (const { track, before } of BROUGHT_BY) {
    expect(TRACK_NAMES).toContain(track);
    for (const state of before) expect(statesOf(track)).toContain(state);
    expect(before).toContain('NONE');
    expect(before.length).toBeLessThan(statesOf(track).length);
  }
});

test('no act takes away what an organisation has seen, but the declared', () => {
  const lost = TRACK_NAMES.flatMap((track) =>
    arrowsOf(track).flatMap(({ act, from, to }) =>
      ORGANISATION_NAMES.flatMap((organisation) =>
        GROUPS.filter(
          (group) =>
            maySeeOf(organisation, { ...CONCERNING, [track]: from }, group) &&
            !maySeeOf(organisation, { ...CONCERNING, [track]: to }, group),
        ).map((group) => ({ organisation, group, act, from })),
      ),
    ),
  );
  expect(lost).toEqual([]);
});

test('an organisation comes to see a case by its own act, one that is sent to it or one that is entered for sharing', () => {
  const unasked = BROUGHT_BY.flatMap(({ organisation, track, before }) =>
    arrowsOf(track)
      .filter(({ from, to }) => before.includes(from) && !before.includes(to))
      .filter(({ act }) => !knows(organisation, act, track))
      .map(({ act }) => ({ organisation, act })),
  );
  expect(unasked).toEqual([]);
});

function knows(organisation: Organisation, act: ActName, track: Track): boolean {
  const { by, to = [], cc = [], moves, entryDuty } = ACTS[act];
  const sent = by === organisation || ([...to, ...cc] as string[]).includes(organisation);
  // what is entered is shared (17号 art. 33–34)
  return sent || entryDuty !== undefined || !moves[track];
}
test('every act belongs to an agency that may see the timeline it stands on', () => {
  for (const name of ACT_NAMES)
    if (ACTS[name].by !== 'QUALITY_SUPERVISION') expect(ACCESS['case.timeline'][ACTS[name].by]).not.toBe('NEVER');
});
