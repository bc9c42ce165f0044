import type { EntityManager } from '@mikro-orm/postgresql';
import type { LastMove, Situation } from '@xianjie/contracts/acts/decide.ts';
import { isFurther } from '@xianjie/contracts/acts/standing.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import type { Envelope, TrackSnapshot } from '@xianjie/contracts/envelope.ts';
import { Act, CaseFile, EvidenceItem, TrackState } from './entities.ts';

/** Holds the case for this transaction: acts and arrivals on one case happen one after the other. */
export async function lockCase(em: EntityManager, caseId: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [caseId]);
}

/** Holds several, in the order in which everybody else does. */
export async function lockCases(em: EntityManager, caseIds: readonly string[]): Promise<void> {
  await em.execute(
    `select pg_advisory_xact_lock(lock) from (
       select distinct hashtextextended(id, 0) as lock from jsonb_array_elements_text(?::jsonb) as id order by lock
     ) as locks`,
    [JSON.stringify(caseIds)],
  );
}

export function stateOf(tracks: readonly TrackState[]): CaseState {
  return Object.fromEntries(tracks.map(({ track, state }) => [track, state])) as CaseState;
}

/** @param starters acts whose words matter, because a period that bounds the next act depends on them */
export function situationOf(tracks: readonly TrackState[], starters: readonly Act[] = []): Situation {
  const lastMoves = Object.fromEntries(
    tracks.map(({ track, actId, act, occurredAt, precision }) => {
      const payload = starters.find(({ id }) => id === actId)?.payload ?? {};
      return [track, { act, at: occurredAt, precision, payload } satisfies LastMove];
    }),
  );
  return { state: stateOf(tracks), lastMoves };
}

/** States of the tracks an act moves or requires, as they stand after it. */
export function snapshotsAfter(
  tracks: readonly TrackState[],
  next: CaseState,
  moved: readonly string[],
): TrackSnapshot[] {
  return Object.entries(next).map(([track, state]) => {
    const version = tracks.find((row) => row.track === track)?.version ?? 0;
    return { track, state, version: moved.includes(track) ? version + 1 : version } as TrackSnapshot;
  });
}

/** A case as the station has it. */
export interface CaseHere {
  /** null where nothing of it has arrived */
  readonly file: CaseFile | null;
  readonly tracks: readonly TrackState[];
}
export async function readCase(em: EntityManager, caseId: string): Promise<CaseHere> {
  return { file: await em.findOne(CaseFile, caseId), tracks: await em.find(TrackState, { caseId }) };
}

/**
 * Writes what an envelope says into the station's tables: the case if it is new here, the act, the newest state of its tracks, its evidence.
 * Tracks carry versions, so envelopes may arrive in any order (`isFurther`).
 * @returns the act, and the case as it stands then
 */
export async function applyEnvelope(
  em: EntityManager,
  here: CaseHere,
  envelope: Envelope,
  digest: string,
  hashes: ReadonlyMap<string, boolean | null>,
): Promise<{ readonly act: Act; readonly file: CaseFile; readonly tracks: readonly TrackState[] }> {
  const { caseId, evidence } = envelope;
  const occurredAt = new Date(envelope.occurredAt);
  const items = evidence.length > 0 ? await em.find(EvidenceItem, { id: { $in: evidence.map(({ id }) => id) } }) : [];
  const file = here.file ?? fileOf(em, envelope, occurredAt);
  if (file.asOf < occurredAt) file.asOf = occurredAt;
  const act = em.create(Act, {
    id: envelope.id,
    caseId,
    name: envelope.act,
    agency: envelope.from,
    actorSub: envelope.actor.sub,
    actorName: envelope.actor.name,
    occurredAt,
    precision: envelope.precision,
    recordedAt: new Date(envelope.recordedAt),
    assumed: envelope.assumed,
    documentNumber: envelope.documentNumber ?? null,
    documents: [...envelope.documents],
    payload: { ...envelope.payload },
    evidence: [...evidence],
    tracks: [...envelope.tracks],
    recipients: [...envelope.to, ...envelope.cc, ...(envelope.external ?? [])],
    digest,
  });
  em.persist(act);
  const tracks = [...here.tracks];
  for (const { track, state, version } of envelope.tracks) {
    const row = tracks.find((one) => one.track === track);
    const values = { state, version, actId: envelope.id, act: envelope.act, occurredAt, precision: envelope.precision };
    if (row && isFurther(track, { state, version }, row)) em.assign(row, values);
    else if (!row && version > 0) {
      const begun = em.create(TrackState, { caseId, track, ...values });
      em.persist(begun);
      tracks.push(begun);
    }
  }
  for (const item of evidence) {
    const known = items.find(({ id }) => id === item.id);
    const hashOk = hashes.get(item.id) ?? null;
    if (known) known.hashOk = hashOk;
    else
      em.persist(
        em.create(EvidenceItem, {
          ...item,
          caseId,
          registeredBy: envelope.from,
          registeredAt: occurredAt,
          details: {},
          hashOk,
        }),
      );
  }
  await em.flush();
  return { act, file, tracks };
}

function fileOf(em: EntityManager, envelope: Envelope, asOf: Date): CaseFile {
  const { openedAt, ...header } = envelope.case;
  const file = em.create(CaseFile, {
    ...header,
    kinds: [...header.kinds],
    parties: [...header.parties],
    placeText: header.placeText ?? null,
    openedAt: new Date(openedAt),
    asOf,
  });
  em.persist(file);
  return file;
}
