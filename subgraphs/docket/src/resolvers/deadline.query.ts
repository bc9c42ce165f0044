import { Arg, Ctx, FieldResolver, ID, Int, Query, registerEnumType, Resolver, Root } from 'type-graphql';
import { AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { maySeeOf, assertSignedIn, caseState, rowById } from '@xianjie/subgraph-kit/access-guard.ts';
import { paginate } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { Deadline, DEADLINE_STATUS, type DeadlineStatus } from '../entities/deadline.ts';
import { DeadlineConnection, loadCase } from './case.query.ts';
import { CaseView, DeadlineView } from './views.ts';

const StatusEnum = Object.fromEntries(Object.keys(DEADLINE_STATUS).map((name) => [name, name]));
registerEnumType(StatusEnum, { name: 'DeadlineStatus', description: 'Where a clock stands' });
const AgencyEnum = Object.fromEntries(AGENCY_NAMES.map((name) => [name, name]));
registerEnumType(AgencyEnum, { name: 'Agency', description: 'An agency that acts' });

@Resolver(() => DeadlineView)
export class DeadlineQuery {
  @Query(() => DeadlineConnection, { description: '本单位关注的法定时限，先到期的在前；status: BREACHED 即逾期清单' })
  async deadlines(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('status', () => StatusEnum, { nullable: true }) status?: DeadlineStatus,
    @Arg('obligor', () => AgencyEnum, { nullable: true }) obligor?: string,
    @Arg('dueBefore', () => Date, { nullable: true }) dueBefore?: Date,
    @Arg('reminders', () => Boolean, { nullable: true, description: '包括仅作提醒的期限' }) reminders?: boolean,
  ) {
    const { organisation } = assertSignedIn(context);
    const where = {
      audience: { $contains: [organisation] },
      ...(status ? { status } : {}),
      ...(obligor ? { obligor } : {}),
      ...(dueBefore ? { dueAt: { $lt: dueBefore } } : {}),
      ...(reminders ? {} : { reminder: false }),
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
