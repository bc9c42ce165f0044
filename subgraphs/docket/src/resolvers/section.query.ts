import { Arg, Args, ArgsType, Ctx, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { ROLES, type Identity, type Role } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, pageSize } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { divisionRange } from '../list/within-division.ts';

@ObjectType('Load', { description: '应办期限的数量' })
export class Load {
  @Field(() => Int, { description: '涉及案件' }) declare cases: number;
  @Field(() => Int, { description: '应办期限' }) declare open: number;
  @Field(() => Int, { description: '已逾期' }) declare overdue: number;
  @Field(() => Int, { description: '即将逾期：在 soonHours 内届满、尚未逾期' }) declare soon: number;
}
@ObjectType('OfficerLoad', { description: '一名承办人应办期限的数量' })
export class OfficerLoad extends Load {
  @Field(() => String, { description: '承办人的身份标识，可作 toDos(officer:) 的筛选；空字符串为尚无承办人' })
  declare officer: string;
  @Field(() => String, { description: '姓名' }) declare name: string;
}
const LoadConnection = connectionType(() => OfficerLoad, 'OfficerLoad');

@ArgsType()
class SectionFilter {
  @Field(() => String, {
    nullable: true,
    description: '行政区划代码，市含所辖区县；不填为本人所在区划，填 "" 为全部',
  })
  declare division?: string;
  @Field(() => Int, { nullable: true, description: '多少小时内届满算即将逾期，默认 72' }) declare soonHours?: number;
}

/** Hours in which what is due counts as about to be late, unless said. */
export const SOON_HOURS = 72;
const LEADERS: readonly Role[] = ['HEAD', 'JUDGE'];

/** Counts of what an agency owes in live cases, in one query; by officer or as a whole. */
async function loads(
  { em, station }: RequestContext,
  { organisation, division: own, sub }: Identity,
  { division = own, soonHours = SOON_HOURS }: SectionFilter,
  { by, mine = false, after = null, limit }: { by: string; mine?: boolean; after?: string | null; limit: number },
): Promise<OfficerLoad[]> {
  const [from, to] = divisionRange(division) ?? ['', '999999'];
  const now = station.now();
  const soon = new Date(now.getTime() + soonHours * 3_600_000);
  return (await em.execute(
    `select ${by} as officer, coalesce(max(o.name), '') as name, count(distinct d.case_id)::int as cases, count(*)::int as open,
       count(*) filter (where d.risk = 0)::int as overdue, count(*) filter (where d.risk = 1 and d.due_at < ?)::int as soon
     from deadline d
     join docket_entry e on e.case_id = d.case_id and e.origin <> 'PUBLISHED' and e.visible_to @> array[?]::text[] and e.division between ? and ?
     left join case_officer o on o.case_id = d.case_id and o.agency = d.obligor and o.handling
     where d.obligor = ? and d.risk is not null and not (d.conditional and d.status = 'RUNNING' and d.due_at < ?)
       and (not ? or exists (select from case_officer m where m.case_id = d.case_id and m.agency = d.obligor and m.officer = ?))
     group by 1 having ?::text is null or ${by} > ? order by 1 limit ?`,
    [soon, organisation, from, to, organisation, now, mine, sub, after, after ?? '', limit],
  )) as OfficerLoad[];
}

@Resolver()
export class SectionQuery {
  @Query(() => Load, { description: '本单位（或本人）应办期限的数量' })
  async toDoCount(
    @Ctx() context: RequestContext,
    @Args(() => SectionFilter) filter: SectionFilter,
    @Arg('mine', () => Boolean, { nullable: true, description: '仅本人办理过的案件' }) mine?: boolean,
  ): Promise<Load> {
    const [all] = await loads(context, assertSignedIn(context), filter, { by: "''", mine: mine ?? false, limit: 1 });
    return all ?? { cases: 0, open: 0, overdue: 0, soon: 0 };
  }

  @Query(() => LoadConnection, { description: '本单位各承办人应办期限的数量，供负责人查看' })
  async section(
    @Ctx() context: RequestContext,
    @Args(() => SectionFilter) filter: SectionFilter,
    @Arg('first', () => Int, { nullable: true, description: '每页条数' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: '上一页的 endCursor' }) after?: string,
  ) {
    const identity = assertSignedIn(context);
    if (!identity.roles.some((role) => LEADERS.includes(role)))
      throw refuse('NOT_YOURS_TO_SEE', {
        group: `各承办人的待办（供${LEADERS.map((role) => ROLES[role]).join('、')}查看）`,
      });
    const size = pageSize(first);
    const rows = await loads(context, identity, filter, {
      by: "coalesce(o.officer, '')",
      after: after === undefined ? null : Buffer.from(after, 'base64url').toString('utf8'),
      limit: size + 1,
    });
    const edges = rows
      .slice(0, size)
      .map((node) => ({ cursor: Buffer.from(node.officer, 'utf8').toString('base64url'), node }));
    return { edges, pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null } };
  }
}
