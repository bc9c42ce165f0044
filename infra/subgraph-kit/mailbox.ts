import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { Alarm, InboxMessage, OutboxMessage } from '@xianjie/exchange/entities.ts';
import { assertSignedIn } from './access-guard.ts';
import { connectionType, paginate, type Connection } from './connection.ts';
import { AlarmItem, InboxItem, OutboxItem } from './mailbox-types.ts';
import type { RequestContext } from './station-context.ts';

const AlarmConnection = connectionType(() => AlarmItem as never, 'AlarmItem', true);
const InboxConnection = connectionType(() => InboxItem as never, 'InboxItem', true);
const OutboxConnection = connectionType(() => OutboxItem as never, 'OutboxItem', true);

const map = <A, B>({ edges, pageInfo }: Connection<A>, view: (row: A) => B): Connection<B> => ({
  pageInfo,
  edges: edges.map(({ cursor, node }) => ({ cursor, node: view(node) })),
});

/** Queries `<agency>Inbox`, `<agency>Outbox` and `<agency>Alarms` and mutation `open<Agency>InboxItem`, for the agency's own officers only. */
export function mailboxResolver(agency: Agency, prefix: string): new () => object {
  const own = (context: RequestContext) => {
    const identity = assertSignedIn(context);
    if (identity.organisation !== agency) throw refuse('NOT_YOURS_TO_SEE', { group: '收件箱' });
    return identity;
  };
  @Resolver()
  class Mailbox {
    @Query(() => InboxConnection, {
      name: `${prefix}Inbox`,
      description: '收件箱: acts of other agencies, newest first',
    })
    async inbox(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
      @Arg('unopened', () => Boolean, { nullable: true }) unopened?: boolean,
      @Arg('caseId', () => ID, { nullable: true }) caseId?: string,
    ) {
      own(context);
      const where = { ...(unopened ? { openedAt: null } : {}), ...(caseId ? { caseId } : {}) };
      const page = await paginate(
        context.em,
        InboxMessage,
        where,
        { first, after },
        { by: ['receivedAt', 'envelopeId'], descending: true },
      );
      return map(page, (row) => new InboxItem(row, agency));
    }

    @Query(() => OutboxConnection, {
      name: `${prefix}Outbox`,
      description: '发件箱: sent acts by recipient with their receipts, newest first',
    })
    async outbox(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
      @Arg('caseId', () => ID, { nullable: true }) caseId?: string,
    ) {
      own(context);
      const page = await paginate(
        context.em,
        OutboxMessage,
        caseId ? { caseId } : {},
        { first, after },
        { by: ['recordedAt', 'envelopeId', 'recipient'], descending: true },
      );
      return map(page, (row) => new OutboxItem(row));
    }

    @Query(() => AlarmConnection, {
      name: `${prefix}Alarms`,
      description: '警报: messages that may be forged or changed, newest first',
    })
    async alarms(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
    ) {
      own(context);
      const page = await paginate(
        context.em,
        Alarm,
        {},
        { first, after },
        { by: ['raisedAt', 'id'], descending: true },
      );
      return map(page, (row) => new AlarmItem(row));
    }

    @Mutation(() => InboxItem, {
      name: `open${prefix[0]!.toUpperCase()}${prefix.slice(1)}InboxItem`,
      description: '标记已阅: an officer has opened it',
    })
    async open(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
      const identity = own(context);
      const row = await context.em.findOne(InboxMessage, { envelopeId: id });
      if (!row) throw refuse('CASE_NOT_FOUND', { caseId: id });
      if (!row.openedAt) {
        row.openedAt = context.station.now();
        row.openedBy = identity.sub;
        await context.em.flush();
      }
      return new InboxItem(row, agency);
    }
  }
  return Mailbox;
}
