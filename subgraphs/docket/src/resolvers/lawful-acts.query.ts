import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { boundOf, type Situation } from '@xianjie/contracts/acts/decide.ts';
import { lawfulActs, performs } from '@xianjie/contracts/acts/lawful.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { AGENCIES, type Agency, type Identity } from '@xianjie/contracts/agencies.ts';
import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import { couldEnd, wouldStart, type ClockPreview } from '@xianjie/contracts/clock/preview.ts';
import { periodZh } from '@xianjie/contracts/clock/spans.ts';
import { ruleById } from '@xianjie/contracts/clock/statutes.ts';
import { assertSignedIn, loaderOf, sees } from '@xianjie/subgraph-kit/access-guard.ts';
import { situationOf } from '@xianjie/subgraph-kit/case-state.ts';
import { Act, TrackState } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { calendarFor, type DocketCalendar } from '../calendar/docket-calendar.ts';
import { readStatuteSettings } from '../clocks/statute-settings.ts';
import { Deadline, OPEN_STATUS } from '../entities/deadline.ts';
import { ClockAhead, LawfulAct } from './lawful-act-views.ts';
import { CaseView, DeadlineView } from './views.ts';

const statutes = readStatuteSettings();

/** Where a case stands and which of its clocks are open, batched over the request. */
const situationsOf = (context: RequestContext, caseId: string) =>
  loaderOf<{ situation: Situation; clocks: Deadline[] }>(context, situationsOf, async (ids) => {
    const of = { caseId: { $in: [...ids] } };
    const rows = await context.em.find(TrackState, of);
    const starters = await context.em.find(Act, { id: { $in: [...new Set(rows.map(({ actId }) => actId))] } });
    const tracks = Map.groupBy(rows, (row) => row.caseId);
    const open = [...OPEN_STATUS, 'BREACHED' as const];
    const clocks = Map.groupBy(await context.em.find(Deadline, { ...of, status: { $in: open } }), (row) => row.caseId);
    return ids.map((id) => ({ situation: situationOf(tracks.get(id) ?? [], starters), clocks: clocks.get(id) ?? [] }));
  }).load(caseId);

function clockAhead(
  { rule, obligor, dependsOn, replaces }: ClockPreview,
  now: Date,
  calendar: DocketCalendar,
): ClockAhead {
  const sure = dependsOn.length === 0 && replaces.length === 0;
  return {
    rule: rule.id,
    title: rule.title.zh,
    titleEn: rule.title.en,
    article: rule.article,
    obligor,
    period: periodZh(rule),
    reminder: statutes.isReminder(rule, now),
    dueAt: sure ? new Date(dueAt({ rule, from: now.toISOString(), calendar }).due) : null,
    dependsOn: [...dependsOn],
    replaces: [...replaces],
  };
}

@Resolver(() => CaseView)
export class LawfulActsQuery {
  @FieldResolver(() => [LawfulAct], {
    description:
      '本单位现在可以依法办理的事项；办理时仍由本单位按其收到的情况核对。公开案例停在公布的环节，为空；不办案的单位为空',
  })
  async lawfulActs(@Root() { id, origin }: CaseView, @Ctx() context: RequestContext): Promise<LawfulAct[]> {
    const identity = assertSignedIn(context);
    // a published case stands still (docs/decisions/0003)
    if (!(identity.organisation in AGENCIES) || origin === 'PUBLISHED') return [];
    if (!(await sees(context, id, 'case.header'))) return [];
    const { situation, clocks } = (await situationsOf(context, id))!;
    const calendar = await calendarFor(context);
    const now = context.station.now();
    const told = (act: ActName): LawfulAct => {
      const waiting = boundOf(act, 'notBefore', situation);
      return Object.assign(new LawfulAct(), {
        ...expected(act, identity, situation.state, now, calendar),
        notBefore: waiting && new Date(waiting.dueAt),
        ends: endedClocks(act, identity, situation, clocks),
      });
    };
    const isOver = (act: ActName) => now > new Date(boundOf(act, 'notAfter', situation)?.dueAt ?? now);
    return lawfulActs(identity.organisation as Agency, situation.state)
      .filter((act) => !isOver(act))
      .map(told);
  }

  @Query(() => [LawfulAct], { description: '本人可以据以登记新案件的事项；不办案的单位为空' })
  async openingActs(@Ctx() context: RequestContext): Promise<LawfulAct[]> {
    const identity = assertSignedIn(context);
    if (!(identity.organisation in AGENCIES)) return [];
    const calendar = await calendarFor(context);
    const now = context.station.now();
    return lawfulActs(identity.organisation as Agency, {})
      .filter((act) => ACTS[act].opens && performs(act, identity))
      .map((act) =>
        Object.assign(new LawfulAct(), { ...expected(act, identity, {}, now, calendar), notBefore: null, ends: [] }),
      );
  }
}

/** Whether the officer may do it, and the clocks it would start on a case in this state. */
const expected = (act: ActName, identity: Identity, state: CaseState, now: Date, calendar: DocketCalendar) => ({
  act,
  mine: performs(act, identity),
  starts: wouldStart(act, state, now, statutes).map((one) => clockAhead(one, now, calendar)),
});

/** Of the open clocks of the case that the caller follows, those the act could end. */
const endedClocks = (act: ActName, { organisation }: Identity, { state }: Situation, clocks: readonly Deadline[]) =>
  clocks
    .filter((clock) => clock.audience.includes(organisation))
    .filter((clock) => couldEnd(ruleById(clock.ruleId), clock.startAct, act, state))
    .map((clock) => new DeadlineView(clock));
