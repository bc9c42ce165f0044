import { ACT_NAMES, type ActName } from '../acts/index.ts';
import type { CaseState, Track } from '../acts/tracks.ts';
import { stepsOf, type Step } from './table-moves.ts';

/** States wished for, by track. */
export type Region = { readonly [T in Track]?: readonly string[] };
/** What to look for: a region, and acts that may not be on the way. Made once and used often: what was found is kept with it. */
export interface Goal {
  readonly region: Region;
  readonly without?: readonly ActName[];
}

/** From where an act can be performed so that the tracks stand as `after` says when it is done; null from nowhere. */
export function regionBefore(act: ActName, after: Region = {}): Region | null {
  const region: Record<string, readonly string[]> = { ...after };
  for (const { track, from, to } of stepsOf(act))
    region[track] = [...from].filter((state) => after[track]?.includes(to(state)) ?? true);
  return Object.values(region).every((states) => states.length > 0) ? region : null;
}

type Found = { readonly act: ActName; readonly next: string } | 'THERE' | null;
type Known = Map<string, Found>;

/**
 * Looks for the shortest lawful sequence of acts from a state into a region; null when there is none.
 * It first plans with the tracks of the region alone; when another track forbids the plan, that track is taken in and it plans again.
 * A plan that ignores tracks asks for less than the law, so where there is none, there is no sequence at all.
 */
export function findPath(state: CaseState, goal: Goal): ActName[] | null {
  let tracks = Object.keys(goal.region).toSorted() as Track[];
  for (;;) {
    const path = plan(state, goal, tracks);
    const forbidden = path && firstForbidden(state, path);
    if (!forbidden) return path;
    tracks = [...tracks, forbidden].toSorted();
  }
}

const kept = new WeakMap<Goal, Map<string, Known>>();
function knownOf(goal: Goal, tracks: readonly Track[]): Known {
  const spaces = kept.get(goal) ?? new Map<string, Known>();
  kept.set(goal, spaces);
  const key = tracks.join();
  const known = spaces.get(key) ?? new Map<string, Found>();
  spaces.set(key, known);
  return known;
}

function plan(state: CaseState, goal: Goal, tracks: readonly Track[]): ActName[] | null {
  const known = knownOf(goal, tracks);
  const start = tracks.map((track) => state[track] ?? 'NONE').join();
  if (!known.has(start)) search(start, goal, tracks, known);
  const path: ActName[] = [];
  for (let at = start; ;) {
    const found = known.get(at) ?? null;
    if (found === null) return null;
    if (found === 'THERE') return path;
    path.push(found.act);
    at = found.next;
  }
}

/** Breadth first over the projected states; every state on the way learns its next act, or that there is none. */
function search(start: string, { region, without = [] }: Goal, tracks: readonly Track[], known: Known): void {
  const wished = tracks.map((track) => region[track]);
  const acts = actsOn(tracks);
  const cameBy = new Map<string, { act: ActName; from: string } | null>([[start, null]]);
  for (const key of cameBy.keys()) {
    if (known.get(key) === null) continue;
    const states = key.split(',');
    if (states.every((state, at) => wished[at]?.includes(state) ?? true)) {
      known.set(key, 'THERE');
      for (let at = key; ;) {
        const step = cameBy.get(at);
        if (!step) return;
        known.set(step.from, { act: step.act, next: at });
        at = step.from;
      }
    }
    for (const [place, state] of states.entries())
      for (const { act, steps } of acts[place]!.get(state) ?? []) {
        if (without.includes(act) || !steps.every(({ at, from }) => from.has(states[at]!))) continue;
        const next = [...states];
        for (const { at, to } of steps) next[at] = to(states[at]!);
        const reached = next.join();
        if (!cameBy.has(reached)) cameBy.set(reached, { act, from: key });
      }
  }
  for (const key of cameBy.keys()) known.set(key, null);
}

interface ActOn {
  readonly act: ActName;
  readonly steps: readonly (Step & { readonly at: number })[];
}
/** For each of the tracks, by its state, acts that ask for that state first of all. */
type ActsOn = readonly ReadonlyMap<string, readonly ActOn[]>[];
const actsByTracks = new Map<string, ActsOn>();
/** Acts that move one of these tracks, with what they ask of these tracks. */
function actsOn(tracks: readonly Track[]): ActsOn {
  const key = tracks.join();
  const known = actsByTracks.get(key);
  if (known) return known;
  const acts = tracks.map(() => new Map<string, ActOn[]>());
  for (const act of ACT_NAMES) {
    const steps = stepsOf(act)
      .filter(({ track }) => tracks.includes(track))
      .map((step) => ({ ...step, at: tracks.indexOf(step.track) }));
    if (!steps.some(({ from, to }) => [...from].some((state) => to(state) !== state))) continue;
    const { at, from } = steps.toSorted((a, b) => a.from.size - b.from.size)[0]!;
    for (const state of from) acts[at]!.set(state, [...(acts[at]!.get(state) ?? []), { act, steps }]);
  }
  actsByTracks.set(key, acts);
  return acts;
}

/** The track that forbids a sequence of acts, or null when it is lawful from the first to the last. */
function firstForbidden(start: CaseState, path: readonly ActName[]): Track | null {
  const state: Record<string, string> = { ...start };
  for (const act of path) {
    const steps = stepsOf(act);
    const forbidden = steps.find(({ track, from }) => !from.has(state[track] ?? 'NONE'));
    if (forbidden) return forbidden.track;
    for (const { track, to } of steps) state[track] = to(state[track] ?? 'NONE');
  }
  return null;
}
