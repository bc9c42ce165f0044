import { describe, expect, test } from '@jest/globals';
import { ACT_NAMES, ACTS, type ActName } from '../acts/index.ts';
import { TRACK_NAMES, type Track } from '../acts/tracks.ts';
import type { Agency } from '../agencies.ts';
import { arrowsOf, stepsOf } from './table-moves.ts';

const recipientsOf = (act: ActName): readonly string[] => [...(ACTS[act].to ?? []), ...(ACTS[act].cc ?? [])];

/** Agencies that learn of an act by a later one of the same agency, which asks for what the act brought about. */
const TOLD_LATER: readonly { act: ActName; agency: Agency; by: ActName }[] = [
  { act: 'fileCase', agency: 'ENVIRONMENT', by: 'notifyDecision' },
  { act: 'fileCase', agency: 'PROCURATORATE', by: 'notifyDecision' },
  { act: 'refuseFiling', agency: 'ENVIRONMENT', by: 'notifyDecision' },
  { act: 'withdrawCase', agency: 'ENVIRONMENT', by: 'notifyDecision' },
  { act: 'withdrawCase', agency: 'PROCURATORATE', by: 'notifyDecision' },
  { act: 'withdrawOnOrder', agency: 'ENVIRONMENT', by: 'notifyDecision' },
  { act: 'passOnCase', agency: 'ENVIRONMENT', by: 'tellPassingOn' },
  { act: 'acceptReasons', agency: 'ENVIRONMENT', by: 'tellSupervisionResult' },
  { act: 'declineProsecution', agency: 'ENVIRONMENT', by: 'notifyNonProsecution' },
  { act: 'detainSuspect', agency: 'PROCURATORATE', by: 'transferForProsecution' },
  { act: 'grantBail', agency: 'PROCURATORATE', by: 'transferForProsecution' },
  { act: 'putUnderSurveillance', agency: 'PROCURATORATE', by: 'transferForProsecution' },
  { act: 'freezeData', agency: 'PROCURATORATE', by: 'transferForProsecution' },
  { act: 'refuseArrest', agency: 'COURT', by: 'indict' },
  { act: 'grantBailInReview', agency: 'COURT', by: 'indict' },
  { act: 'putUnderSurveillanceInReview', agency: 'COURT', by: 'indict' },
  { act: 'decideUnfreezingInReview', agency: 'COURT', by: 'indict' },
];
const TOLD_BY_INDICTMENT = 'no case of the court yet; the indictment tells how the accused is held and what is frozen';
/** Agencies that need not be told, and why. */
const NOT_TOLD: readonly { act: ActName; agency: Agency; why: string }[] = [
  { act: 'requestTransfer', agency: 'PROCURATORATE', why: 'it supervises on the file it is given (provideFile)' },
  { act: 'detainSuspect', agency: 'COURT', why: TOLD_BY_INDICTMENT },
  { act: 'executeArrest', agency: 'COURT', why: TOLD_BY_INDICTMENT },
  { act: 'grantBail', agency: 'COURT', why: TOLD_BY_INDICTMENT },
  { act: 'putUnderSurveillance', agency: 'COURT', why: TOLD_BY_INDICTMENT },
  { act: 'freezeData', agency: 'COURT', why: TOLD_BY_INDICTMENT },
  { act: 'decideUnfreezing', agency: 'COURT', why: TOLD_BY_INDICTMENT },
];
/** The mail of each agency to bodies outside the hub: only the sender has a receipt to enter. */
const OWN_MAIL: Track = 'outside';

interface Enabled {
  readonly act: ActName;
  readonly track: Track;
  readonly to: string;
  readonly agency: Agency;
}
/** Where an act brings a track into a state from which another agency may act that could not before, and the act is not sent to it. */
const untold: Enabled[] = TRACK_NAMES.filter((track) => track !== OWN_MAIL).flatMap((track) =>
  arrowsOf(track).flatMap(({ act, from, to }) => {
    const enabled = ACT_NAMES.filter((other) => {
      const step = stepsOf(other).find((one) => one.track === track);
      return ACTS[other].by !== ACTS[act].by && step?.from.has(to) && !step.from.has(from);
    }).map((other) => ACTS[other].by);
    return [...new Set(enabled)]
      .filter((agency) => !recipientsOf(act).includes(agency))
      .map((agency) => ({ act, track, to, agency }));
  }),
);

describe('whoever may act next', () => {
  const declared = (list: readonly { act: ActName; agency: Agency }[], { act, agency }: Enabled) =>
    list.some((one) => one.act === act && one.agency === agency);

  test('is sent the act that enables it, or told later, or declared', () => {
    expect(untold.filter((one) => !declared(TOLD_LATER, one) && !declared(NOT_TOLD, one))).toEqual([]);
  });

  test.each(TOLD_LATER)('$agency is told of $act by $by', ({ act, agency, by }) => {
    expect(untold.some((one) => one.act === act && one.agency === agency)).toBe(true);
    expect(ACTS[by].by).toBe(ACTS[act].by);
    expect(recipientsOf(by)).toContain(agency);
    // the later act asks for a state that the act brings about, so it comes after it
    const asks = stepsOf(act).some(({ track, from, to }) =>
      [...from].some(
        (state) => to(state) !== state && stepsOf(by).some((step) => step.track === track && step.from.has(to(state))),
      ),
    );
    expect(asks).toBe(true);
  });

  test.each(NOT_TOLD)('$agency would otherwise be told of $act', ({ act, agency }) => {
    expect(untold.some((one) => one.act === act && one.agency === agency)).toBe(true);
  });
});

test('the acts that 17号 copies to the procuratorate go there by themselves', () => {
  for (const name of ['transferCase', 'notifyDecision', 'returnCase', 'tellPassingOn', 'handBackForPenalty'] as const)
    expect(ACTS[name].cc).toContain('PROCURATORATE');
});

test('an act that leaves the hub says it is sent, and its receipt can be entered by its sender', () => {
  for (const name of ACT_NAMES) {
    const { external, route, moves, by } = ACTS[name];
    if (!external?.length && !route) continue;
    expect([name, moves.outside?.to]).toEqual([name, 'SENT']);
    expect(ACT_NAMES.some((one) => ACTS[one].by === by && ACTS[one].moves.outside?.to === 'RECEIPTED')).toBe(true);
  }
});
