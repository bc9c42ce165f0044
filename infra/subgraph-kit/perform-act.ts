import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertMayPerform, decide } from '@xianjie/contracts/acts/decide.ts';
import { recipientsOfAct } from '@xianjie/contracts/acts/routes.ts';
import { movedTracks } from '@xianjie/contracts/acts/act.ts';
import { hasSeizedItems, isPenalised } from '@xianjie/contracts/acts/tracks.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { digestOf, type ActDocument, type Envelope, type Origin, type Precision } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { post } from '@xianjie/exchange/outbox.ts';
import { codeOf, spanned } from '@xianjie/telemetry/tracing.ts';
import { assertComplete, assertParties, assertRequiredHere, readFields } from './act-fields.ts';
import { describeEvidence, evidenceOf, headerOf, newHeader } from './act-subject.ts';
import { applyEnvelope, lockCase, readCase, situationOf, snapshotsAfter } from './case-state.ts';
import { assertNotOwnSeries, documentsToDraw, drawPapers } from './draw-papers.ts';
import { Act, PrivateFields } from './entities.ts';
import { assertStampedInTime } from './timestamps/stamp-envelopes.ts';
import type { AgencyStation, RequestContext } from './station-context.ts';
import { assertReconciled } from './reconcile/restoration.ts';
import { actsTotal } from './station-metrics.ts';

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
export function performAct(context: RequestContext, name: ActName, input: ActInput): Promise<Act> {
  return spanned(`act ${name}`, { attributes: { 'xianjie.act': name } }, async (span) => {
    try {
      const record = await recorder(context, name, input);
      const act = await context.em.fork().transactional(record);
      span.setAttribute('xianjie.case', act.caseId);
      actsTotal.inc({ act: name, outcome: 'done' });
      context.wake();
      return act;
    } catch (error) {
      actsTotal.inc({ act: name, outcome: codeOf(error) });
      throw error;
    }
  });
}

export interface Preview {
  /** of the document */
  readonly name: string;
  readonly paper: Paper;
}
/**
 * The papers that the act would produce: everything is done and refused as by `performAct`, then taken back.
 * They bear no number, so none is taken.
 */
export async function previewPapers(context: RequestContext, name: ActName, input: ActInput): Promise<Preview[]> {
  const record = await recorder(context, name, input, true);
  const em = context.em.fork();
  await em.begin();
  try {
    const { documents } = await record(em);
    return documents.flatMap(({ name: document, paper }) => (paper ? [{ name: document, paper }] : []));
  } finally {
    await em.rollback();
  }
}

/** Reads the input and gives what is done with it within a transaction. */
async function recorder(
  context: RequestContext,
  name: ActName,
  input: ActInput,
  isPreview = false,
): Promise<(em: EntityManager) => Promise<Act>> {
  const station = context.station as AgencyStation;
  const { identity } = context;
  assertMayPerform(name, identity);
  await assertStampedInTime(context.em, station.timestamps, station.now());
  const row = ACTS[name];
  const payload = await readFields(row, input, station);
  const actId = input.actId ?? randomUUIDv7();
  const caseId = input.caseId ?? (row.opens ? (input.actId ?? actId) : null);
  if (!caseId) throw refuse('MISSING_FIELD', { act: name, fields: ['caseId'] });
  const now = station.now();
  // what stays in the agency leaves no trace outside it, not even a digest
  const inputDigest = digestOf(JSON.parse(JSON.stringify({ ...without(input, payload.kept), actId })));

  return async (em) => {
    await lockCase(em, caseId);
    // an id that was drawn here is new
    const done = input.actId ? await em.findOne(Act, actId) : null;
    if (done) {
      if (done.name === name && done.payload['inputDigest'] === inputDigest) return done;
      throw refuse('ALREADY_DONE', { actId });
    }
    await assertReconciled(em);
    const here = await readCase(em, caseId);
    const { file, tracks } = here;
    if (!file && !row.opens) throw refuse('CASE_NOT_FOUND', { caseId, act: name });
    const named = input.documents ?? [];
    const precision = input.precision ?? 'minute';
    const bounds = [...(row.notBefore ?? []), ...(row.notAfter ? [row.notAfter] : [])].map(({ since }) => since);
    const starters = tracks.filter(({ track }) => bounds.includes(track)).map(({ actId }) => actId);
    const situation = situationOf(tracks, starters.length > 0 ? await em.find(Act, { id: { $in: starters } }) : []);
    const next = decide(
      {
        act: name,
        identity,
        occurredAt: input.occurredAt,
        precision,
        documents: named,
        now,
        published: file?.origin === 'PUBLISHED',
      },
      situation,
    );
    const toDraw = documentsToDraw(row, payload.values, named, situation.state);
    assertRequiredHere(row, payload.values, situation.state);
    assertComplete(row, payload.values, {
      penalised: isPenalised(situation.state),
      seized: hasSeizedItems(situation.state),
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
      isPreview,
    );
    const documents = [...named, ...drawn];
    const moved = movedTracks(row.moves, situation.state);
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
      after: file ? await lastAct(em, caseId) : [],
    };
    const { digest } = await post(em, envelope, station.keyring);
    const { act } = await applyEnvelope(em, here, envelope, digest, new Map(evidence.map(({ id }) => [id, true])));
    if (Object.keys(payload.kept).length > 0)
      em.persist(em.create(PrivateFields, { actId, caseId, fields: payload.kept }));
    if (payload.file) await describeEvidence(em, payload.file.id, envelope);
    await station.effects[name]?.(em, envelope);
    return act;
  };
}

/** The act that was recorded last on the case: whoever takes the next has had it. */
async function lastAct(em: EntityManager, caseId: string): Promise<string[]> {
  const rows = (await em.execute('select id from act where case_id = ? order by recorded_at desc, id desc limit 1', [
    caseId,
  ])) as { id: string }[];
  return rows.map(({ id }) => id);
}

const without = (input: ActInput, kept: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(input).filter(([key]) => !(key in kept)));
