import { targetOf } from '@xianjie/contracts/acts/act.ts';
import { blockedBy } from '@xianjie/contracts/acts/lawful.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import type { CaseState, Track } from '@xianjie/contracts/acts/tracks.ts';

/** Acts that may be assumed where the published timeline is silent; where two ways are equally short, the earlier row is taken. */
const ASSUMABLE: readonly ActName[] = [
  'openCase',
  'filePenaltyCase',
  'tellRights',
  'imposePenalty',
  'requestTransfer',
  'approveTransfer',
  'transferCase',
  'acceptCase',
  'fileCase',
  'requestArrest',
  'transferForProsecution',
  'severCase',
  'indict',
  'registerCase',
  'approveDetentionTransfer',
  'transferForDetention',
  'acceptDetentionCase',
  'provideFile',
  'reportPublicInterestClue',
  'publishSuitNotice',
  'referToQualitySupervision',
];

/** How an agency comes by a case that nobody sent it, where the first told act does not open one. */
export const OPENING: Readonly<Partial<Record<Agency, ActName>>> = {
  ENVIRONMENT: 'openCase',
  QUALITY_SUPERVISION: 'receiveQualityReport',
};

/** What the law requires at once or in writing after an act, whoever tells of it. */
export const AT_ONCE: Readonly<Partial<Record<ActName, readonly ActName[]>>> = {
  transferCase: ['acceptCase', 'reportTransferExecution'],
  fileCase: ['notifyDecision', 'handOverItems'],
  turnCriminal: ['notifyDecision', 'handOverItems'],
  refuseFiling: ['notifyDecision'],
  detainSuspect: ['interrogateDetainee', 'deliverAndTellFamily'],
  approveArrest: ['executeArrest'],
  declineProsecution: ['notifyNonProsecution'],
  declineSevered: ['notifyNonProsecution'],
  indict: ['registerCase'],
  transferForDetention: ['acceptDetentionCase'],
  decideDetention: ['copyDetentionDecision'],
  filePublicInterestSuit: ['acceptPublicInterestSuit'],
  acceptPublicInterestSuit: ['tellEnvironment'],
  annulAdministrativeAct: ['withdrawCensure'],
};

/** The state of a case after an act. */
export function stateAfter(act: ActName, state: CaseState): CaseState {
  const moved = Object.entries(ACTS[act].moves).map(([track, move]) => [
    track,
    targetOf(move, state[track as Track] ?? 'NONE'),
  ]);
  return { ...state, ...Object.fromEntries(moved) };
}
export const isPossible = (act: ActName, state: CaseState): boolean => blockedBy(act, state) === null;

/** The assumable acts that move a track the act depends on, however indirectly. */
function relevantTo(act: ActName): ActName[] {
  const tracks = new Set(Object.keys(ACTS[act].moves));
  const moves = (one: ActName) => Object.entries(ACTS[one].moves);
  for (let size = 0; size < tracks.size;) {
    size = tracks.size;
    for (const one of ASSUMABLE)
      if (moves(one).some(([track, { to }]) => to && tracks.has(track)))
        for (const [track] of moves(one)) tracks.add(track);
  }
  return ASSUMABLE.filter((one) => one !== act && moves(one).some(([track, { to }]) => to && tracks.has(track)));
}

/** The shortest lawful way from a state to an act over assumable acts; null when there is none. */
export function missingSteps(act: ActName, from: CaseState): ActName[] | null {
  const allowed = relevantTo(act);
  const seen = new Set<string>();
  let ways: { state: CaseState; steps: ActName[] }[] = [{ state: from, steps: [] }];
  while (ways.length > 0) {
    const found = ways.find(({ state }) => isPossible(act, state));
    if (found) return found.steps;
    ways = ways.flatMap(({ state, steps }) =>
      allowed.flatMap((step) => {
        if (!isPossible(step, state)) return [];
        const next = stateAfter(step, state);
        const key = JSON.stringify(Object.entries(next).toSorted());
        return seen.has(key) || !seen.add(key) ? [] : [{ state: next, steps: [...steps, step] }];
      }),
    );
  }
  return null;
}
