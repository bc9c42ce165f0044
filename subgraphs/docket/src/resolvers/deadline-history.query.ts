import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { loaderOf } from '@xianjie/subgraph-kit/access-guard.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { DeadlineLog } from '../entities/deadline.ts';
import { DeadlineView } from './views.ts';

@ObjectType({ description: '时限的一次变化' })
class DeadlineChange {
  @Field(() => Date, { description: '系统记录的时间' }) declare at: Date;
  @Field(() => String, {
    description: 'STARTED 开始, EXTENDED 延长, PAUSED 中止, RESUMED 恢复, RECALCULATED 重新计算, 或新的状态',
  })
  declare change: string;
  @Field(() => String, { nullable: true, description: '原届满时间或原状态' }) declare before: string | null;
  @Field(() => String, { nullable: true, description: '新届满时间或新状态' }) declare after: string | null;
  @Field(() => String, { description: '事由' }) declare why: string;
}

const MOST_CHANGES = 200;

@Resolver(() => DeadlineView)
export class DeadlineHistoryQuery {
  @FieldResolver(() => [DeadlineChange], { description: `变化经过，最多 ${MOST_CHANGES} 次` })
  history(@Root() { id }: DeadlineView, @Ctx() context: RequestContext) {
    return loaderOf<DeadlineLog[]>(context, DeadlineLog, async (ids) => {
      const rows = await context.em.find(DeadlineLog, { deadlineId: { $in: [...ids] } }, { orderBy: { id: 1 } });
      const byClock = Map.groupBy(rows, ({ deadlineId }) => deadlineId);
      return ids.map((one) => (byClock.get(one) ?? []).slice(-MOST_CHANGES));
    }).load(id);
  }
}
