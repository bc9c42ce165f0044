import { loaderOf } from '@xianjie/subgraph-kit/access-guard.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';

/** Steps of one item, receipts of one act: each is bounded by its own number, whatever else the request asks for. */
export const MOST_STEPS = 1_000;

/** All rows of a kind by a key, one query per request. */
export function grouped<T>(
  context: RequestContext,
  purpose: unknown,
  load: (ids: string[]) => Promise<T[]>,
  key: (row: T) => string,
) {
  return loaderOf<T[]>(context, purpose, async (ids) => {
    const rows = await load([...ids]);
    const byKey = Map.groupBy(rows, key);
    return ids.map((id) => (byKey.get(id) ?? []).slice(-MOST_STEPS));
  });
}
