import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Agency, Identity } from '@xianjie/contracts/agencies.ts';
import { digestOf } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import {
  interventionNumber,
  readInterventionValues,
  readMedia,
  readSupplement,
  supplementNumber,
  type InterventionContent,
  type InterventionMedium,
  type MediumSaid,
} from '@xianjie/contracts/intervention/content.ts';
import { intakeOf } from '@xianjie/object-store/object-store.ts';
import { assertSignedIn, sees } from '../access-guard.ts';
import { lockCase } from '../case-state.ts';
import { nextSerial } from '../draw-papers.ts';
import { CaseFile } from '../entities.ts';
import type { AgencyStation, RequestContext } from '../station-context.ts';
import { InterventionRecord } from './entities.ts';
import { boundOf, openRecord, sealingOf } from './open-record.ts';
import { sealMedium } from './sealed-media.ts';

export interface InterventionInput extends Record<string, unknown> {
  /** UUID chosen by the caller */
  readonly id?: string | null;
  readonly media?: readonly MediumSaid[] | null;
}
export interface SupplementInput {
  readonly id?: string | null;
  readonly recordId: string;
  readonly field?: string | null;
  readonly text: string;
  readonly media?: readonly MediumSaid[] | null;
}
type Said = Pick<InterventionContent, 'values' | 'caseTitle' | 'supplement'>;

/** Uploads that became no record are taken away after this. */
const INTAKE_MS = 24 * 3_600_000;

/** Takes down an intervention for the officer who is signed in. Repeating it with the same id and content gives the same record. */
export async function recordIntervention(
  context: RequestContext,
  input: InterventionInput,
): Promise<InterventionRecord> {
  const values = readInterventionValues(input, context.station.now());
  const caseTitle = await titleOf(context, values['caseId'] as string | undefined);
  const year = Temporal.Instant.from(context.station.now().toISOString()).toZonedDateTimeISO('Asia/Shanghai').year;
  return keep(context, input, { values, caseTitle, supplement: null }, async (em) =>
    interventionNumber(year, await nextSerial(em, `intervention ${year}`)),
  );
}

/** Adds to a record of one's own: what was written stays as it was. */
export async function supplementIntervention(
  context: RequestContext,
  input: SupplementInput,
): Promise<InterventionRecord> {
  const { sub } = assertSignedIn(context);
  const supplement = { to: input.recordId, ...readSupplement(input.text, input.field) };
  const record = await context.em.findOne(InterventionRecord, {
    id: input.recordId,
    supplements: null,
    author: { $in: [...sealingOf(context).marksOf(sub)] },
  });
  if (!record) throw refuse('INTERVENTION_NOT_FOUND');
  return keep(context, input, { values: {}, caseTitle: null, supplement }, async (em) =>
    supplementNumber(record.number, await nextSerial(em, `intervention ${record.id}`)),
  );
}

async function keep(
  context: RequestContext,
  input: Pick<InterventionInput, 'id' | 'media'>,
  said: Said,
  numbered: (em: EntityManager) => Promise<string>,
): Promise<InterventionRecord> {
  const station = context.station as AgencyStation;
  const { store, name: agency } = station;
  const identity = assertSignedIn(context);
  const id = input.id ?? randomUUIDv7();
  const given = readMedia(input.media ?? []);
  const known = await context.em.findOne(InterventionRecord, { id });
  if (known) return repeated(context, known, identity, said, given);
  const media: InterventionMedium[] = [];
  for (const medium of given) media.push(await sealMedium(store, agency, medium));
  const sealing = sealingOf(context);
  const record = await context.em.fork().transactional(async (em) => {
    await lockCase(em, id);
    const meanwhile = await em.findOne(InterventionRecord, { id });
    if (meanwhile) return meanwhile;
    const number = await numbered(em);
    const recordedAt = station.now();
    const content: InterventionContent = {
      id,
      number,
      agency: agency as Agency,
      author: { sub: identity.sub, name: identity.name },
      recordedAt: recordedAt.toISOString(),
      salt: randomBytes(32).toString('base64'),
      ...said,
      media,
    };
    const supplements = said.supplement?.to ?? null;
    const plain = { id, number, supplements, author: sealing.marksOf(identity.sub)[0]! };
    const sealed = sealing.seal(Buffer.from(JSON.stringify(content)), boundOf(agency, plain));
    const row = em.create(InterventionRecord, { ...plain, recordedAt, digest: digestOf(content), sealed });
    em.persist(row);
    return row;
  });
  await Promise.all(given.map(({ sha256 }) => store.discard(intakeOf(agency), sha256)));
  await store.discardOlder(intakeOf(agency), station.now().getTime() - INTAKE_MS);
  return repeated(context, record, identity, said, given);
}

/** The record that bears this id, if it is this officer's and says the same. */
function repeated(
  context: RequestContext,
  record: InterventionRecord,
  { sub }: Identity,
  said: Said,
  given: readonly MediumSaid[],
): InterventionRecord {
  const own = sealingOf(context).marksOf(sub).includes(record.author);
  const content = own ? openRecord(context, record) : null;
  const same = ({ values, supplement }: Said, media: readonly { readonly sha256: string }[]) =>
    digestOf({ values, supplement, media: media.map(({ sha256 }) => sha256) });
  if (!content || same(content, content.media) !== same(said, given))
    throw refuse('ALREADY_DONE', { actId: record.id });
  return record;
}

/** Title of the case that a record names; only of one that the author's agency may see. */
async function titleOf(context: RequestContext, caseId: string | undefined): Promise<string | null> {
  if (!caseId) return null;
  const file = (await sees(context, caseId, 'case.header')) ? await context.em.findOne(CaseFile, { id: caseId }) : null;
  if (!file) throw refuse('CASE_NOT_FOUND', { caseId });
  return file.title;
}
