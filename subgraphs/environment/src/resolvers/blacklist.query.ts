import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { signDigest } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { CaseRef } from '@xianjie/contracts/case/case-ref.ts';
import { assertMaySee, assertSignedIn, caseState, loaderOf } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, pageSize, paginate } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { BlacklistChange, CreditBlacklistEntry } from '../entities/blacklist.ts';

const EntryConnection = connectionType(() => CreditBlacklistEntry, 'CreditBlacklistEntry');

@ObjectType({ description: 'Changes of the list after a number; complete when `count` and the hashes agree' })
class BlacklistChangePage {
  @Field(() => [BlacklistChange], { description: 'changes in order' }) declare changes: BlacklistChange[];
  @Field(() => Int, { description: 'number of changes on this page' }) declare count: number;
  @Field(() => Boolean, { description: 'more changes follow' }) declare hasMore: boolean;
  @Field(() => Int, { description: 'pass as `after` next time' }) declare last: number;
  @Field(() => String, { description: 'hash of the change before this page; empty before the first' })
  declare previousHash: string;
  @Field(() => String, { description: 'hash of the last change of this page' }) declare lastHash: string;
  @Field(() => String, {
    nullable: true,
    description: 'Ed25519 of the environment bureau over `lastHash`, base64; null while the list is empty',
  })
  declare signature: string | null;
}

/** The list is for the credit platform and the environment bureau; it shows no case. */
function assertMayPull(context: RequestContext): void {
  const { organisation } = assertSignedIn(context);
  if (organisation !== 'CREDIT_PLATFORM' && organisation !== 'ENVIRONMENT')
    throw refuse('NOT_YOURS_TO_SEE', { group: '失信名单' });
}

@Resolver()
export class BlacklistQuery {
  @Query(() => EntryConnection, { description: '失信名单（现行条目；delisted 为真时包括已移出的）' })
  async creditBlacklist(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('uscc', () => String, { nullable: true }) uscc?: string,
    @Arg('delisted', () => Boolean, { nullable: true }) delisted?: boolean,
  ) {
    assertMayPull(context);
    const where = { ...(delisted ? {} : { delistedAt: null }), ...(uscc ? { uscc } : {}) };
    return paginate(context.em, CreditBlacklistEntry, where, { first, after }, { by: ['listedAt', 'id'] });
  }

  @Query(() => CreditBlacklistEntry, { nullable: true, description: '名单中的一个条目' })
  async creditBlacklistEntry(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    assertMayPull(context);
    return context.em.findOne(CreditBlacklistEntry, { id });
  }

  @Query(() => BlacklistChangePage, { description: '名单自某次变更之后的变化，供信用平台增量拉取' })
  async creditBlacklistChanges(
    @Ctx() context: RequestContext,
    @Arg('after', () => Int, { nullable: true, description: 'last change seen; 0 or none from the beginning' })
    after?: number,
    @Arg('first', () => Int, { nullable: true }) first?: number,
  ): Promise<BlacklistChangePage> {
    assertMayPull(context);
    const { em, station } = context;
    const from = after ?? 0;
    const size = pageSize(first);
    const previous = from > 0 ? await em.findOne(BlacklistChange, { sequence: from }) : null;
    if (from > 0 && !previous) throw refuse('BAD_CURSOR', { cursor: from });
    const rows = await em.find(
      BlacklistChange,
      { sequence: { $gt: from } },
      { orderBy: { sequence: 1 }, limit: size + 1 },
    );
    const changes = rows.slice(0, size);
    const entries = new Map(
      (await em.find(CreditBlacklistEntry, { id: { $in: changes.map(({ entryId }) => entryId) } })).map((entry) => [
        entry.id,
        entry,
      ]),
    );
    for (const change of changes) change.entry = entries.get(change.entryId) ?? null;
    const previousHash = previous?.hash ?? '';
    const lastHash = changes.at(-1)?.hash ?? previousHash;
    return {
      changes,
      count: changes.length,
      hasMore: rows.length > size,
      last: changes.at(-1)?.sequence ?? from,
      previousHash,
      lastHash,
      signature: lastHash ? signDigest(lastHash, station.keyring.own) : null,
    };
  }
}

const MOST_ENTRIES = 1_000;

@Resolver(() => CaseRef)
export class CaseBlacklist {
  @FieldResolver(() => [CreditBlacklistEntry], {
    nullable: true,
    description: '本案当事人的失信名单条目，包括已移出的',
  })
  async creditBlacklist(@Root() { id }: CaseRef, @Ctx() context: RequestContext) {
    if (!(await caseState(context, id))) return null;
    await assertMaySee(context, id, 'environment.record');
    return loaderOf<CreditBlacklistEntry[]>(context, CreditBlacklistEntry, async (ids) => {
      const rows = await context.em.find(
        CreditBlacklistEntry,
        { caseId: { $in: [...ids] } },
        { orderBy: { listedAt: 1 }, limit: MOST_ENTRIES },
      );
      return ids.map((caseId) => rows.filter((row) => row.caseId === caseId));
    }).load(id);
  }
}
