import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { maySeeOf, assertSignedIn, caseState, rowById } from '@xianjie/subgraph-kit/access-guard.ts';
import { paginate } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { ORIGINS, type Origin } from '@xianjie/contracts/case/terms.ts';
import { OriginEnum } from '@xianjie/subgraph-kit/act-types.ts';
import { DocketEntry } from '../entities/docket-entry.ts';
import { within } from '../list/within-division.ts';
import { Deadline, type DeadlineStatus } from '../entities/deadline.ts';
import { DeadlineConnection, loadCase } from './case.query.ts';
import { AgencyEnum, RiskEnum, StatusEnum } from './enums.ts';
import { CaseView, DeadlineView } from './views.ts';

@ArgsType()
class DeadlineFilter {
  @Field(() => StatusEnum, { nullable: true, description: '状态' }) declare status?: DeadlineStatus;
  @Field(() => RiskEnum, { nullable: true, description: '法律风险；仅限尚应办理的，公开案例停在公开时点，不在其中' })
  declare risk?: number;
  @Field(() => AgencyEnum, { nullable: true, description: '义务机关' }) declare obligor?: string;
  @Field(() => Date, { nullable: true, description: '在此之前届满的' }) declare dueBefore?: Date;
  @Field(() => Date, { nullable: true, description: '在此时及以后逾期的' }) declare breachedFrom?: Date;
  @Field(() => Date, { nullable: true, description: '在此之前逾期的' }) declare breachedTo?: Date;
  @Field(() => Boolean, { nullable: true, description: '包括仅作提醒的期限' }) declare reminders?: boolean;
  @Field(() => String, { nullable: true, description: '行政区划代码，市含所辖区县' }) declare division?: string;
  @Field(() => [OriginEnum], { nullable: true, description: '案件来源' }) declare origin?: Origin[];
}

/** The condition on the cases of the clocks; a published case stands still, so that nothing of it is still to be done. */
function ofCases({ em }: RequestContext, { division, origin, risk }: DeadlineFilter): object {
  const asked =
    risk === undefined || risk === null ? origin : (origin ?? ORIGIN_NAMES).filter((one) => one !== 'PUBLISHED');
  if (!division && !asked) return {};
  const where = { ...within(division), ...(asked ? { origin: { $in: asked } } : {}) };
  const cases = em
    .createQueryBuilder(DocketEntry, 'e')
    .select('caseId')
    .where(where as never);
  return { caseId: { $in: cases } };
}
const ORIGIN_NAMES = Object.keys(ORIGINS) as Origin[];

@Resolver(() => DeadlineView)
export class DeadlineQuery {
  @Query(() => DeadlineConnection, { description: '本单位关注的法定时限，先到期的在前；risk: OVERDUE 即逾期清单' })
  async deadlines(
    @Ctx() context: RequestContext,
    @Args(() => DeadlineFilter) filter: DeadlineFilter,
    @Arg('first', () => Int, { nullable: true, description: '每页条数' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: '上一页的 endCursor' }) after?: string,
  ) {
    const { organisation } = assertSignedIn(context);
    const { status, obligor, dueBefore, reminders, risk, breachedFrom, breachedTo } = filter;
    const where = {
      audience: { $contains: [organisation] },
      ...(status ? { status } : {}),
      ...(risk === undefined || risk === null ? {} : { risk }),
      ...(obligor ? { obligor } : {}),
      ...(dueBefore ? { dueAt: { $lt: dueBefore } } : {}),
      ...(breachedFrom || breachedTo
        ? {
            breachedAt: {
              ...(breachedFrom ? { $gte: breachedFrom } : {}),
              ...(breachedTo ? { $lt: breachedTo } : {}),
            },
          }
        : {}),
      ...(reminders ? {} : { reminder: false }),
      ...ofCases(context, filter),
    };
    const page = await paginate(context.em, Deadline, where as never, { first, after }, { by: ['dueAt', 'id'] });
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new DeadlineView(node) })),
    };
  }

  @Query(() => DeadlineView, { nullable: true, description: '一个法定时限' })
  async deadline(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    return loadDeadline(context, id);
  }

  @FieldResolver(() => CaseView, { nullable: true, description: '案件' })
  case(@Root() { row }: DeadlineView, @Ctx() context: RequestContext) {
    return loadCase(context, row.caseId);
  }
}

/** A clock the caller may see, or null. */
export async function loadDeadline(context: RequestContext, id: string): Promise<DeadlineView | null> {
  const identity = assertSignedIn(context);
  const row = await rowById(context, Deadline, id);
  if (!row) return null;
  const state = await caseState(context, row.caseId);
  if (!state || !maySeeOf(identity, state, 'case.deadlines')) return null;
  // whoever does not see the timeline sees only the clocks it follows
  const sees = maySeeOf(identity, state, 'case.timeline') || row.audience.includes(identity.organisation);
  return sees ? new DeadlineView(row) : null;
}
