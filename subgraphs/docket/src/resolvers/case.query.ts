import { Arg, Ctx, FieldResolver, ID, Int, Query, registerEnumType, Resolver, Root } from 'type-graphql';
import { STAGES, stageOf, type Stage } from '@xianjie/contracts/access/index.ts';
import { CONFIDENTIAL_ACTS } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type Track } from '@xianjie/contracts/acts/tracks.ts';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { assertMaySee, assertSignedIn, caseState, maySeeOf, rowById } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, paginate } from '@xianjie/subgraph-kit/connection.ts';
import { Act, CaseFile, EvidenceItem } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { Deadline } from '../entities/deadline.ts';
import { DocketEntry } from '../entities/docket-entry.ts';
import { CaseView, DeadlineView, EvidenceView, PartyView, StageEnum, TimelineEntry, TrackView } from './views.ts';

const CaseConnection = connectionType(() => CaseView, 'Case');
const TimelineConnection = connectionType(() => TimelineEntry as never, 'TimelineEntry');
const EvidenceConnection = connectionType(() => EvidenceView as never, 'Evidence');
export const DeadlineConnection = connectionType(() => DeadlineView as never, 'Deadline');
registerEnumType(StageEnum, {
  name: 'Stage',
  description: Object.entries(STAGES)
    .map(([name, zh]) => `${name} ${zh}`)
    .join(', '),
});

/** Cases an organisation finds in its lists. */
export const visibleCases = ({ organisation }: Identity) => ({ visibleTo: { $contains: [organisation] } });
/** Acts of a case that an organisation finds on the timeline: a confidential one only if it sent or was sent it. */
const visibleActs = ({ organisation }: Identity, caseId: string) => ({
  caseId,
  $or: [{ name: { $nin: CONFIDENTIAL_ACTS } }, { agency: organisation }, { recipients: { $contains: [organisation] } }],
});

/** The file of a case for this request, or null; refused when the caller may not see its header. */
export async function loadCase(context: RequestContext, id: string): Promise<CaseView | null> {
  assertSignedIn(context);
  const file = await rowById(context, CaseFile, id);
  if (!file) return null;
  await assertMaySee(context, id, 'case.header');
  return Object.assign(new CaseView(), file);
}

@Resolver(() => CaseView)
export class CaseQuery {
  @Query(() => CaseView, { nullable: true, description: '一个案件' })
  case(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    return loadCase(context, id);
  }

  @Query(() => CaseConnection, { description: '本单位可见的案件，新登记的在前' })
  async cases(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('stage', () => StageEnum, { nullable: true }) stage?: Stage,
  ) {
    const identity = assertSignedIn(context);
    const where = { ...visibleCases(identity), ...(stage ? { stage } : {}) };
    const page = await paginate(
      context.em,
      DocketEntry,
      where,
      { first, after },
      { by: ['openedAt', 'caseId'], descending: true },
    );
    const nodes = await Promise.all(page.edges.map(({ node }) => loadCase(context, node.caseId)));
    return { pageInfo: page.pageInfo, edges: page.edges.map(({ cursor }, index) => ({ cursor, node: nodes[index] })) };
  }

  @FieldResolver(() => StageEnum, { description: '案件所处阶段' })
  async stage(@Root() { id }: CaseView, @Ctx() context: RequestContext) {
    return stageOf((await caseState(context, id)) ?? {});
  }

  @FieldResolver(() => [TrackView], { description: '各条办理线的状态' })
  async tracks(@Root() { id }: CaseView, @Ctx() context: RequestContext): Promise<TrackView[]> {
    const state = (await caseState(context, id)) ?? {};
    return (Object.entries(state) as [Track, string][]).map(([track, value]) => ({
      track,
      state: value,
      title: `${TRACKS[track].zh}：${(TRACKS[track].states as Record<string, string>)[value]}`,
    }));
  }

  @FieldResolver(() => [PartyView], { nullable: true, description: '当事人' })
  async parties(@Root() { id, parties }: CaseView, @Ctx() context: RequestContext) {
    await assertMaySee(context, id, 'case.parties');
    return parties;
  }

  @FieldResolver(() => TimelineConnection, { nullable: true, description: '办理过程，按发生时间' })
  async timeline(
    @Root() { id }: CaseView,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    await assertMaySee(context, id, 'case.timeline');
    const where = visibleActs(assertSignedIn(context), id);
    const page = await paginate(context.em, Act, where as never, { first, after }, { by: ['occurredAt', 'id'] });
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new TimelineEntry(node) })),
    };
  }

  @FieldResolver(() => EvidenceConnection, { nullable: true, description: '证据清单' })
  async evidence(
    @Root() { id }: CaseView,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    await assertMaySee(context, id, 'case.evidence');
    const page = await paginate(
      context.em,
      EvidenceItem,
      { caseId: id },
      { first, after },
      { by: ['registeredAt', 'id'] },
    );
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new EvidenceView(node) })),
    };
  }

  @FieldResolver(() => DeadlineConnection, { nullable: true, description: '法定时限，先到期的在前' })
  async deadlines(
    @Root() { id }: CaseView,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    await assertMaySee(context, id, 'case.deadlines');
    const identity = assertSignedIn(context);
    const all = maySeeOf(identity, (await caseState(context, id)) ?? {}, 'case.timeline');
    const where = { caseId: id, ...(all ? {} : { audience: { $contains: [identity.organisation] } }) };
    const page = await paginate(context.em, Deadline, where as never, { first, after }, { by: ['dueAt', 'id'] });
    return {
      pageInfo: page.pageInfo,
      edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new DeadlineView(node) })),
    };
  }
}
