import { DOCKET } from '@xianjie/contracts/agencies.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { federatedSchema } from '@xianjie/subgraph-kit/federated-schema.ts';
import { readSettings, type Settings } from '@xianjie/subgraph-kit/settings.ts';
import { startStation, type RunningSubgraph } from '@xianjie/subgraph-kit/start-subgraph.ts';
import { entitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { RenderPool } from '@xianjie/papers/render-pool.ts';
import { readStatuteSettings } from './clocks/statute-settings.ts';
import { watchClocks } from './clocks/fire-due.ts';
import { Deadline, DeadlineLog } from './entities/deadline.ts';
import { DocketEntry } from './entities/docket-entry.ts';
import { CustodyEntry, Delivery, FeedEvent, FeedHead } from './entities/feed.ts';
import { HolidayPlan } from './entities/holiday-plan.ts';
import { startFeedWatch } from './feed-watch.ts';
import { migrations } from './migrations/index.ts';
import { paperPage } from './papers.ts';
import { receiveAct, receiveReceipt } from './receive.ts';
import { CaseQuery, loadCase } from './resolvers/case.query.ts';
import { CustodyQuery, DeliveryQuery, loadEvidence } from './resolvers/custody.query.ts';
import { DeadlineHistoryQuery } from './resolvers/deadline-history.query.ts';
import { DeadlineQuery, loadDeadline } from './resolvers/deadline.query.ts';
import { EntryDutyQuery } from './resolvers/entry-duty.query.ts';
import { FeedSubscription } from './resolvers/feed.subscription.ts';
import { HolidayPlanQuery } from './resolvers/holiday-plan.query.ts';
import { PublishHolidayPlan } from './resolvers/publish-holiday-plan.ts';

export const entities = entitiesOf({
  entities: [Deadline, DeadlineLog, DocketEntry, FeedEvent, FeedHead, Delivery, CustodyEntry, HolidayPlan],
});
export { migrations };

export const schema = () =>
  federatedSchema(
    [
      CaseQuery,
      CustodyQuery,
      DeliveryQuery,
      DeadlineQuery,
      DeadlineHistoryQuery,
      EntryDutyQuery,
      FeedSubscription,
      HolidayPlanQuery,
      PublishHolidayPlan,
    ],
    {
      Case: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadCase(context, id) },
      Evidence: {
        __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadEvidence(context, id),
      },
      Deadline: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadDeadline(context, id) },
    },
  );

/** The hub's own desk: a party to every envelope, the owner of the case file and the clocks. It performs no act. */
export async function startDocket(settings: Settings = readSettings()): Promise<RunningSubgraph> {
  const statutes = readStatuteSettings();
  const watch = startFeedWatch(settings.databaseUrl);
  const pool = new RenderPool();
  return startStation({
    settings,
    base: { name: DOCKET, store: new ObjectStore(settings.filesDirectory), effects: {} },
    entities,
    migrations,
    schema: await schema(),
    receive: {
      onEnvelope: (em, envelope, { digest }) => receiveAct(em, envelope, digest, new Date(), statutes),
      onReceipt: receiveReceipt,
    },
    page: paperPage(pool),
    background: (orm) => {
      const clocks = watchClocks(orm, (message, error) => console.error(message, error), statutes);
      return { stop: () => Promise.all([clocks.stop(), watch.stop(), pool.close()]).then(() => {}) };
    },
  });
}
