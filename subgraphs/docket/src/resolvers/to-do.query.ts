import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Agency, Identity } from '@xianjie/contracts/agencies.ts';
import { workingDaysUntil } from '@xianjie/contracts/calendar/calendar.ts';
import { LEGAL_ZONE } from '@xianjie/contracts/clock/compute-due.ts';
import { assertSignedIn, loaderOf } from '@xianjie/subgraph-kit/access-guard.ts';
import { paginate } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { calendarFor } from '../calendar/docket-calendar.ts';
import { CaseOfficer } from '../entities/case-officer.ts';
import { Deadline } from '../entities/deadline.ts';
import { DocketEntry } from '../entities/docket-entry.ts';
import { casesOf } from './case-list.query.ts';
import { DeadlineConnection } from './case.query.ts';
import { RiskEnum } from './enums.ts';
import { DeadlineView } from './views.ts';

@ObjectType('OfficerRef', { description: '承办人' })
export class OfficerRef {
  @Field(() => String, { description: '身份标识，可作 officer 筛选' }) declare officer: string;
  @Field(() => String, { description: '姓名' }) declare name: string;
}

@ArgsType()
export class ToDoFilter {
  @Field(() => Boolean, { nullable: true, description: '仅本人办理过的案件' }) declare mine?: boolean;
  @Field(() => String, { nullable: true, description: '仅该承办人办理的案件；空字符串为无承办人的案件' })
  declare officer?: string;
  @Field(() => String, {
    nullable: true,
    description: '行政区划代码，市含所辖区县；不填为本人所在区划，填 "" 为全部',
  })
  declare division?: string;
  @Field(() => String, { nullable: true, description: '检索词，同 cases' }) declare search?: string;
  @Field(() => RiskEnum, { nullable: true, description: '仅该风险的待办' }) declare risk?: number;
  @Field(() => Date, { nullable: true, description: '仅在此之前届满的' }) declare dueBefore?: Date;
}

/** Live cases an officer's desk is about: those of the own division unless another is asked for. A published case stands still and asks nothing. */
const deskCases = (context: RequestContext, identity: Identity, { division, search }: ToDoFilter) =>
  context.em
    .createQueryBuilder(DocketEntry, 'e')
    .select('caseId')
    .where(
      casesOf(context, identity, {
        origin: ['LIVE', 'DEMO'],
        division: division ?? identity.division,
        ...(search ? { search } : {}),
      }) as never,
    );

const officersCases = ({ em }: RequestContext, where: object) =>
  em
    .createQueryBuilder(CaseOfficer, 'o')
    .select('caseId')
    .where(where as never);

@Resolver(() => DeadlineView)
export class ToDoQuery {
  @Query(() => DeadlineConnection, {
    description: '本单位应办的期限，按法律风险排列：已逾期的在前，应按期办理的先于提醒，先到期的在前',
  })
  async toDos(
    @Ctx() context: RequestContext,
    @Args(() => ToDoFilter) filter: ToDoFilter,
    @Arg('first', () => Int, { nullable: true, description: '每页条数' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: '上一页的 endCursor' }) after?: string,
  ) {
    const { mine, officer, risk, dueBefore } = filter;
    const identity = assertSignedIn(context);
    const agency = identity.organisation;
    const where = {
      obligor: agency,
      risk: risk ?? { $ne: null },
      ...(dueBefore ? { dueAt: { $lt: dueBefore } } : {}),
      $and: [
        { caseId: { $in: deskCases(context, identity, filter) } },
        // a time in which something could have been done, and that is over, asks nothing
        { $or: [{ conditional: false }, { status: { $ne: 'RUNNING' } }, { dueAt: { $gte: context.station.now() } }] },
        ...(mine ? [{ caseId: { $in: officersCases(context, { agency, officer: identity.sub }) } }] : []),
        ...(officer ? [{ caseId: { $in: officersCases(context, { agency, officer, handling: true }) } }] : []),
        ...(officer === '' ? [{ caseId: { $nin: officersCases(context, { agency, handling: true }) } }] : []),
      ],
    };
    const page = await paginate(context.em, Deadline, where, { first, after }, { by: ['risk', 'dueAt', 'id'] });
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new DeadlineView(node) })),
    };
  }

  @FieldResolver(() => RiskEnum, { nullable: true, description: '法律风险；不再应办时为空' })
  risk(@Root() { row }: DeadlineView) {
    return row.risk ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: '距届满的工作日数：次日起至届满日；已逾期为负数，不在计时中为空',
  })
  async workingDaysLeft(@Root() { row }: DeadlineView, @Ctx() context: RequestContext) {
    if (row.status !== 'RUNNING' && row.status !== 'BREACHED') return null;
    const day = (at: Date) =>
      Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(LEGAL_ZONE).toPlainDate();
    return workingDaysUntil(await calendarFor(context), day(context.station.now()), day(row.dueAt));
  }

  @FieldResolver(() => OfficerRef, {
    nullable: true,
    description: '义务机关的承办人：最近办理本案的非负责人；尚无人办理时为空',
  })
  async handler(@Root() { row }: DeadlineView, @Ctx() context: RequestContext) {
    // who handles it is the agency's own affair
    if (row.obligor !== assertSignedIn(context).organisation) return null;
    return loaderOf<CaseOfficer>(context, CaseOfficer, async (ids) => {
      const where = { caseId: { $in: [...ids] }, agency: row.obligor as Agency, handling: true };
      const byCase = new Map((await context.em.find(CaseOfficer, where)).map((one) => [one.caseId, one]));
      return ids.map((id) => byCase.get(id) ?? null);
    }).load(row.caseId);
  }
}
