import { targetOf } from '../acts/act.ts';
import { ACT_NAMES, ACTS, type ActName } from '../acts/index.ts';
import { TRACKS, type Track } from '../acts/tracks.ts';

/** One arrow of a track's state diagram. */
export interface Arrow {
  readonly act: ActName;
  readonly from: string;
  readonly to: string;
}
/** What one act asks of a track and where it leads, read once. */
export interface Step {
  readonly track: Track;
  readonly from: ReadonlySet<string>;
  readonly to: (state: string) => string;
}

/** The table of acts as steps per act. */
export const STEPS: ReadonlyMap<ActName, readonly Step[]> = new Map(
  ACT_NAMES.map((act) => [
    act,
    Object.entries(ACTS[act].moves).map(([track, move]) => ({
      track: track as Track,
      from: new Set<string>(move.from),
      to: (state: string) => targetOf(move, state),
    })),
  ]),
);
export const stepsOf = (act: ActName): readonly Step[] => STEPS.get(act)!;

/** The arrows of a track; an act that leaves a state as it is draws none. */
export const arrowsOf = (track: Track): Arrow[] =>
  ACT_NAMES.flatMap((act) =>
    stepsOf(act)
      .filter((step) => step.track === track)
      .flatMap(({ from, to }) => [...from].map((state) => ({ act, from: state, to: to(state) })))
      .filter(({ from, to }) => from !== to),
  );

/** States of a track that its arrows lead to from `NONE`. */
export function reachableStates(track: Track): Set<string> {
  const arrows = arrowsOf(track);
  const reached = new Set(['NONE']);
  for (const state of reached) for (const { from, to } of arrows) if (from === state) reached.add(to);
  return reached;
}
export const statesOf = (track: Track): string[] => Object.keys(TRACKS[track].states);
