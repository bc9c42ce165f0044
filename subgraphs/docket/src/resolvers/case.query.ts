import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { maySeeTrack, stageOf } from '@xianjie/contracts/access/index.ts';
import { CONFIDENTIAL_ACTS } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type Track } from '@xianjie/contracts/acts/tracks.ts';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn, caseState, maySeeOf, rowById, sees } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, paginate } from '@xianjie/subgraph-kit/connection.ts';
import { Act, CaseFile, EvidenceItem } from '@xianjie/subgraph-kit/entities.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { Deadline } from '../entities/deadline.ts';
import { StageEnum } from './enums.ts';
import { CaseView, DeadlineView, EvidenceView, PartyView, TimelineEntry, TrackView } from './views.ts';

const TimelineConnection = connectionType(() => TimelineEntry as never, 'TimelineEntry');
const EvidenceConnection = connectionType(() => EvidenceView as never, 'Evidence');
export const DeadlineConnection = connectionType(() => DeadlineView as never, 'Deadline');
/** Acts of a case that an organisation finds on the timeline: a confidential one only if it sent or was sent it. */
const visibleActs = ({ organisation }: Identity, caseId: string) => ({
  caseId,
  $or: [{ name: { $nin: CONFIDENTIAL_ACTS } }, { agency: organisation }, { recipients: { $contains: [organisation] } }],
});

/** The file of a case; null when there is none that the caller may know of. */
export async function loadCase(context: RequestContext, id: string): Promise<CaseView | null> {
  assertSignedIn(context);
  const file = await rowById(context, CaseFile, id);
  return file && (await sees(context, id, 'case.header')) ? Object.assign(new CaseView(), file) : null;
}

/** The same where another agency speaks of the case, so that there must be one. */
export async function referredCase(context: RequestContext, id: string): Promise<CaseView> {
  const found = await loadCase(context, id);
  if (!found) throw refuse('CASE_NOT_FOUND', { caseId: id });
  return found;
}

@Resolver(() => CaseView)
export class CaseQuery {
  @Query(() => CaseView, { nullable: true, description: '一个案件' })
  case(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    return loadCase(context, id);
  }

  @FieldResolver(() => StageEnum, { description: '案件所处阶段' })
  async stage(@Root() { id }: CaseView, @Ctx() context: RequestContext) {
    return stageOf((await caseState(context, id)) ?? {});
  }

  @FieldResolver(() => [TrackView], { description: '各条办理线的状态；保密的办理线只有有关单位可见' })
  async tracks(@Root() { id }: CaseView, @Ctx() context: RequestContext): Promise<TrackView[]> {
    const { organisation } = assertSignedIn(context);
    const state = Object.entries((await caseState(context, id)) ?? {}) as [Track, string][];
    return state
      .filter(([track]) => maySeeTrack(organisation, track))
      .map(([track, value]) => ({
        track,
        state: value,
        title: `${TRACKS[track].zh}：${(TRACKS[track].states as Record<string, string>)[value]}`,
      }));
  }

  @FieldResolver(() => [PartyView], { nullable: true, description: '当事人' })
  async parties(@Root() { id, parties }: CaseView, @Ctx() context: RequestContext) {
    if (!(await sees(context, id, 'case.parties'))) return null;
    return parties.map((party) => (party.role === 'NATURAL_PERSON' ? { ...party, address: null } : party));
  }

  @FieldResolver(() => TimelineConnection, { nullable: true, description: '办理过程，按发生时间' })
  async timeline(
    @Root() { id }: CaseView,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ) {
    if (!(await sees(context, id, 'case.timeline'))) return null;
    const where = visibleActs(assertSignedIn(context), id);
    const page = await paginate(
      context.em,
      Act,
      where as never,
      { first, after },
      { by: ['occurredAt', 'recordedAt', 'id'] },
    );
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
    if (!(await sees(context, id, 'case.evidence'))) return null;
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
    if (!(await sees(context, id, 'case.deadlines'))) return null;
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
