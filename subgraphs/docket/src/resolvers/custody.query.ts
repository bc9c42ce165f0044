import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { assertMaySee, assertSignedIn, loaderOf, rowById } from '@xianjie/subgraph-kit/access-guard.ts';
import { EvidenceItem } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { CustodyEntry, Delivery } from '../entities/feed.ts';
import { EvidenceView, TimelineEntry } from './views.ts';

@ObjectType('CustodyStep', { description: '证据保管链的一步' })
class CustodyStep {
  @Field(() => String, { description: '移出' }) declare from: string;
  @Field(() => String, { description: '接收' }) declare to: string;
  @Field(() => Date, { description: '时间' }) declare at: Date;
  @Field(() => String, { description: '事由' }) declare purpose: string;
  @Field(() => Boolean, { nullable: true, description: '接收后重新校验是否一致；尚未收到回执时为空' }) declare hashOk:
    boolean | null;
}

@ObjectType('Delivery', { description: '回执' })
class DeliveryView {
  @Field(() => String, { description: '接收机关' }) declare recipient: string;
  @Field(() => Date, { description: '送达时间' }) declare receivedAt: Date;
  @Field(() => String, { nullable: true, description: '回执签名；系统外机关的回执由承办人登记，无签名' })
  declare signature: string | null;
  @Field(() => String, { nullable: true, description: '系统外机关的回执编号' }) declare receiptNumber: string | null;
}

const MOST_STEPS = 1_000;

/** All rows of a kind by a key, one query per request. */
function grouped<T>(
  context: RequestContext,
  purpose: unknown,
  load: (ids: string[]) => Promise<T[]>,
  key: (row: T) => string,
) {
  return loaderOf<T[]>(context, purpose, async (ids) => {
    const rows = await load([...ids]);
    return ids.map((id) => rows.filter((row) => key(row) === id));
  });
}

/** An evidence item the caller may see, or null; refused when the list of evidence is not the caller's to see. */
export async function loadEvidence(context: RequestContext, id: string): Promise<EvidenceView | null> {
  assertSignedIn(context);
  const row = await rowById(context, EvidenceItem, id);
  if (!row) return null;
  await assertMaySee(context, row.caseId, 'case.evidence');
  return new EvidenceView(row);
}

@Resolver(() => EvidenceView)
export class CustodyQuery {
  @FieldResolver(() => [CustodyStep], { description: '保管链' })
  custody(@Root() evidence: EvidenceView, @Ctx() context: RequestContext) {
    return grouped(
      context,
      CustodyEntry,
      (ids) => context.em.find(CustodyEntry, { evidenceId: { $in: ids } }, { orderBy: { id: 1 }, limit: MOST_STEPS }),
      ({ evidenceId }) => evidenceId,
    ).load(evidence.id);
  }
}

@Resolver(() => TimelineEntry)
export class DeliveryQuery {
  @FieldResolver(() => [DeliveryView], { description: '各接收机关的回执' })
  deliveries(@Root() entry: TimelineEntry, @Ctx() context: RequestContext) {
    return grouped(
      context,
      Delivery,
      (ids) => context.em.find(Delivery, { actId: { $in: ids } }, { orderBy: { receivedAt: 1 }, limit: MOST_STEPS }),
      ({ actId }) => actId,
    ).load(entry.id);
  }
}
