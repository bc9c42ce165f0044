import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActDocument, CaseHeader, Envelope, EvidenceRef, Party } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { MaterialInput } from './act-fields.ts';
import { CaseFile, EvidenceItem } from './entities.ts';
import type { ActInput } from './perform-act.ts';

/** The case as it travels. */
export function headerOf(file: CaseFile): CaseHeader {
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

/** The header of a case that an act opens. */
export function newHeader(
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
export async function evidenceOf(
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

/** What the act that registers a file says of it. */
export async function describeEvidence(em: EntityManager, id: string, { payload }: Envelope): Promise<void> {
  const { title: _title, kind: _kind, file: _file, inputDigest: _digest, ...details } = payload;
  (await em.findOneOrFail(EvidenceItem, id)).details = details;
  await em.flush();
}
