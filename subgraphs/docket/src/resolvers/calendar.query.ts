import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { FIRST_YEAR, LAST_YEAR } from '@xianjie/contracts/calendar/years.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { calendarFor } from '../calendar/docket-calendar.ts';
import { HolidayPlan } from '../entities/holiday-plan.ts';

@ObjectType({ description: '不同于周一至周五上班的一天' })
class SpecialDay {
  @Field(() => String, { description: 'YYYY-MM-DD' }) declare date: string;
  @Field(() => Boolean, { description: '上班（调休）；否则放假' }) declare works: boolean;
  @Field(() => String, { description: '如 国庆节放假, 国庆节调休上班' }) declare reason: string;
}
@ObjectType({ description: '一年的工作日' })
class LegalYear {
  @Field(() => Int, { description: '年份' }) declare year: number;
  @Field(() => Boolean, { description: '放假安排已公布；未公布的按周一至周五暂算，有关期限均为暂定' })
  declare published: boolean;
  @Field(() => String, { nullable: true, description: '在平台公布的通知的文号或来源；随平台附带的为空' })
  declare notice: string | null;
  @Field(() => Int, { description: '工作日数' }) declare workingDays: number;
  @Field(() => [SpecialDay], { description: '放假的工作日和调休上班的周末' }) declare days: SpecialDay[];
}

@Resolver()
export class CalendarQuery {
  @Query(() => LegalYear, { description: '一年的工作日、放假和调休' })
  async legalYear(@Ctx() context: RequestContext, @Arg('year', () => Int) year: number): Promise<LegalYear> {
    assertSignedIn(context);
    if (year < FIRST_YEAR || year > LAST_YEAR)
      throw refuse('BAD_FIELD', { field: '年份', reason: `须为 ${FIRST_YEAR}–${LAST_YEAR} 之间的整数。` });
    const calendar = await calendarFor(context);
    const plan = await context.em.findOne(HolidayPlan, { year }, { orderBy: { version: -1 } });
    const january = Temporal.PlainDate.from({ year, month: 1, day: 1 });
    const all = Array.from({ length: january.daysInYear }, (_, index) => january.add({ days: index }));
    const days = all
      .map((date) => ({ date, works: calendar.isWorkingDay(date), reason: calendar.reason(date) }))
      .filter(({ date, works }) => works !== date.dayOfWeek <= 5);
    return {
      year,
      published: calendar.covers(year),
      notice: plan?.notice ?? null,
      workingDays: all.filter((date) => calendar.isWorkingDay(date)).length,
      days: days.map(({ date, works, reason }) => ({ date: date.toString(), works, reason: reason ?? '' })),
    };
  }
}
