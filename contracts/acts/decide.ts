import { AGENCIES, ROLES, type Identity } from '../agencies.ts';
import { refuse } from '../errors.ts';
import type { ActDocument, Precision } from '../envelope.ts';
import { DOCUMENTS, targetOf } from './act.ts';
import { ACTS, type ActName } from './index.ts';
import { compareLegal } from './legal-time.ts';
import { TRACKS, type CaseState, type Track } from './tracks.ts';

/** What a track last saw: the act that moved it and when that happened in law. */
export interface LastMove {
  readonly act: ActName;
  readonly at: Date;
  readonly precision: Precision;
}
export interface Situation {
  readonly state: CaseState;
  readonly lastMoves: { readonly [T in Track]?: LastMove };
}
export interface Proposal {
  readonly act: ActName;
  readonly identity: Identity;
  readonly occurredAt: Date;
  readonly precision: Precision;
  readonly documents: readonly ActDocument[];
  readonly now: Date;
}

/** Refuses a caller who may not perform the act at all, whatever the case. */
export function assertMayPerform(act: ActName, identity: Identity | null): asserts identity is Identity {
  const row = ACTS[act];
  if (!identity) throw refuse('UNAUTHENTICATED');
  if (identity.organisation !== row.by)
    throw refuse('WRONG_AGENCY', { act, actZh: row.zh, agencyZh: AGENCIES[row.by].zh, article: row.article });
  if (!row.roles.some((role) => identity.roles.includes(role))) {
    throw refuse('WRONG_ROLE', {
      act,
      actZh: row.zh,
      rolesZh: row.roles.map((role) => ROLES[role]),
      article: row.article,
    });
  }
}

/** The first track whose state forbids the act, or null. */
export function blockedBy(act: ActName, state: CaseState): { track: Track; state: string } | null {
  for (const [track, move] of Object.entries(ACTS[act].moves) as [Track, { from: readonly string[] }][]) {
    const current = state[track] ?? 'NONE';
    if (!move.from.includes(current)) return { track, state: current };
  }
  return null;
}

/**
 * Decides whether an act is lawful in this situation: from this state, in this order of time, with the documents the law names.
 * Pure: returns the states it leads to or throws the refusal with its code and article.
 */
export function decide(
  { act, identity, occurredAt, precision, documents, now }: Proposal,
  { state, lastMoves }: Situation,
): CaseState {
  assertMayPerform(act, identity);
  const row = ACTS[act];
  const blocked = blockedBy(act, state);
  if (blocked) {
    const { zh, states } = TRACKS[blocked.track] as { zh: string; states: Record<string, string> };
    throw refuse('NOT_FROM_THIS_STATE', {
      act,
      actZh: row.zh,
      track: blocked.track,
      trackZh: zh,
      from: row.moves[blocked.track]!.from,
      fromZh: row.moves[blocked.track]!.from.map((name) => states[name]!),
      state: blocked.state,
      stateZh: states[blocked.state],
      article: row.article,
    });
  }
  const moment = { at: occurredAt, precision };
  if (compareLegal(moment, { at: now, precision: 'minute' }) > 0)
    throw refuse('OCCURRED_IN_FUTURE', { act, occurredAt: occurredAt.toISOString() });
  for (const track of Object.keys(row.moves) as Track[]) {
    const last = lastMoves[track];
    if (last && compareLegal(moment, last) < 0) {
      throw refuse('OCCURRED_BEFORE_PREVIOUS', {
        act,
        occurredAt: occurredAt.toISOString(),
        previous: last.act,
        previousZh: ACTS[last.act].zh,
        previousAt: last.at.toISOString(),
      });
    }
  }
  const missing = (row.documents ?? []).filter(
    (name) =>
      DOCUMENTS[name].drawn === 'agency' &&
      !documents.some((document) => document.name === name && (document.number || document.evidenceId)),
  );
  if (missing.length > 0)
    throw refuse('MISSING_DOCUMENT', {
      act,
      missing,
      documents: missing.map((name) => `《${DOCUMENTS[name].zh}》`),
      article: row.article,
    });
  const next: Record<string, string> = {};
  for (const [track, move] of Object.entries(row.moves)) next[track] = targetOf(move, state[track as Track] ?? 'NONE');
  return next as CaseState;
}
