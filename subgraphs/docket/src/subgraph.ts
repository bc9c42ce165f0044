import { DOCKET } from '@xianjie/contracts/agencies.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { accessRecordsResolver } from '@xianjie/subgraph-kit/access-records.ts';
import { keyActsResolver } from '@xianjie/subgraph-kit/key-acts.ts';
import { ledgerResolver } from '@xianjie/subgraph-kit/ledger/ledger-query.ts';
import { federatedSchema } from '@xianjie/subgraph-kit/federated-schema.ts';
import { readSettings, type Settings } from '@xianjie/subgraph-kit/settings.ts';
import { startStation, type RunningSubgraph } from '@xianjie/subgraph-kit/start-subgraph.ts';
import { pagesOf } from '@xianjie/subgraph-kit/pages.ts';
import { gaugesOf } from '@xianjie/subgraph-kit/station-metrics.ts';
import { entitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { RenderPool } from '@xianjie/papers/render-pool.ts';
import { readStatuteSettings } from './clocks/statute-settings.ts';
import { watchClocks } from './clocks/fire-due.ts';
import { Deadline, DeadlineLog } from './entities/deadline.ts';
import { CaseOfficer } from './entities/case-officer.ts';
import { DocketEntry } from './entities/docket-entry.ts';
import { CustodyEntry, Delivery, EvidenceAccess, FeedEvent, FeedHead } from './entities/feed.ts';
import { PublicDecision } from './entities/public-decision.ts';
import { HolidayPlan } from './entities/holiday-plan.ts';
import { startFeedWatch } from './feed-watch.ts';
import { keepEntriesRenewed } from './list/renew-entries.ts';
import { migrations } from './migrations/index.ts';
import { bundlePage } from './bundle/bundle-page.ts';
import { evidencePage } from './evidence-page.ts';
import { publicDecisions } from './public-decisions.ts';
import { paperPage } from './papers.ts';
import { receiveReceipts } from './deliveries.ts';
import { receiveAct } from './receive.ts';
import { CaseListQuery } from './resolvers/case-list.query.ts';
import { CaseQuery, referredCase } from './resolvers/case.query.ts';
import { CustodyQuery, referredEvidence } from './resolvers/custody.query.ts';
import { DeliveryQuery } from './resolvers/delivery.query.ts';
import { DeadlineHistoryQuery } from './resolvers/deadline-history.query.ts';
import { DeadlineQuery, loadDeadline } from './resolvers/deadline.query.ts';
import { EntryDutyQuery } from './resolvers/entry-duty.query.ts';
import { FeedSubscription } from './resolvers/feed.subscription.ts';
import { HolidayPlanQuery } from './resolvers/holiday-plan.query.ts';
import { LawfulActsQuery } from './resolvers/lawful-acts.query.ts';
import { BoardQuery } from './resolvers/board.query.ts';
import { CalendarQuery } from './resolvers/calendar.query.ts';
import { StatuteQuery } from './resolvers/statute.query.ts';
import { SectionQuery } from './resolvers/section.query.ts';
import { ToDoQuery } from './resolvers/to-do.query.ts';
import { PublishHolidayPlan } from './resolvers/publish-holiday-plan.ts';

export const entities = entitiesOf({
  entities: [
    CaseOfficer,
    Deadline,
    DeadlineLog,
    DocketEntry,
    FeedEvent,
    FeedHead,
    Delivery,
    CustodyEntry,
    EvidenceAccess,
    PublicDecision,
    HolidayPlan,
  ],
});
export { migrations };

export const schema = () =>
  federatedSchema(
    [
      CaseListQuery,
      CaseQuery,
      accessRecordsResolver(DOCKET, 'docket'),
      keyActsResolver(DOCKET, 'docket'),
      ledgerResolver(DOCKET, 'docket'),
      CustodyQuery,
      DeliveryQuery,
      DeadlineQuery,
      DeadlineHistoryQuery,
      EntryDutyQuery,
      FeedSubscription,
      HolidayPlanQuery,
      PublishHolidayPlan,
      BoardQuery,
      CalendarQuery,
      LawfulActsQuery,
      SectionQuery,
      StatuteQuery,
      ToDoQuery,
    ],
    {
      Case: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => referredCase(context, id) },
      Evidence: {
        __resolveReference: ({ id }: { id: string }, context: RequestContext) => referredEvidence(context, id),
      },
      Deadline: { __resolveReference: ({ id }: { id: string }, context: RequestContext) => loadDeadline(context, id) },
    },
  );

const CLOCK_FIGURES = {
  xianjie_deadlines_open: {
    help: 'Clocks that run or stand still',
    sql: `select count(*) as value from deadline where status in ('RUNNING', 'PAUSED')`,
  },
  xianjie_deadlines_breached: {
    help: 'Clocks whose duty is overdue and not yet done',
    sql: `select count(*) as value from deadline where status = 'BREACHED'`,
  },
};

/** The hub's own desk: a party to every envelope, the owner of the case file and the clocks. It performs no act. */
export async function startDocket(settings: Settings = readSettings()): Promise<RunningSubgraph> {
  const statutes = readStatuteSettings();
  const watch = startFeedWatch(settings.databaseUrl);
  const pool = new RenderPool();
  return startStation({
    settings,
    base: {
      name: DOCKET,
      store: new ObjectStore(settings.filesDirectory),
      effects: {},
    },
    entities,
    migrations,
    schema: await schema(),
    receive: {
      onEnvelope: (em, envelope, { digest }) => receiveAct(em, envelope, digest, new Date(), statutes),
      onReceipts: receiveReceipts,
    },
    page: pagesOf(paperPage(pool), bundlePage(pool), evidencePage, publicDecisions),
    background: (orm, log) => {
      const clocks = watchClocks(orm, log, statutes);
      const entries = keepEntriesRenewed(orm, log);
      gaugesOf(() => orm.em.fork() as never, CLOCK_FIGURES);
      return { stop: () => Promise.all([clocks.stop(), entries.stop(), watch.stop(), pool.close()]).then(() => {}) };
    },
  });
}
