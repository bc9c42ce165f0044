import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { DOCKET, type Agency } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { KEY_FILE_IDS } from '@xianjie/contracts/key-notice.ts';
import { LockMode } from '@mikro-orm/core';
import { Alarm, HeldArrival, InboxMessage, OutboxMessage } from '@xianjie/exchange/entities.ts';
import { addReceipt } from '@xianjie/exchange/receipts.ts';
import { assertSignedIn } from './access-guard.ts';
import { connectionType, paginate, type Connection } from './connection.ts';
import { OnlyFor } from './declarations.ts';
import { AlarmItem, DEAD_AFTER_MS, HeldItem, InboxItem, OutboxItem } from './mailbox-types.ts';
import type { RequestContext } from './station-context.ts';

const ORDINARY_MS = 5_000;
/** Key acts concern no case; the key book shows what they say. */
const ON_CASES = { $nin: [...KEY_FILE_IDS] };

const AlarmConnection = connectionType(() => AlarmItem as never, 'AlarmItem', true);
const HeldConnection = connectionType(() => HeldItem as never, 'HeldItem', true);
const InboxConnection = connectionType(() => InboxItem as never, 'InboxItem', true);
const OutboxConnection = connectionType(() => OutboxItem as never, 'OutboxItem', true);

const map = <A, B>({ edges, pageInfo }: Connection<A>, view: (row: A) => B): Connection<B> => ({
  pageInfo,
  edges: edges.map(({ cursor, node }) => ({ cursor, node: view(node) })),
});

/** Queries `<agency>Inbox`, `<agency>Outbox`, `<agency>HeldArrivals` and `<agency>Alarms` and mutation `open<Agency>InboxItem`, for the agency's own officers only. */
export function mailboxResolver(agency: Agency, prefix: string): new () => object {
  const own = (context: RequestContext) => {
    const identity = assertSignedIn(context);
    if (identity.organisation !== agency) throw refuse('NOT_YOURS_TO_SEE', { group: '收件箱' });
    return identity;
  };
  @Resolver()
  class Mailbox {
    @OnlyFor(agency)
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
      const where = { ...(unopened ? { openedAt: null } : {}), caseId: caseId ?? ON_CASES };
      const page = await paginate(
        context.em,
        InboxMessage,
        where,
        { first, after },
        { by: ['receivedAt', 'envelopeId'], descending: true },
      );
      return map(page, (row) => new InboxItem(row, agency));
    }

    @OnlyFor(agency)
    @Query(() => OutboxConnection, {
      name: `${prefix}Outbox`,
      description: '发件箱: sent acts by recipient with their receipts, newest first',
    })
    async outbox(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
      @Arg('caseId', () => ID, { nullable: true }) caseId?: string,
      @Arg('toAgencies', () => Boolean, {
        nullable: true,
        description: 'without what only the shared docket is told',
      })
      toAgencies?: boolean,
      @Arg('dead', () => Boolean, {
        nullable: true,
        description: '滞留件: only what has not been delivered for over an hour, oldest first',
      })
      dead?: boolean,
    ) {
      own(context);
      const now = context.station.now();
      const page = await paginate(
        context.em,
        OutboxMessage,
        {
          caseId: caseId ?? ON_CASES,
          ...(toAgencies ? { recipient: { $ne: DOCKET } } : {}),
          ...(dead ? { receiptedAt: null, recordedAt: { $lt: new Date(now.getTime() - DEAD_AFTER_MS) } } : {}),
        },
        { first, after },
        { by: ['recordedAt', 'envelopeId', 'recipient'], descending: !dead },
      );
      return map(page, (row) => new OutboxItem(row, now));
    }

    @OnlyFor(agency)
    @Query(() => HeldConnection, {
      name: `${prefix}HeldArrivals`,
      description: '待生效件: what has arrived and can not take effect yet, longest first',
    })
    async held(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
    ) {
      own(context);
      const order = { by: ['since', 'envelopeId', 'kind', 'sender', 'digest'] as const };
      // acts overtake each other on their way: what waits shorter is ordinary
      const since = { $lt: new Date(context.station.now().getTime() - ORDINARY_MS) };
      return map(
        await paginate(context.em, HeldArrival, { since }, { first, after }, order),
        (row) => new HeldItem(row),
      );
    }

    @OnlyFor(agency)
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

    @OnlyFor(agency)
    @Mutation(() => InboxItem, {
      name: `open${prefix[0]!.toUpperCase()}${prefix.slice(1)}InboxItem`,
      description: '标记已阅: an officer has opened it',
    })
    async open(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
      const identity = own(context);
      const opened = await context.em.fork().transactional(async (em) => {
        const row = await em.findOne(InboxMessage, { envelopeId: id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
        if (!row) throw refuse('CASE_NOT_FOUND', { caseId: id });
        if (row.openedAt) return row;
        const { keyring, now } = context.station;
        row.openedAt = now();
        row.openedBy = identity.sub;
        await addReceipt(em, row, 'OPENED', { name: agency, keyring, at: row.openedAt });
        return row;
      });
      context.wake();
      return new InboxItem(opened, agency);
    }
  }
  return Mailbox;
}
