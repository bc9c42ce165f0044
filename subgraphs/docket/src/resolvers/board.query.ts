import { Args, ArgsType, Ctx, Field, Float, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import {
  boardOf,
  DECISION_NAMES,
  DECISIONS,
  type Decision,
  type DecisionRow,
} from '@xianjie/contracts/access/board.ts';
import { AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import { ORIGINS, type Origin } from '@xianjie/contracts/case/terms.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { OriginEnum } from '@xianjie/subgraph-kit/act-types.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { divisionRange } from '../list/within-division.ts';
import { AgencyEnum } from './enums.ts';
import { SOON_HOURS } from './section.query.ts';

export const DecisionEnum = Object.fromEntries(DECISION_NAMES.map((name) => [name, name]));
registerEnumType(DecisionEnum, {
  name: 'Decision',
  description: `看板统计的决定: ${DECISION_NAMES.map((name) => `${name} ${DECISIONS[name].zh}`).join(', ')}`,
});

@ArgsType()
class BoardFilter {
  @Field(() => String, { nullable: true, description: '行政区划代码，市含所辖区县；不填为全部' })
  declare division?: string;
  @Field(() => [OriginEnum], { nullable: true, description: '案件来源；不填为全部' }) declare origin?: Origin[];
}
@ArgsType()
class LatenessFilter extends BoardFilter {
  @Field(() => Int, { nullable: true, description: '多少小时内届满算即将逾期，默认 72' }) declare soonHours?: number;
}
@ArgsType()
class MonthsFilter extends BoardFilter {
  @Field(() => Date, { description: '起（含）' }) declare from: Date;
  @Field(() => Date, { description: '止（不含）' }) declare to: Date;
}

@ObjectType({ description: '一个机关的逾期情况' })
class Lateness {
  @Field(() => AgencyEnum, { description: '机关' }) declare agency: Agency;
  @Field(() => Int, { description: '已逾期；明细: deadlines(risk: OVERDUE, obligor:, division:, origin:)' })
  declare late: number;
  @Field(() => Int, { description: '即将逾期；明细: deadlines(risk: BINDING, dueBefore: soonUntil, obligor:, …)' })
  declare soon: number;
  @Field(() => Int, { description: '应按期办理的期限，含即将逾期；明细: deadlines(risk: BINDING, obligor:, …)' })
  declare running: number;
  @Field(() => Date, { description: '即将逾期的截止时间' }) declare soonUntil: Date;
}

@ObjectType({ description: '一个机关一个月内逾期的期限' })
class BreachesOfMonth {
  @Field(() => AgencyEnum, { description: '机关' }) declare agency: Agency;
  @Field(() => String, { description: '月份 YYYY-MM（北京时间）' }) declare month: string;
  @Field(() => Int, {
    description: '该月逾期的期限，含此后才办结的；明细: deadlines(breachedFrom:, breachedTo:, obligor:, …)',
  })
  declare breached: number;
}

@ObjectType({ description: '整个期间内作出的一类决定' })
class DecisionsOfPeriod {
  @Field(() => DecisionEnum, { description: '决定' }) declare decision: Decision;
  @Field(() => AgencyEnum, { description: '作出决定的机关' }) declare agency: Agency;
  @Field(() => Int, { description: '作出决定的案件；明细: cases(decision:, decidedFrom:, decidedTo:, …)' })
  declare decided: number;
  @Field(() => Int, { description: '其中同意（立案、处罚、移送、起诉、宣判）的案件；明细: 加 granted: true' })
  declare granted: number;
  @Field(() => Int, { description: '其中不同意的案件，先后都有的两边都计；明细: 加 granted: false' })
  declare refused: number;
  @Field(() => Float, { description: '同意的比率 0–1，如立案率' }) declare rate: number;
  @Field(() => Float, { nullable: true, description: '从受理到决定的日数的中位数；起点不明的为空' })
  declare medianDays: number | null;
}
@ObjectType({ description: '一个月内作出的一类决定' })
class DecisionsOfMonth extends DecisionsOfPeriod {
  @Field(() => String, { description: '月份 YYYY-MM（北京时间）' }) declare month: string;
}

/** Agencies whose figures the caller sees, and the condition that leaves only cases and clocks it finds in its lists. */
function seen(context: RequestContext, { division, origin }: BoardFilter) {
  const { organisation } = assertSignedIn(context);
  const agencies = boardOf(organisation, AGENCY_NAMES);
  if (agencies.length === 0) throw refuse('NOT_YOURS_TO_SEE', { group: '督查看板' });
  const [from, to] = divisionRange(division) ?? ['', '999999'];
  return {
    agencies,
    organisation,
    cases: `e.visible_to @> array[?]::text[] and e.division between ? and ? and e.origin in (?)`,
    values: [organisation, from, to, origin ?? Object.keys(ORIGINS)],
  };
}
const monthOf = (column: string) => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM')`;
const rowsOf = (name: Decision): DecisionRow => DECISIONS[name];

@Resolver()
export class BoardQuery {
  @Query(() => [Lateness], { description: '各机关的逾期和即将逾期；公开案例停在公开时点，不计；非监督机关只见本单位' })
  async boardLateness(
    @Ctx() context: RequestContext,
    @Args(() => LatenessFilter) filter: LatenessFilter,
  ): Promise<Lateness[]> {
    const { agencies, organisation, cases, values } = seen(context, filter);
    const soonUntil = new Date(context.station.now().getTime() + (filter.soonHours ?? SOON_HOURS) * 3_600_000);
    const rows = (await context.em.execute(
      `select d.obligor as agency, count(*) filter (where d.risk = 0)::int as late, count(*) filter (where d.risk = 1)::int as running,
         count(*) filter (where d.risk = 1 and d.due_at < ?)::int as soon
       from deadline d join docket_entry e on e.case_id = d.case_id and ${cases} and e.origin <> 'PUBLISHED'
       where d.obligor in (?) and d.risk in (0, 1) and d.audience @> array[?]::text[] group by 1`,
      [soonUntil, ...values, agencies, organisation],
    )) as Lateness[];
    const none = { late: 0, running: 0, soon: 0 };
    return agencies.map((agency) => ({ ...none, ...rows.find((row) => row.agency === agency), agency, soonUntil }));
  }

  @Query(() => [BreachesOfMonth], { description: '各机关每月逾期的期限' })
  async boardBreaches(
    @Ctx() context: RequestContext,
    @Args(() => MonthsFilter) filter: MonthsFilter,
  ): Promise<BreachesOfMonth[]> {
    const { agencies, organisation, cases, values } = seen(context, filter);
    return (await context.em.execute(
      `select d.obligor as agency, ${monthOf('d.breached_at')} as month, count(*)::int as breached
       from deadline d join docket_entry e on e.case_id = d.case_id and ${cases}
       where d.breached_at >= ? and d.breached_at < ? and d.obligor in (?) and d.audience @> array[?]::text[] group by 1, 2 order by 2, 1`,
      [...values, filter.from, filter.to, agencies, organisation],
    )) as BreachesOfMonth[];
  }

  @Query(() => [DecisionsOfMonth], { description: '各机关每月的决定：立案率等比率，从受理到决定的时间' })
  async boardDecisions(
    @Ctx() context: RequestContext,
    @Args(() => MonthsFilter) filter: MonthsFilter,
  ): Promise<DecisionsOfMonth[]> {
    return decisionsBy(monthOf('a.occurred_at'), context, filter) as Promise<DecisionsOfMonth[]>;
  }

  @Query(() => [DecisionsOfPeriod], { description: '同 boardDecisions，整个期间合计：每类决定一行，没有作出的不列' })
  async boardDecisionTotals(
    @Ctx() context: RequestContext,
    @Args(() => MonthsFilter) filter: MonthsFilter,
  ): Promise<DecisionsOfPeriod[]> {
    return decisionsBy(`''`, context, filter);
  }
}

/** Decisions of each kind, by an SQL expression over the act `a`. */
async function decisionsBy(month: string, context: RequestContext, filter: MonthsFilter): Promise<DecisionsOfPeriod[]> {
  const { agencies, cases, values } = seen(context, filter);
  const decisions = DECISION_NAMES.filter((name) => agencies.includes(DECISIONS[name].agency)).flatMap((name) => {
    const { granted, refused, since } = rowsOf(name);
    return [...granted, ...refused].map((act) => ({ act, decision: name, granted: granted.includes(act), since }));
  });
  const rows = (await context.em.execute(
    `select t.decision, ${month} as month, count(distinct a.case_id)::int as decided,
       count(distinct a.case_id) filter (where t.granted)::int as granted,
       count(distinct a.case_id) filter (where not t.granted)::int as refused,
       percentile_cont(0.5) within group (order by extract(epoch from a.occurred_at - s.at) / 86400) as "medianDays"
     from jsonb_to_recordset(?::jsonb) as t(act text, decision text, granted boolean, since text[])
     join act a on a.name = t.act and a.occurred_at >= ? and a.occurred_at < ?
     join docket_entry e on e.case_id = a.case_id and ${cases}
     left join lateral (
       select max(b.occurred_at) as at from act b where b.case_id = a.case_id and b.occurred_at <= a.occurred_at and b.name = any(t.since)
     ) s on true
     group by 1, 2 order by 2, 1`,
    [JSON.stringify(decisions), filter.from, filter.to, ...values],
  )) as Omit<DecisionsOfMonth, 'agency' | 'rate'>[];
  return rows.map((row) => ({
    ...row,
    agency: DECISIONS[row.decision].agency,
    rate: row.granted / row.decided,
    medianDays: row.medianDays === null ? null : Number(row.medianDays),
  }));
}
