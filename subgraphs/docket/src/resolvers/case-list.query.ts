import { Arg, Args, ArgsType, Ctx, Field, Int, Query, Resolver } from 'type-graphql';
import type { Stage } from '@xianjie/contracts/access/index.ts';
import { maySeeTrack } from '@xianjie/contracts/access/index.ts';
import { TRACKS, type Track } from '@xianjie/contracts/acts/tracks.ts';
import type { Agency, Identity } from '@xianjie/contracts/agencies.ts';
import type { Origin } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { OriginEnum } from '@xianjie/subgraph-kit/act-types.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import { boardOf, DECISIONS, type Decision, type DecisionRow } from '@xianjie/contracts/access/board.ts';
import { DecisionEnum } from './board.query.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, paginate } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { CaseOfficer } from '../entities/case-officer.ts';
import { DocketEntry } from '../entities/docket-entry.ts';
import { within } from '../list/within-division.ts';
import { gramsOf, idOf, wordsOf } from '../list/search-text.ts';
import { loadCase } from './case.query.ts';
import { AgencyEnum, StageEnum, TrackEnum } from './enums.ts';
import { CaseView } from './views.ts';

const CaseConnection = connectionType(() => CaseView, 'Case');

@ArgsType()
export class CaseFilter {
  @Field(() => String, {
    nullable: true,
    description:
      '检索词，以空格分隔，须全部符合: 案件名称、当事人、统一社会信用代码、文号、案号、编号，名称也可用拼音全拼或首字母',
  })
  declare search?: string;
  @Field(() => StageEnum, { nullable: true, description: '所处阶段' }) declare stage?: Stage;
  @Field(() => TrackEnum, { nullable: true, description: '办理线，与 state 同用' }) declare track?: Track;
  @Field(() => String, { nullable: true, description: '该办理线的状态，如 track: criminal, state: "FILED"' })
  declare state?: string;
  @Field(() => AgencyEnum, { nullable: true, description: '参与办理的机关' }) declare agency?: Agency;
  @Field(() => [OriginEnum], { nullable: true, description: '案件来源' }) declare origin?: Origin[];
  @Field(() => String, { nullable: true, description: '行政区划代码，市含所辖区县' }) declare division?: string;
  @Field(() => Boolean, { nullable: true, description: '仅本人办理过的案件' }) declare mine?: boolean;
  @Field(() => DecisionEnum, { nullable: true, description: '作出过该类决定的案件（督查看板的明细）' })
  declare decision?: Decision;
  @Field(() => Boolean, { nullable: true, description: '与 decision 同用：仅同意（如立案）的，或仅不同意的' })
  declare granted?: boolean;
  @Field(() => Date, { nullable: true, description: '与 decision 同用：在此时及以后决定的' })
  declare decidedFrom?: Date;
  @Field(() => Date, { nullable: true, description: '与 decision 同用：在此之前决定的' }) declare decidedTo?: Date;
}

/** The cases an officer acted on. */
const actedOn = ({ em }: RequestContext, { organisation, sub }: Identity) =>
  em
    .createQueryBuilder(CaseOfficer, 'o')
    .select('caseId')
    .where({ agency: organisation as Agency, officer: sub });

/** The cases on which a decision was made: as on the board, an agency that supervises nobody asks about its own. */
function decidedOn(
  { em }: RequestContext,
  { organisation }: Identity,
  decision: Decision,
  { granted, decidedFrom, decidedTo }: CaseFilter,
) {
  const row: DecisionRow = DECISIONS[decision];
  if (boardOf(organisation, [row.agency]).length === 0) throw refuse('NOT_YOURS_TO_SEE', { group: '督查看板' });
  const acts = [...(granted === false ? [] : row.granted), ...(granted === true ? [] : row.refused)];
  const occurredAt = { ...(decidedFrom ? { $gte: decidedFrom } : {}), ...(decidedTo ? { $lt: decidedTo } : {}) };
  return em
    .createQueryBuilder(Act, 'a')
    .select('caseId')
    .where({ name: { $in: acts }, ...(decidedFrom || decidedTo ? { occurredAt } : {}) } as never);
}

/** The cases an organisation finds: only those whose header it may see, and by words of the groups it may see. */
export function casesOf(context: RequestContext, identity: Identity, filter: CaseFilter): object {
  const { search, stage, track, state, agency, origin, division, mine } = filter;
  const { organisation } = identity;
  if ((track === undefined) !== (state === undefined) || (track && !Object.hasOwn(TRACKS[track].states, state!)))
    throw refuse('BAD_FIELD', { field: '办理线状态', reason: '请同时填写办理线和该线的状态。' });
  const words = wordsOf(search ?? '');
  const grams = gramsOf(...words.filter((word) => !idOf(word)));
  const seen = { $contains: [organisation] };
  return {
    visibleTo: seen,
    ...(stage ? { stage } : {}),
    ...(origin ? { origin: { $in: origin } } : {}),
    // nobody finds by a filter what the case itself does not show
    ...(track ? { states: { $contains: maySeeTrack(organisation, track) ? [`${track}.${state}`] : [''] } } : {}),
    ...(agency ? { agencies: { $contains: [agency] } } : {}),
    ...within(division),
    ...(grams.length > 0 ? { grams: { $contains: grams } } : {}),
    $and: [
      ...(mine ? [{ caseId: { $in: actedOn(context, identity) } }] : []),
      ...(filter.decision ? [{ caseId: { $in: decidedOn(context, identity, filter.decision, filter) } }] : []),
      ...words.map((word) => {
        const like = { $like: `%${word}%` };
        const id = idOf(word);
        return {
          $or: [
            { titleText: like },
            { partyText: like, partiesVisibleTo: seen },
            { numberText: like, timelineVisibleTo: seen },
            ...(id ? [{ caseId: id }] : []),
          ],
        };
      }),
    ],
  };
}

@Resolver()
export class CaseListQuery {
  @Query(() => CaseConnection, { description: '本单位可见的案件，新登记的在前' })
  async cases(
    @Ctx() context: RequestContext,
    @Args(() => CaseFilter) filter: CaseFilter,
    @Arg('first', () => Int, { nullable: true, description: '每页条数' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: '上一页的 endCursor' }) after?: string,
  ) {
    const where = casesOf(context, assertSignedIn(context), filter);
    const order = { by: ['openedAt', 'caseId'] as const, descending: true };
    const page = await paginate(context.em, DocketEntry, where, { first, after }, order);
    const nodes = await Promise.all(page.edges.map(({ node }) => loadCase(context, node.caseId)));
    return { pageInfo: page.pageInfo, edges: page.edges.map(({ cursor }, index) => ({ cursor, node: nodes[index] })) };
  }
}
