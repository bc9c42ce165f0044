import type { EntityManager } from '@mikro-orm/postgresql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn, maySeeOf } from '@xianjie/subgraph-kit/access-guard.ts';
import { stateOf } from '@xianjie/subgraph-kit/case-state.ts';
import { pageSize } from '@xianjie/subgraph-kit/connection.ts';
import { TrackState } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { EVENT_KINDS, FeedEvent, FeedHead, type EventKind } from '../entities/feed.ts';
import { feedWatch } from '../feed-watch.ts';
import { loadCase } from './case.query.ts';
import { loadDeadline } from './deadline.query.ts';
import { CaseView, DeadlineView } from './views.ts';

const KindEnum = Object.fromEntries(Object.keys(EVENT_KINDS).map((name) => [name, name]));
registerEnumType(KindEnum, {
  name: 'EventKind',
  description: Object.entries(EVENT_KINDS)
    .map(([name, zh]) => `${name} ${zh}`)
    .join(', '),
});
const CLOCK_KINDS = (Object.keys(EVENT_KINDS) as EventKind[]).filter((kind) => kind.startsWith('CLOCK_'));

@ObjectType('CaseEvent', { description: '案件动态: thin; select what else is wanted through `case`' })
export class CaseEvent {
  constructor(readonly row: FeedEvent) {}
  @Field(() => String, { description: 'position in the feed; pass the last one seen as `after` to miss nothing' })
  get cursor(): string {
    return String(this.row.cursor);
  }
  @Field(() => KindEnum, { description: 'what happened' })
  get kind(): EventKind {
    return this.row.kind;
  }
  @Field(() => ID, { description: 'the case' })
  get caseId(): string {
    return this.row.caseId;
  }
  @Field(() => ID, { nullable: true, description: 'the act, where one did it' })
  get actId(): string | null {
    return this.row.actId ?? null;
  }
  @Field(() => Date, { description: 'when the hub noted it' })
  get at(): Date {
    return this.row.at;
  }
  @Field(() => String, { description: '说明' })
  get message(): string {
    return this.row.message;
  }
}

@ObjectType({ description: 'A page of the feed' })
class EventPage {
  @Field(() => [CaseEvent], { description: 'events in order' }) declare events: CaseEvent[];
  @Field(() => String, { description: 'pass as `after` next time' }) declare cursor: string;
  @Field(() => Boolean, { description: 'more events follow' }) declare hasMore: boolean;
}

interface Filter {
  readonly kinds?: readonly EventKind[] | undefined;
  readonly caseId?: string | undefined;
}

const readCursor = (after: string): number => {
  const cursor = Number(after);
  if (!Number.isSafeInteger(cursor) || cursor < 0) throw refuse('BAD_CURSOR', { cursor: after });
  return cursor;
};

/** The next events after a cursor that concern the caller and that the caller may see now; also how far was looked. */
async function readFeed(
  em: EntityManager,
  identity: Identity,
  after: number,
  filter: Filter,
  limit: number,
): Promise<{ events: FeedEvent[]; seen: number; hasMore: boolean }> {
  const where = {
    cursor: { $gt: after },
    audience: { $contains: [identity.organisation] },
    ...(filter.kinds ? { kind: { $in: [...filter.kinds] } } : {}),
    ...(filter.caseId ? { caseId: filter.caseId } : {}),
  };
  const rows = await em.find(FeedEvent, where as never, { orderBy: { cursor: 1 }, limit });
  const tracks = await em.find(TrackState, { caseId: { $in: [...new Set(rows.map(({ caseId }) => caseId))] } });
  const visible = (caseId: string) =>
    maySeeOf(identity, stateOf(tracks.filter((row) => row.caseId === caseId)), 'case.header');
  return {
    events: rows.filter(({ caseId }) => visible(caseId)),
    seen: rows.at(-1)?.cursor ?? after,
    hasMore: rows.length === limit,
  };
}

const BATCH = 200;

/** Follows the feed for as long as the client listens: what is already there after the cursor first, then what comes. */
async function* follow(
  context: RequestContext,
  after: string | null | undefined,
  filter: Filter,
): AsyncGenerator<FeedEvent> {
  const identity = assertSignedIn(context);
  const fork = () => context.em.fork();
  let cursor = after ? readCursor(after) : ((await fork().findOne(FeedHead, { id: 1 }))?.last ?? 0);
  const stop = new AbortController();
  try {
    for (;;) {
      const news = feedWatch().next(stop.signal);
      const { events, seen, hasMore } = await readFeed(fork() as EntityManager, identity, cursor, filter, BATCH);
      cursor = seen;
      for (const event of events) {
        // the context is that of the whole subscription, but each event is seen as things are then
        context.loaders.clear();
        context.em.clear();
        yield event;
      }
      if (!hasMore) await news;
    }
  } finally {
    stop.abort();
  }
}

type Arguments = { args: { after?: string | null; caseId?: string; kinds?: EventKind[] }; context: RequestContext };

@Resolver(() => CaseEvent)
export class FeedSubscription {
  @Subscription(() => CaseEvent, {
    description: '本单位关注的时限动态：开始、提醒、延长、完成、逾期',
    subscribe: ({ args, context }: Arguments) =>
      follow(context, args.after, { kinds: CLOCK_KINDS, caseId: args.caseId }),
  })
  deadlineEvents(
    @Root() row: FeedEvent,
    @Arg('after', () => String, { nullable: true }) _after?: string,
    @Arg('caseId', () => ID, { nullable: true }) _caseId?: string,
  ): CaseEvent {
    return new CaseEvent(row);
  }

  @Subscription(() => CaseEvent, {
    description: '本单位关注的全部动态：办理、送达、时限',
    subscribe: ({ args, context }: Arguments) =>
      follow(context, args.after, { kinds: args.kinds, caseId: args.caseId }),
  })
  caseEvents(
    @Root() row: FeedEvent,
    @Arg('after', () => String, { nullable: true }) _after?: string,
    @Arg('caseId', () => ID, { nullable: true }) _caseId?: string,
    @Arg('kinds', () => [KindEnum], { nullable: true }) _kinds?: EventKind[],
  ): CaseEvent {
    return new CaseEvent(row);
  }

  @Query(() => EventPage, { description: '动态的一页，从游标之后读起' })
  async events(
    @Ctx() context: RequestContext,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('caseId', () => ID, { nullable: true }) caseId?: string,
    @Arg('kinds', () => [KindEnum], { nullable: true }) kinds?: EventKind[],
  ): Promise<EventPage> {
    const identity = assertSignedIn(context);
    const { events, seen, hasMore } = await readFeed(
      context.em,
      identity,
      readCursor(after ?? '0'),
      { caseId, kinds },
      pageSize(first),
    );
    return { events: events.map((row) => new CaseEvent(row)), cursor: String(seen), hasMore };
  }

  @FieldResolver(() => CaseView, { nullable: true, description: '案件' })
  case(@Root() { row }: CaseEvent, @Ctx() context: RequestContext) {
    return loadCase(context, row.caseId);
  }

  @FieldResolver(() => DeadlineView, { nullable: true, description: '时限' })
  deadline(@Root() { row }: CaseEvent, @Ctx() context: RequestContext) {
    return row.deadlineId ? loadDeadline(context, row.deadlineId) : null;
  }
}
