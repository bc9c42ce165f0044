import { LockMode } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { stateOf } from '@xianjie/subgraph-kit/case-state.ts';
import { Act, CaseFile, TrackState } from '@xianjie/subgraph-kit/entities.ts';
import { DocketEntry } from '../entities/docket-entry.ts';
import { keepEntry, TEXT_VERSION } from './keep-entry.ts';

const BATCH = 100;

/** Makes entries anew whose words were made in an older way, each once whichever replica takes it; true when there may be more. */
export function renewEntries(orm: MikroORM): Promise<boolean> {
  return orm.em.fork().transactional(async (em) => {
    const old = await em.find(
      DocketEntry,
      { textVersion: { $lt: TEXT_VERSION } },
      { limit: BATCH, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
    for (const entry of old) {
      const { caseId } = entry;
      const file = await em.findOneOrFail(CaseFile, caseId);
      const acts = await em.find(Act, { caseId }, { orderBy: { occurredAt: 1, id: 1 } });
      Object.assign(entry, { division: file.division, titleText: '', partyText: '', numberText: '' });
      const state = stateOf(await em.find(TrackState, { caseId }));
      await keepEntry(em as never, file, state, acts);
    }
    return old.length === BATCH;
  });
}

/** Brings the entries of an older version up to date once, while the docket already answers. */
export function keepEntriesRenewed(
  orm: MikroORM,
  log: (message: string, error?: unknown) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  const work = (async () => {
    while (!stopped && (await renewEntries(orm)));
  })().catch((error: unknown) =>
    log('entries of the case lists could not be made anew; tried again at the next start', error),
  );
  return {
    async stop() {
      stopped = true;
      await work;
    },
  };
}
