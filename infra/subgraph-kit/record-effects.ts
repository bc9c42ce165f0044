import type { EntityManager } from '@mikro-orm/postgresql';
import type { EntityName } from '@mikro-orm/core';
import type { Envelope } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { Act } from './entities.ts';
import type { Effect } from './station-context.ts';

/** The record of one case, made when first needed. */
async function recordOf<T extends object>(em: EntityManager, entity: EntityName<T>, caseId: string): Promise<T> {
  const known = await em.findOne(entity, { caseId } as never);
  if (known) return known as T;
  const made = em.create(entity, { caseId } as never, { partial: true } as never) as T;
  em.persist(made);
  return made;
}

/** An effect that writes what an act says into the agency's record of the case, one line per act. */
export function recordEffect<T extends object>(
  entity: EntityName<T>,
  read: (envelope: Envelope, at: Date) => Partial<T>,
): Effect {
  return async (em, envelope) => {
    const record = await recordOf(em, entity, envelope.caseId);
    Object.assign(record, read(envelope, new Date(envelope.occurredAt)));
    await em.flush();
  };
}

/** The receipt of a body outside the hub must belong to an act that this agency sent it. */
export const checkExternalReceipt: Effect = async (em, act) => {
  const { sentActId, body } = act.payload as { sentActId: string; body: string };
  const sent = await em.findOne(Act, { id: sentActId, caseId: act.caseId, agency: act.from });
  if (!sent?.recipients.includes(body))
    throw refuse('BAD_FIELD', { field: '所回执的办理事项', reason: '本机关没有在本案向该机关发出这项办理，请核对。' });
};

/** The state a track has after an act. */
export const trackAfter = ({ tracks }: Envelope, track: string): string =>
  tracks.find((row) => row.track === track)?.state ?? 'NONE';
/** A text of the payload, or null. */
export const text = ({ payload }: Envelope, key: string): string | null => (payload[key] as string | undefined) ?? null;
/** The number of the first document of that name. */
export const documentNumber = ({ documents, documentNumber: own }: Envelope, name: string): string | null =>
  documents.find((document) => document.name === name)?.number ?? own ?? null;
