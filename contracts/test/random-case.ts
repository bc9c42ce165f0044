import { boundOf, decide, type LastMove, type Situation } from '../acts/decide.ts';
import { ACT_NAMES, ACTS, type ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import type { Identity } from '../agencies.ts';
import type { ActSeen, Payload } from '../clock/match.ts';
import { STATUTE_RULES } from '../clock/statutes.ts';
import { clocksAfter, type Clock } from './clock-model.ts';
import { findPath, regionBefore, type Goal } from './find-path.ts';
import { stepsOf } from './table-moves.ts';

/** Random numbers that a seed repeats (mulberry32). */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** a number from 0 up to 1 */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }
  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }
}

const IDENTITIES = new Map<ActName, Identity>(
  ACT_NAMES.map((act) => [
    act,
    { sub: 'x', name: '某', organisation: ACTS[act].by, roles: ACTS[act].roles, division: '220100' },
  ]),
);
const DOCUMENTS = new Map(
  ACT_NAMES.map((act) => [act, (ACTS[act].documents ?? []).map((name) => ({ name, number: '1' }))] as const),
);
const OPENING = ACT_NAMES.filter((act) => ACTS[act].opens);

/** The payload fields that a clock reads, by act. */
const READ_FIELDS = new Map<ActName, readonly string[]>(
  ACT_NAMES.map((act) => {
    const fields = STATUTE_RULES.flatMap((rule) => [
      ...[rule.startsOn, rule.endsOn, rule.pausesOn, rule.resumesOn, rule.extensions].flatMap((entries) =>
        entries
          .filter((entry) => entry.act === act)
          .flatMap((entry) => [
            ...Object.keys(entry.if ?? {}),
            ...Object.keys(entry.unless ?? {}),
            ...('from' in entry && entry.from ? [entry.from] : []),
            ...('until' in entry && entry.until ? [entry.until] : []),
          ]),
      ),
      ...(rule.startsOn.some((entry) => entry.act === act) ? rule.variants.flatMap((one) => Object.keys(one.if)) : []),
    ]);
    return [act, [...new Set(fields)].filter((field) => ACTS[act].payload?.[field])];
  }),
);

const DAY_MINUTES = 1_440;
const DAY_MS = DAY_MINUTES * 60_000;
const iso = (at: number) => new Date(at).toISOString();

function randomPayload(act: ActName, at: number, dice: Dice): Payload {
  return Object.fromEntries(
    READ_FIELDS.get(act)!.flatMap((field): [string, unknown][] => {
      const { kind, values, optional } = ACTS[act].payload![field]!;
      if (optional && dice.roll() < 0.3) return [];
      if (kind === 'boolean') return [[field, dice.roll() < 0.5]];
      if (kind === 'choice') return [[field, dice.one(Object.keys(values!))]];
      const day = iso(at + (dice.roll() * 400 - 40) * DAY_MS);
      return [[field, kind === 'date' ? day.slice(0, 10) : day]];
    }),
  );
}

/** A case on its random way, act by act. */
export interface Walk {
  readonly acts: readonly ActName[];
  readonly state: CaseState;
  readonly clocks: readonly Clock[];
}

export const isAllowed = (act: ActName, state: CaseState): boolean =>
  stepsOf(act).every(({ track, from }) => from.has(state[track] ?? 'NONE'));

const GOALS = new Map<ActName, Goal>(ACT_NAMES.map((act) => [act, { region: regionBefore(act)! }]));

/**
 * Walks a case through lawful acts, each passed by `decide`. It mostly makes for some act of the table, chosen anew whenever it is there
 * or can not be brought about, so that acts far from the beginning are reached too; in between it does what is allowed at random.
 */
export function walkCase(dice: Dice, most: number, see: (walk: Walk) => void): void {
  let situation: Situation = { state: {}, lastMoves: {} };
  let at = Date.parse('2017-02-01T09:00:00+08:00') + dice.below(3_400) * DAY_MS;
  const acts: ActName[] = [];
  let clocks: Clock[] = [];
  let goal = dice.one(ACT_NAMES);
  for (let step = 0; step < most; step += 1) {
    const act = nextAct(situation.state, goal, step, dice);
    if (act === null || act === goal) goal = dice.one(ACT_NAMES);
    if (act === null) continue;
    // mostly days, now and then most of a year, so that long periods run out too
    const days = dice.roll() < 0.05 ? dice.roll() * 400 : dice.roll() ** 4 * 20;
    at += Math.ceil(days * DAY_MINUTES) * 60_000;
    const waiting = boundOf(act, 'notBefore', situation);
    if (waiting) at = Math.max(at, Date.parse(waiting.dueAt) + 60_000);
    // a right that has lapsed is gone
    const kept = boundOf(act, 'notAfter', situation);
    if (kept && at > Date.parse(kept.dueAt)) {
      goal = dice.one(ACT_NAMES);
      continue;
    }
    const occurredAt = new Date(at);
    const next = decide(
      {
        act,
        identity: IDENTITIES.get(act)!,
        occurredAt,
        precision: 'minute',
        documents: DOCUMENTS.get(act)!,
        now: occurredAt,
      },
      situation,
    );
    const state: CaseState = { ...situation.state, ...next };
    const payload = randomPayload(act, at, dice);
    const last: LastMove = { act, at: occurredAt, precision: 'minute', payload };
    const lastMoves = Object.fromEntries(stepsOf(act).map(({ track }) => [track, last]));
    situation = { state, lastMoves: { ...situation.lastMoves, ...(lastMoves as Situation['lastMoves']) } };
    const seen: ActSeen = { act, occurredAt: iso(at), precision: 'minute', payload };
    clocks = clocksAfter(clocks, seen, state);
    acts.push(act);
    see({ acts, state, clocks });
  }
}

/** An act that is allowed now: an opening one at first, then one at random or the next towards the goal; null when the goal is out of reach. */
function nextAct(state: CaseState, goal: ActName, step: number, dice: Dice): ActName | null {
  if (step === 0) return dice.roll() < 0.8 ? 'openCase' : dice.one(OPENING);
  if (dice.roll() < 0.4) {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const act = dice.one(ACT_NAMES);
      if (isAllowed(act, state)) return act;
    }
  }
  const path = findPath(state, GOALS.get(goal)!);
  return path && (path[0] ?? goal);
}
