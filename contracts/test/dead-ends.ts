import type { ActName } from '../acts/index.ts';
import type { CaseState, Track } from '../acts/tracks.ts';
import { TRACK_NAMES } from '../acts/tracks.ts';
import type { Rule } from '../clock/rule.ts';
import { STATUTE_RULES } from '../clock/statutes.ts';
import { isDuty, type Clock } from './clock-model.ts';
import { findPath, regionBefore, type Goal, type Region } from './find-path.ts';
import { settledStates } from './settled-states.ts';

/** An entry of a rule and how it can be brought about. */
interface Way {
  readonly startedBy: readonly ActName[] | undefined;
  readonly cause: string;
  readonly goal: Goal;
}
interface Ways {
  readonly ends: readonly Way[];
  readonly resumes: readonly Way[];
}

const SETTLING = new Map<Track, Goal>(
  TRACK_NAMES.map((track) => [track, { region: { [track]: settledStates(track) } }]),
);
const WAYS = new Map<Rule, Ways>(
  STATUTE_RULES.map((rule) => {
    const ending = rule.endsOn.map(({ act }) => act);
    // a duty is not ended by beginning it once more
    const without = rule.startsOn.map(({ act }) => act).filter((act) => !ending.includes(act));
    const way = (entry: { act: ActName; when?: object; startedBy?: readonly ActName[]; cause?: string }): Way[] => {
      const region = regionBefore(entry.act, entry.when as Region | undefined);
      return region ? [{ startedBy: entry.startedBy, cause: entry.cause ?? '', goal: { region, without } }] : [];
    };
    return [rule, { ends: rule.endsOn.flatMap(way), resumes: rule.resumesOn.flatMap(way) }];
  }),
);

const canEnd = ({ rule, startAct }: Clock, state: CaseState): boolean =>
  WAYS.get(rule)!.ends.some(
    ({ startedBy, goal }) => (startedBy?.includes(startAct) ?? true) && findPath(state, goal) !== null,
  );
const canResume = ({ rule, heldBy }: Clock, state: CaseState): boolean =>
  [...heldBy.keys()].every((held) =>
    WAYS.get(rule)!.resumes.some(({ cause, goal }) => cause === held && findPath(state, goal) !== null),
  );

/** What can not go on: a track that no lawful sequence of acts settles, a duty that none ends, a clock that none frees. */
export function deadEnds(state: CaseState, clocks: readonly Clock[]): string[] {
  const tracks = (Object.entries(state) as [Track, string][])
    .filter(([track, at]) => at !== 'NONE' && !settledStates(track).includes(at))
    .filter(([track]) => findPath(state, SETTLING.get(track)!) === null)
    .map(([track, at]) => `the track ${track} stays ${at}`);
  const duties = clocks
    .filter((clock) => isDuty(clock) && !canEnd(clock, state))
    .map(({ rule, startAct }) => `nothing ends ${rule.id} since ${startAct}`);
  const held = clocks
    .filter((clock) => clock.heldBy.size > 0 && !canResume(clock, state) && !canEnd(clock, state))
    .map(({ rule, heldBy }) => `nothing frees ${rule.id} (${[...heldBy.keys()].join()})`);
  return [...tracks, ...duties, ...held];
}
