import { digestOf } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { InterventionContent } from '@xianjie/contracts/intervention/content.ts';
import { scopesOf } from '@xianjie/contracts/access/scopes.ts';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { assertSignedIn, loaderOf } from '../access-guard.ts';
import type { RequestContext } from '../station-context.ts';
import { InterventionAccess, type InterventionRecord } from './entities.ts';
import type { Sealing } from './sealing-keys.ts';

/** Who reads the records of all agencies; an author reads the own ones; nobody else reads any. */
export const DISCIPLINE = 'DISCIPLINE_BODY:DISCIPLINE_OFFICER';
export const isDiscipline = (identity: Identity): boolean => scopesOf(identity).includes(DISCIPLINE);

/** @throws SEALING_UNAVAILABLE where the agency has no sealing keys */
export function sealingOf({ station }: RequestContext): Sealing {
  if (!station.sealing) throw refuse('SEALING_UNAVAILABLE');
  return station.sealing;
}

/** What is not hidden of a record but can not be changed without its seal breaking: it belongs to this row alone. */
export const boundOf = (
  agency: string,
  { id, number, supplements, author }: Pick<InterventionRecord, 'id' | 'number' | 'supplements' | 'author'>,
): string => JSON.stringify([agency, id, number, supplements ?? null, author]);

/** Whether the caller is the author of a record or the discipline body. */
export function mayOpen(context: RequestContext, { author }: InterventionRecord): boolean {
  const identity = assertSignedIn(context);
  if (isDiscipline(identity)) return true;
  return identity.organisation === context.station.name && sealingOf(context).marksOf(identity.sub).includes(author);
}

/**
 * Opens the seal of a record. Who may is decided before, and the reading is noted beside.
 * @throws SEAL_BROKEN
 */
export function openRecord(context: RequestContext, record: InterventionRecord): InterventionContent {
  const broken = () => refuse('SEAL_BROKEN', { number: record.number });
  try {
    const text = sealingOf(context).unseal(record.sealed, boundOf(context.station.name, record));
    const content = JSON.parse(text.toString()) as InterventionContent;
    if (digestOf(content) !== record.digest) throw broken();
    return content;
  } catch (error) {
    if ((error as { code?: string }).code === 'SEAL_BROKEN') throw broken();
    throw error;
  }
}

/** A reading as its own sealed log keeps it. */
export interface Reading {
  readonly sub: string;
  readonly name: string;
  readonly organisation: string;
  /** index of the file that was opened; absent: the record */
  readonly medium?: number;
  readonly operation: string | null;
}
const boundOfReading = (agency: string, recordId: string, at: Date) =>
  JSON.stringify([agency, recordId, at.toISOString()]);

/** Notes readings of the caller; nothing is shown before that is done. */
export async function noteReadings(
  context: RequestContext,
  recordIds: readonly string[],
  medium?: number,
): Promise<void> {
  const { sub, name, organisation } = assertSignedIn(context);
  const at = context.station.now();
  const reading: Reading = {
    sub,
    name,
    organisation,
    operation: context.operation.name,
    ...(medium === undefined ? {} : { medium }),
  };
  const rows = recordIds.map((recordId) => ({
    recordId,
    at,
    sealed: sealingOf(context).seal(
      Buffer.from(JSON.stringify(reading)),
      boundOfReading(context.station.name, recordId, at),
    ),
  }));
  await context.em.fork().transactional(async (em) => {
    for (const row of rows) em.persist(em.create(InterventionAccess, row));
  });
}

export function openReading(context: RequestContext, { recordId, at, sealed }: InterventionAccess): Reading {
  const text = sealingOf(context).unseal(sealed, boundOfReading(context.station.name, recordId, at));
  return JSON.parse(text.toString()) as Reading;
}

/** The content of a record for whoever may open it, with the reading noted; each record once a request. */
export async function readRecord(context: RequestContext, record: InterventionRecord): Promise<InterventionContent> {
  if (!mayOpen(context, record)) throw refuse('INTERVENTION_NOT_FOUND');
  await loaderOf<true>(context, noteReadings, async (ids) => {
    await noteReadings(context, ids);
    return ids.map(() => true);
  }).load(record.id);
  return openRecord(context, record);
}
