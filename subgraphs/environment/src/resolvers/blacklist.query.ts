import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { Organisation } from '@xianjie/contracts/agencies.ts';
import { publicationBounds } from '@xianjie/contracts/credit/publication-period.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { CaseRef } from '@xianjie/contracts/case/case-ref.ts';
import { assertSignedIn, loaderOf, sees } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, pageSize, paginate } from '@xianjie/subgraph-kit/connection.ts';
import { signHash } from '@xianjie/signing/messages.ts';
import { OnlyFor } from '@xianjie/subgraph-kit/declarations.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { called } from '../blacklist.ts';
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
    description:
      'signature of the environment bureau over the bytes of `lastHash`, base64; null while the list is empty',
  })
  declare signature: string | null;
  @Field(() => String, { nullable: true, description: 'key it is signed with' }) declare keyId: string | null;
}

/** The list is for the credit platform and the environment bureau; it shows no case. */
const PULLERS: readonly Organisation[] = ['CREDIT_PLATFORM', 'ENVIRONMENT'];
function assertMayPull(context: RequestContext): void {
  const { organisation } = assertSignedIn(context);
  if (!PULLERS.includes(organisation)) throw refuse('NOT_YOURS_TO_SEE', { group: '失信名单' });
}

@Resolver()
export class BlacklistQuery {
  @OnlyFor(...PULLERS)
  @Query(() => EntryConnection, { description: '失信名单（现行条目；delisted 为真时包括已移出的）' })
  async creditBlacklist(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('uscc', () => String, { nullable: true }) uscc?: string,
    @Arg('delisted', () => Boolean, { nullable: true }) delisted?: boolean,
    @Arg('search', () => String, { nullable: true, description: '名称的一部分，或统一社会信用代码的开头' })
    search?: string,
    @Arg('newestFirst', () => Boolean, { nullable: true, description: '后列入的在前' }) newestFirst?: boolean,
  ) {
    assertMayPull(context);
    const where = { ...(delisted ? {} : { delistedAt: null }), ...(uscc ? { uscc } : {}), ...called(search ?? '') };
    const order = { by: ['listedAt', 'id'] as const, descending: newestFirst ?? false };
    return paginate(context.em, CreditBlacklistEntry, where, { first, after }, order);
  }

  @OnlyFor(...PULLERS)
  @Query(() => CreditBlacklistEntry, { nullable: true, description: '名单中的一个条目' })
  async creditBlacklistEntry(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    assertMayPull(context);
    return context.em.findOne(CreditBlacklistEntry, { id });
  }

  @OnlyFor(...PULLERS)
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
    const signed = lastHash ? await signHash(lastHash, await station.keyring.signerAt(em, station.now())) : null;
    return {
      changes,
      count: changes.length,
      hasMore: rows.length > size,
      last: changes.at(-1)?.sequence ?? from,
      previousHash,
      lastHash,
      signature: signed?.signature ?? null,
      keyId: signed?.keyId ?? null,
    };
  }
}

@ObjectType({ description: '名单条目经过的一步' })
class BlacklistEvent {
  @Field(() => Date, { description: '时间' }) declare at: Date;
  @Field(() => String, { description: '事项' }) declare title: string;
  @Field(() => String, { nullable: true, description: '依据或理由' }) declare words: string | null;
}

const REPAIR: readonly ActName[] = ['recordRepairRequest', 'acceptRepair', 'declineRepair', 'refuseRepair'];

/** The acts of a request for repair, as far as the request spoke of this entry. */
function repairOf({ id, listedAt, delistedAt }: CreditBlacklistEntry, acts: readonly Act[]): BlacklistEvent[] {
  let meant = true;
  return acts
    .filter(({ occurredAt }) => occurredAt >= listedAt && (!delistedAt || occurredAt <= delistedAt))
    .filter(({ name, payload: { entryId } }) => {
      if (name === 'recordRepairRequest') meant = !entryId || entryId === id;
      return meant;
    })
    .map(({ name, occurredAt, payload }) => ({
      at: occurredAt,
      title: ACTS[name].zh,
      words: typeof payload['reasons'] === 'string' ? payload['reasons'] : null,
    }));
}

@Resolver(() => CreditBlacklistEntry)
export class EntryFields {
  @FieldResolver(() => CaseRef, { nullable: true, description: '所属案件；无权查看的为空' })
  async case(@Root() { caseId }: CreditBlacklistEntry, @Ctx() context: RequestContext): Promise<CaseRef | null> {
    return (await sees(context, caseId, 'case.header')) ? Object.assign(new CaseRef(), { id: caseId }) : null;
  }

  @FieldResolver(() => String, { nullable: true, description: '最短公示期的届满日，届满后方可修复' })
  repairableFrom(@Root() { severity, publishedFrom, listedAt }: CreditBlacklistEntry): string | null {
    return publicationBounds(severity, publishedFrom, listedAt).least?.date ?? null;
  }

  @FieldResolver(() => [BlacklistEvent], {
    description: '条目的经过，先后为序：列入、移出；案件的办理机关另见信用修复的申请和办理',
  })
  async history(@Root() entry: CreditBlacklistEntry, @Ctx() context: RequestContext): Promise<BlacklistEvent[]> {
    const { caseId, listedAt, delistedAt, legalBasis, delistedBecause } = entry;
    const acts = (await sees(context, caseId, 'case.header'))
      ? await loaderOf<Act[]>(context, repairOf, async (ids) => {
          const of = { caseId: { $in: [...ids] }, name: { $in: [...REPAIR] } };
          const rows = await context.em.find(Act, of, { orderBy: { occurredAt: 1, id: 1 } });
          return ids.map((id) => rows.filter((row) => row.caseId === id));
        }).load(caseId)
      : [];
    const last = delistedAt ? [{ at: delistedAt, title: '移出名单', words: delistedBecause ?? null }] : [];
    return [{ at: listedAt, title: '列入名单', words: legalBasis }, ...repairOf(entry, acts ?? []), ...last];
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
    if (!(await sees(context, id, 'environment.record'))) return null;
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
