import { AGENCIES, ROLES, type Identity } from '../agencies.ts';
import { refuse } from '../errors.ts';
import type { ActDocument, Precision } from '../envelope.ts';
import { DOCUMENTS, type ActRow } from './act.ts';
import { ACTS, type ActName } from './index.ts';
import { blockedBy, leadsTo } from './lawful.ts';
import { compareLegal } from './legal-time.ts';
import { dueAt } from '../clock/due-at.ts';
import { startBy, type Payload } from '../clock/match.ts';
import { STATUTES } from '../clock/statutes.ts';
import { TRACKS, type CaseState, type Track } from './tracks.ts';

/** What a track last saw: the act that moved it and when that happened in law. */
export interface LastMove {
  readonly act: ActName;
  readonly at: Date;
  readonly precision: Precision;
  /** what it said, where a period that bounds an act depends on it */
  readonly payload?: Payload;
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
  /** a published case: its dates are known too little to hold a waiting period against it */
  readonly published?: boolean;
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

/** The period an act has to wait for (`notBefore`) or must keep (`notAfter`), and when it is over; null when none was started. */
export function boundOf(
  act: ActName,
  side: 'notBefore' | 'notAfter',
  { state, lastMoves }: Situation,
): { readonly ruleZh: string; readonly dueAt: string } | null {
  const bounds = [(ACTS[act] as ActRow)[side] ?? []].flat().flatMap(({ rule: id, since }) => {
    const last = lastMoves[since];
    if (!last) return [];
    const rule = STATUTES.byId(id);
    const { act: starter, at, precision, payload = {} } = last;
    const start = startBy(rule, { act: starter, occurredAt: at.toISOString(), precision, payload }, state);
    return start && STATUTES.applies(rule, at) ? [{ ruleZh: rule.title.zh, dueAt: dueAt(start).due }] : [];
  });
  return bounds.toSorted((a, b) => Date.parse(b.dueAt) - Date.parse(a.dueAt))[0] ?? null;
}

/**
 * Decides whether an act is lawful in this situation: from this state, in this order of time, with the documents the law names.
 * Pure: returns the states it leads to or throws the refusal with its code and article.
 */
export function decide(
  { act, identity, occurredAt, precision, documents, now, published = false }: Proposal,
  situation: Situation,
): CaseState {
  const { state, lastMoves } = situation;
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
  const waiting = published ? null : boundOf(act, 'notBefore', situation);
  if (waiting && compareLegal(moment, { at: new Date(waiting.dueAt), precision: 'minute' }) <= 0)
    throw refuse('TOO_EARLY', { act, actZh: row.zh, ...waiting, article: row.article });
  const kept = published ? null : boundOf(act, 'notAfter', situation);
  if (kept && compareLegal(moment, { at: new Date(kept.dueAt), precision: 'minute' }) > 0)
    throw refuse('TOO_LATE', { act, actZh: row.zh, ...kept, article: row.article });
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
  return leadsTo(act, state);
}
