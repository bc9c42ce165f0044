import type { Agency, Identity } from '../agencies.ts';
import { targetOf } from './act.ts';
import { ACTS, actsOf, type ActName } from './index.ts';
import type { CaseState, Track } from './tracks.ts';

/** The first track whose state forbids the act, or null. */
export function blockedBy(act: ActName, state: CaseState): { track: Track; state: string } | null {
  for (const [track, move] of Object.entries(ACTS[act].moves) as [Track, { from: readonly string[] }][]) {
    const current = state[track] ?? 'NONE';
    if (!move.from.includes(current)) return { track, state: current };
  }
  return null;
}

/** Whether the officer's agency and role perform the act at all, whatever the case. */
export const performs = (act: ActName, { organisation, roles }: Pick<Identity, 'organisation' | 'roles'>): boolean =>
  ACTS[act].by === organisation && ACTS[act].roles.some((role) => roles.includes(role));

/** The states of the tracks an act moves or requires, as they are after it. */
export const leadsTo = (act: ActName, state: CaseState): CaseState =>
  Object.fromEntries(
    Object.entries(ACTS[act].moves).map(([track, move]) => [track, targetOf(move, state[track as Track] ?? 'NONE')]),
  ) as CaseState;

/** The acts an agency may perform on a case in this state, in the table's order; which of its officers may is in each row. */
export const lawfulActs = (agency: Agency, state: CaseState): ActName[] =>
  actsOf(agency).filter((name) => !blockedBy(name, state));
