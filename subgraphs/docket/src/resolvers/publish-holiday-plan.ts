import type { EntityManager } from '@mikro-orm/postgresql';
import { Arg, Ctx, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { ORGANISATION_NAMES, ROLES } from '@xianjie/contracts/agencies.ts';
import { isSamePlan, readHolidayPlan, type HolidayPlanInput } from '@xianjie/contracts/calendar/holiday-plan.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { OnlyFor } from '@xianjie/subgraph-kit/declarations.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { lockCalendar } from '../calendar/docket-calendar.ts';
import { Deadline, OPEN_STATUS } from '../entities/deadline.ts';
import { HolidayPlan } from '../entities/holiday-plan.ts';
import { HolidayPlanView } from './holiday-plan.query.ts';

@InputType({ description: 'Days of one holiday' })
class HolidayDaysInput {
  @Field(() => String, { description: '节日名称' }) declare name: string;
  @Field(() => [String], { description: 'MM-DD' }) declare days: string[];
}

@InputType({ description: '国务院办公厅关于某年部分节假日安排的通知' })
class PublishHolidayPlanInput {
  @Field(() => Int, { description: '年份' }) declare year: number;
  @Field(() => String, { description: '文号或来源' }) declare notice: string;
  @Field(() => [HolidayDaysInput], { description: '放假日；可以包括周末' }) declare off: HolidayDaysInput[];
  @Field(() => [HolidayDaysInput], { description: '调休上班的周末' }) declare work: HolidayDaysInput[];
}

/** Publishes a year's holiday plan; the same plan again changes nothing, another one becomes the next version of that year. */
export async function publishPlan(
  em: EntityManager,
  input: HolidayPlanInput,
  { sub, name }: { sub: string; name: string },
  now: Date,
): Promise<HolidayPlan> {
  const { year, notice, plan } = readHolidayPlan(input);
  return em.transactional(async (tx) => {
    await lockCalendar(tx);
    const last = await tx.findOne(HolidayPlan, { year }, { orderBy: { version: -1 } });
    if (last && last.notice === notice && isSamePlan(last.plan, plan)) return last;
    const row = tx.create(HolidayPlan, {
      year,
      version: (last?.version ?? 0) + 1,
      notice,
      plan,
      publishedAt: now,
      publishedBy: sub,
      publishedByName: name,
      total: await tx.count(Deadline, { status: { $in: [...OPEN_STATUS] } }),
      done: 0,
      finishedAt: null,
    });
    tx.persist(row);
    await tx.flush();
    return row;
  });
}

@Resolver()
export class PublishHolidayPlan {
  @OnlyFor(...ORGANISATION_NAMES.map((organisation) => `${organisation}:ADMINISTRATOR` as const))
  @Mutation(() => HolidayPlanView, {
    description: '公布一年的放假安排；未完成的时限随即重新计算。仅系统管理员',
  })
  async publishHolidayPlan(
    @Ctx() context: RequestContext,
    @Arg('input', () => PublishHolidayPlanInput) input: PublishHolidayPlanInput,
  ): Promise<HolidayPlanView> {
    const identity = assertSignedIn(context);
    if (!identity.roles.includes('ADMINISTRATOR'))
      throw refuse('WRONG_ROLE', {
        act: 'publishHolidayPlan',
        actZh: '公布放假安排',
        rolesZh: [ROLES.ADMINISTRATOR],
      });
    return new HolidayPlanView(await publishPlan(context.em, input, identity, context.station.now()));
  }
}
