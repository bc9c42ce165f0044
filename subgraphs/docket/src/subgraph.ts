import { DOCKET } from '@xianjie/contracts/agencies.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { federatedSchema } from '@xianjie/subgraph-kit/federated-schema.ts';
import { readSettings, type Settings } from '@xianjie/subgraph-kit/settings.ts';
import { startStation, type RunningSubgraph } from '@xianjie/subgraph-kit/start-subgraph.ts';
import { entitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { watchClocks } from './clocks/fire-due.ts';
import { Deadline, DeadlineLog } from './entities/deadline.ts';
import { DocketEntry } from './entities/docket-entry.ts';
import { CustodyEntry, Delivery, FeedEvent, FeedHead } from './entities/feed.ts';
import { startFeedWatch } from './feed-watch.ts';
import { migrations } from './migrations/index.ts';
import { receiveAct, receiveReceipt } from './receive.ts';
import { CaseQuery, loadCase } from './resolvers/case.query.ts';
import { CustodyQuery, DeliveryQuery, loadEvidence } from './resolvers/custody.query.ts';
import { DeadlineQuery, loadDeadline } from './resolvers/deadline.query.ts';
import { FeedSubscription } from './resolvers/feed.subscription.ts';

export const entities = entitiesOf({
  entities: [Deadline, DeadlineLog, DocketEntry, FeedEvent, FeedHead, Delivery, CustodyEntry],
});
export { migrations };

export const schema = () =>
  federatedSchema([CaseQuery, CustodyQuery, DeliveryQuery, DeadlineQuery, FeedSubscription], {
    Case: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadCase(context, id) },
    Evidence: {
      __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadEvidence(context, id),
    },
    Deadline: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadDeadline(context, id) },
  });

/** The hub's own desk: a party to every envelope, the owner of the case file and the clocks. It performs no act. */
export async function startDocket(settings: Settings = readSettings()): Promise<RunningSubgraph> {
  const watch = startFeedWatch(settings.databaseUrl);
  return startStation({
    settings,
    base: { name: DOCKET, store: new ObjectStore(settings.filesDirectory), effects: {} },
    entities,
    migrations,
    schema: await schema(),
    receive: {
      onEnvelope: (em, envelope, { digest }) => receiveAct(em, envelope, digest, new Date()),
      onReceipt: receiveReceipt,
    },
    background: (orm) => {
      const clocks = watchClocks(orm, (message, error) => console.error(message, error));
      return { stop: () => Promise.all([clocks.stop(), watch.stop()]).then(() => {}) };
    },
  });
}
