import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertMayPerform, decide } from '@xianjie/contracts/acts/decide.ts';
import { recipientsOfAct } from '@xianjie/contracts/acts/routes.ts';
import { isPenalised } from '@xianjie/contracts/acts/tracks.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import {
  digestOf,
  type ActDocument,
  type CaseHeader,
  type Envelope,
  type EvidenceRef,
  type Origin,
  type Party,
  type Precision,
} from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { post } from '@xianjie/exchange/station.ts';
import { assertComplete, assertParties, readFields, type MaterialInput } from './act-fields.ts';
import { applyEnvelope, lockCase, situationOf, snapshotsAfter } from './case-state.ts';
import { assertNotOwnSeries, documentsToDraw, drawPapers } from './draw-papers.ts';
import { Act, CaseFile, EvidenceItem, PrivateFields, TrackState } from './entities.ts';
import type { AgencyStation, RequestContext } from './station-context.ts';

/** What every mutation's input has beside the fields of its own row in the acts table. */
export interface ActInput extends Record<string, unknown> {
  readonly actId?: string | null;
  readonly caseId?: string | null;
  readonly occurredAt: Date;
  readonly precision?: Precision | null;
  readonly documentNumber?: string | null;
  readonly documents?: readonly ActDocument[] | null;
  readonly assumed?: boolean | null;
  readonly origin?: Origin | null;
}

/**
 * Performs an official act: checks it against its row of the acts table and writes the act, its effects and its signed envelope in one transaction.
 * Repeating an act with the same `actId` and content gives the first result again; with other content it is refused.
 */
export async function performAct(context: RequestContext, name: ActName, input: ActInput): Promise<Act> {
  const station = context.station as AgencyStation;
  const { identity } = context;
  assertMayPerform(name, identity);
  const row = ACTS[name];
  const payload = await readFields(row, input, station);
  const actId = input.actId ?? randomUUIDv7();
  const caseId = input.caseId ?? (row.opens ? (input.actId ?? actId) : null);
  if (!caseId) throw refuse('MISSING_FIELD', { act: name, fields: ['caseId'] });
  const now = station.now();
  // what stays in the agency leaves no trace outside it, not even a digest
  const inputDigest = digestOf(JSON.parse(JSON.stringify({ ...without(input, payload.kept), actId })));

  const act = await context.em.fork().transactional(async (em) => {
    await lockCase(em, caseId);
    const done = await em.findOne(Act, actId);
    if (done) {
      if (done.name === name && done.payload['inputDigest'] === inputDigest) return done;
      throw refuse('ALREADY_DONE', { actId });
    }
    const file = await em.findOne(CaseFile, caseId);
    if (!file && !row.opens) throw refuse('CASE_NOT_FOUND', { caseId, act: name });
    const tracks = await em.find(TrackState, { caseId });
    const named = input.documents ?? [];
    const precision = input.precision ?? 'minute';
    const next = decide(
      { act: name, identity, occurredAt: input.occurredAt, precision, documents: named, now },
      situationOf(tracks),
    );
    const toDraw = documentsToDraw(row, payload.values, named, situationOf(tracks).state);
    assertComplete(row, payload.values, {
      penalised: isPenalised(situationOf(tracks).state),
      documents: [...toDraw, ...named.map(({ name }) => name)],
    });
    const evidence = await evidenceOf(em, caseId, named, payload);
    const header = file ? headerOf(file) : newHeader(caseId, input, payload, identity.division);
    assertParties(row, payload.values, header);
    const occurredAt = input.occurredAt.toISOString();
    const common = {
      act: name,
      case: header,
      from: station.name,
      ...recipientsOfAct(row, occurredAt, payload.values),
      occurredAt,
      precision,
      payload: payload.values,
      evidence,
    };
    assertNotOwnSeries(named, { agency: station.name, division: header.division }, station.series);
    const drawn = await drawPapers(
      em,
      toDraw,
      { ...common, actorName: identity.name, documents: named },
      station.series,
    );
    const documents = [...named, ...drawn];
    const moved = Object.entries(row.moves).flatMap(([track, move]) => (move.to ? [track] : []));
    const known = await em.find(Act, { caseId }, { orderBy: { recordedAt: -1, id: -1 }, limit: 1, fields: ['id'] });
    const envelope: Envelope = {
      ...common,
      id: actId,
      caseId,
      actor: { sub: identity.sub, name: identity.name, role: identity.roles[0] ?? 'OFFICER' },
      recordedAt: now.toISOString(),
      documentNumber: input.documentNumber ?? drawn[0]?.number ?? null,
      documents,
      payload: { ...payload.values, inputDigest },
      tracks: snapshotsAfter(tracks, next, moved),
      assumed: input.assumed ?? false,
      after: known.map(({ id }) => id),
    };
    const { digest } = post(em, envelope, station.keyring);
    await applyEnvelope(em, envelope, digest, new Map(evidence.map(({ id }) => [id, true])));
    if (Object.keys(payload.kept).length > 0)
      em.persist(em.create(PrivateFields, { actId, caseId, fields: payload.kept }));
    if (payload.file) await describeEvidence(em, payload.file.id, envelope);
    await station.effects[name]?.(em, envelope);
    return em.findOneOrFail(Act, actId);
  });
  context.wake();
  return act;
}

const without = (input: ActInput, kept: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(input).filter(([key]) => !(key in kept)));

function headerOf(file: CaseFile): CaseHeader {
  const { id, title, placeCode, placeText, kinds, summary, parties, origin, openedAt, division } = file;
  return {
    id,
    title,
    placeCode,
    placeText: placeText ?? null,
    kinds,
    summary,
    parties,
    origin,
    openedAt: openedAt.toISOString(),
    division,
  };
}

function newHeader(
  id: string,
  input: ActInput,
  { values }: { values: Record<string, unknown> },
  division: string,
): CaseHeader {
  return {
    id,
    title: values['title'] as string,
    placeCode: values['placeCode'] as string,
    placeText: (values['placeText'] as string | undefined) ?? null,
    kinds: values['kinds'] as string[],
    summary: values['summary'] as string,
    parties: values['parties'] as Party[],
    origin: input.origin ?? 'LIVE',
    openedAt: input.occurredAt.toISOString(),
    division,
  };
}

/** Every evidence item an act names must be registered on this case; they travel with the envelope. */
async function evidenceOf(
  em: EntityManager,
  caseId: string,
  documents: readonly ActDocument[],
  { values, file }: { values: Record<string, unknown>; file?: EvidenceRef },
): Promise<EvidenceRef[]> {
  const materials = (values['materials'] as MaterialInput[] | undefined) ?? [];
  const wanted = new Set([
    ...documents.flatMap((document) => document.evidenceId ?? []),
    ...materials.flatMap(({ evidenceIds }) => evidenceIds ?? []),
  ]);
  const items = wanted.size > 0 ? await em.find(EvidenceItem, { caseId, id: { $in: [...wanted] } }) : [];
  for (const evidenceId of wanted)
    if (!items.some(({ id }) => id === evidenceId)) throw refuse('UNKNOWN_EVIDENCE', { evidenceId });
  const refs = items.map(({ id, title, kind, sha256, sm3, size, mediaType, name }) => ({
    id,
    title,
    kind,
    sha256,
    sm3,
    size,
    mediaType,
    name,
  }));
  return file ? [...refs, file] : refs;
}

async function describeEvidence(em: EntityManager, id: string, { payload }: Envelope): Promise<void> {
  const { title: _title, kind: _kind, file: _file, inputDigest: _digest, ...details } = payload;
  (await em.findOneOrFail(EvidenceItem, id)).details = details;
  await em.flush();
}
