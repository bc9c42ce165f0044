import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, paginate } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { HolidayPlan } from '../entities/holiday-plan.ts';

@ObjectType({ description: '一个节日的日期' })
class HolidayDays {
  @Field(() => String, { description: '节日名称' }) declare name: string;
  @Field(() => [String], { description: 'MM-DD' }) declare days: readonly string[];
}
const daysOf = (part: Readonly<Record<string, readonly string[]>>): HolidayDays[] =>
  Object.entries(part).map(([name, days]) => ({ name, days }));

@ObjectType('HolidayPlan', { description: '一年的放假安排；同一年以最后一版为准' })
export class HolidayPlanView {
  constructor(readonly row: HolidayPlan) {}
  @Field(() => Int, { description: '年份' })
  get year(): number {
    return this.row.year;
  }
  @Field(() => Int, { description: '该年第几版' })
  get version(): number {
    return this.row.version;
  }
  @Field(() => String, { description: '文号或来源' })
  get notice(): string {
    return this.row.notice;
  }
  @Field(() => [HolidayDays], { description: '放假的工作日' })
  get off(): HolidayDays[] {
    return daysOf(this.row.plan.off);
  }
  @Field(() => [HolidayDays], { description: '调休上班的周末' })
  get work(): HolidayDays[] {
    return daysOf(this.row.plan.work);
  }
  @Field(() => Date, { description: '公布（录入）时间' })
  get publishedAt(): Date {
    return this.row.publishedAt;
  }
  @Field(() => String, { description: '录入人' })
  get publishedBy(): string {
    return this.row.publishedByName;
  }
  @Field(() => Int, { description: '公布时未完成的时限数' })
  get total(): number {
    return this.row.total;
  }
  @Field(() => Int, { description: '已重新计算的时限数' })
  get done(): number {
    return this.row.done;
  }
  @Field(() => Date, { nullable: true, description: '重新计算完成的时间' })
  get finishedAt(): Date | null {
    return this.row.finishedAt ?? null;
  }
}

const HolidayPlanConnection = connectionType(() => HolidayPlanView as never, 'HolidayPlan');

@Resolver()
export class HolidayPlanQuery {
  @Query(() => HolidayPlanConnection, { description: '已公布的放假安排，新的在前' })
  async holidayPlans(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    assertSignedIn(context);
    const page = await paginate(context.em, HolidayPlan, {}, { first, after }, { by: ['id'], descending: true });
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new HolidayPlanView(node) })),
    };
  }
}
