import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { dailyPenaltyOf } from '../daily-penalty.ts';
import { EnvironmentRecord } from '../entities/environment-record.ts';

@ObjectType('RefusalPeriod', { description: '拒不改正的一段期间，首尾两日均计入' })
class RefusalPeriodView {
  @Field(() => String, { description: '起日：责令改正决定书送达次日' }) declare from: string;
  @Field(() => String, { description: '止日：复查发现之日' }) declare to: string;
  @Field(() => Int, { description: '日数' }) declare days: number;
}

@ObjectType('DailyPenaltyCount', { description: '按日连续处罚的计算（28号令 art. 17–19）' })
class DailyPenaltyView {
  @Field(() => [RefusalPeriodView], { description: '尚未处罚的期间' }) declare periods: RefusalPeriodView[];
  @Field(() => Int, { description: '尚未处罚的日数' }) declare days: number;
  @Field(() => Int, { description: '累计日数（含已处罚）' }) declare cumulativeDays: number;
}

@Resolver(() => EnvironmentRecord)
export class DailyPenaltyField {
  @FieldResolver(() => DailyPenaltyView, { description: '按日连续处罚的计算' })
  dailyPenalty(@Root() { caseId }: EnvironmentRecord, @Ctx() { em }: RequestContext) {
    return dailyPenaltyOf(em, caseId);
  }
}
