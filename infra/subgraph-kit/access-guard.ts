import DataLoader from 'dataloader';
import { maySeeOf as organisationMaySee, FIELD_GROUPS, type FieldGroup } from '@xianjie/contracts/access/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { stateOf } from './case-state.ts';
import { TrackState } from './entities.ts';
import type { RequestContext } from './station-context.ts';

/** One loader per request and purpose, so that a list costs one query per kind of row, not one per row. */
export function loaderOf<V>(
  context: RequestContext,
  purpose: unknown,
  load: (ids: readonly string[]) => Promise<(V | null)[]>,
): DataLoader<string, V | null> {
  let loader = context.loaders.get(purpose) as DataLoader<string, V | null> | undefined;
  if (!loader) context.loaders.set(purpose, (loader = new DataLoader(load, { maxBatchSize: 200 })));
  return loader;
}

/** One row by its id, batched with the others of the request. */
export function rowById<T extends { id: string }>(
  context: RequestContext,
  entity: new () => T,
  id: string,
): Promise<T | null> {
  return loaderOf<T>(context, entity, async (ids) => {
    const rows = (await context.em.find(entity, { id: { $in: [...ids] } } as never)) as T[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((key) => byId.get(key) ?? null);
  }).load(id);
}

/** Rows of one entity by case, in the order asked. */
export function inOrder<T extends { caseId: string }>(ids: readonly string[], rows: readonly T[]): (T | null)[] {
  const byCase = new Map(rows.map((row) => [row.caseId, row]));
  return ids.map((id) => byCase.get(id) ?? null);
}

/** The state of a case as this station knows it; null when it does not know the case. */
export function caseState(context: RequestContext, caseId: string): Promise<CaseState | null> {
  return loaderOf<CaseState>(context, caseState, async (ids) => {
    const rows = await context.em.find(TrackState, { caseId: { $in: [...ids] } });
    return ids.map((id) => {
      const tracks = rows.filter((row) => row.caseId === id);
      return tracks.length > 0 ? stateOf(tracks) : null;
    });
  }).load(caseId);
}

export function assertSignedIn(context: RequestContext): Identity {
  if (!context.identity) throw refuse('UNAUTHENTICATED');
  return context.identity;
}

export const maySeeOf = ({ organisation }: Identity, state: CaseState, group: FieldGroup): boolean =>
  organisationMaySee(organisation, state, group);

/**
 * Whether the caller sees this group of fields of a case now. Of a case that is not before it an organisation is not told that it
 * exists; of one that is, it is told what it may not see.
 * @throws NOT_YOURS_TO_SEE
 */
export async function sees(context: RequestContext, caseId: string, group: FieldGroup): Promise<boolean> {
  const identity = assertSignedIn(context);
  const state = await caseState(context, caseId);
  if (!state || !maySeeOf(identity, state, 'case.header')) return false;
  if (!maySeeOf(identity, state, group))
    throw refuse('NOT_YOURS_TO_SEE', { caseId, group: FIELD_GROUPS[group], fieldGroup: group });
  context.reads.note(context, caseId, group);
  return true;
}
