import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn, caseState, maySeeOf, rowById } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, paginate } from '@xianjie/subgraph-kit/connection.ts';
import { EvidenceItem } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { CustodyEntry, EvidenceAccess } from '../entities/feed.ts';
import { ticketFor } from '../evidence-ticket.ts';
import { grouped, MOST_STEPS } from './grouped.ts';
import { EvidenceView } from './views.ts';

@ObjectType('CustodyStep', { description: '证据保管链的一步' })
class CustodyStep {
  @Field(() => String, { description: '移出' }) declare from: string;
  @Field(() => String, { description: '接收' }) declare to: string;
  @Field(() => Date, { description: '时间' }) declare at: Date;
  @Field(() => String, { description: '事由' }) declare purpose: string;
  @Field(() => Boolean, { nullable: true, description: '接收后重新校验是否一致；尚未收到回执时为空' }) declare hashOk:
    boolean | null;
}

@ObjectType({ description: '证据文件的一次查阅' })
class EvidenceAccessView {
  @Field(() => String, { description: '查阅单位' }) declare organisation: string;
  @Field(() => String, { description: '查阅人' }) declare name: string;
  @Field(() => Date, { description: '时间' }) declare at: Date;
  @Field(() => Boolean, { description: '下载保存；否则为在线查阅' }) declare download: boolean;
}
const AccessConnection = connectionType(() => EvidenceAccessView, 'EvidenceAccess');

/** An evidence item of which another agency speaks; one that the caller may not see is as one that is not there. */
export async function referredEvidence(context: RequestContext, id: string): Promise<EvidenceView> {
  const identity = assertSignedIn(context);
  const row = await rowById(context, EvidenceItem, id);
  const state = row && (await caseState(context, row.caseId));
  if (!row || !state || !maySeeOf(identity, state, 'case.evidence'))
    throw refuse('EVIDENCE_NOT_FOUND', { evidenceId: id });
  context.reads.note(context, row.caseId, 'case.evidence');
  return new EvidenceView(row);
}

@Resolver(() => EvidenceView)
export class CustodyQuery {
  @Query(() => EvidenceView, { description: '一件证据' })
  evidence(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    return referredEvidence(context, id);
  }

  @FieldResolver(() => [CustodyStep], { description: `保管链，最近 ${MOST_STEPS} 步` })
  custody(@Root() evidence: EvidenceView, @Ctx() context: RequestContext) {
    return grouped(
      context,
      CustodyEntry,
      (ids) => context.em.find(CustodyEntry, { evidenceId: { $in: ids } }, { orderBy: { id: 1 } }),
      ({ evidenceId }) => evidenceId,
    ).load(evidence.id);
  }

  @FieldResolver(() => String, {
    description:
      '文件的路径，十分钟内有效，无需登录凭证即可由本人在浏览器中打开、播放（支持分段）；加 &download 为下载',
  })
  async file(@Root() { id }: EvidenceView, @Ctx() context: RequestContext) {
    const { keyring, now } = context.station;
    return `/evidence/${id}?ticket=${await ticketFor(context.em, keyring, id, assertSignedIn(context), now())}`;
  }

  @FieldResolver(() => AccessConnection, { nullable: true, description: '查阅记录，最近的在前；仅登记机关可见' })
  async accesses(
    @Root() { id, row }: EvidenceView,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true, description: '每页条数' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: '上一页的 endCursor' }) after?: string,
  ) {
    if (row.registeredBy !== assertSignedIn(context).organisation) return null;
    const order = { by: ['id'] as const, descending: true };
    return paginate(context.em, EvidenceAccess, { evidenceId: id }, { first, after }, order);
  }
}
