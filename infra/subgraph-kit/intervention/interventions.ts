import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { AGENCIES, type Agency } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '../access-guard.ts';
import { connectionType, paginate } from '../connection.ts';
import { OnlyFor } from '../declarations.ts';
import type { RequestContext } from '../station-context.ts';
import { InterventionRecord } from './entities.ts';
import { DigestView, InterventionInputType, RecordView, SupplementInputType } from './intervention-types.ts';
import { DISCIPLINE, isDiscipline, mayOpen, sealingOf } from './open-record.ts';
import {
  recordIntervention,
  supplementIntervention,
  type InterventionInput,
  type SupplementInput,
} from './record-intervention.ts';

const RecordConnection = connectionType(() => RecordView as never, 'InterventionRecord', true);
const DigestConnection = connectionType(() => DigestView, 'InterventionDigest', true);
const NEWEST = { by: ['recordedAt', 'id'], descending: true } as const;

/**
 * Mutations `record<Agency>Intervention` and `supplement<Agency>Intervention` for the agency's own officers of any role; queries
 * `<agency>Interventions` and `<agency>Intervention` for the author and the discipline body; `<agency>InterventionDigests` for whoever is
 * signed in. There is nothing that changes, withdraws or deletes a record.
 */
export function interventionsResolver(agency: Agency, prefix: string): new () => object {
  const title = `${prefix[0]!.toUpperCase()}${prefix.slice(1)}`;
  const own = (context: RequestContext) => {
    if (assertSignedIn(context).organisation !== agency)
      throw refuse('WRONG_AGENCY', { actZh: '干预留痕', agencyZh: AGENCIES[agency].zh });
  };
  @Resolver()
  class Interventions {
    @OnlyFor(agency)
    @Mutation(() => RecordView, {
      name: `record${title}Intervention`,
      nullable: true,
      description:
        '记录干预（环发〔2015〕175号 art. 9）: sealed to the author and the discipline body, never withdrawn',
    })
    async record(@Ctx() context: RequestContext, @Arg('input', () => InterventionInputType) input: InterventionInput) {
      own(context);
      return new RecordView(await recordIntervention(context, input));
    }

    @OnlyFor(agency)
    @Mutation(() => RecordView, {
      name: `supplement${title}Intervention`,
      nullable: true,
      description: '补充记录: the only way to correct a record of one’s own',
    })
    async supplement(@Ctx() context: RequestContext, @Arg('input', () => SupplementInputType) input: SupplementInput) {
      own(context);
      return new RecordView(await supplementIntervention(context, input));
    }

    @OnlyFor(agency, DISCIPLINE)
    @Query(() => RecordConnection, {
      name: `${prefix}Interventions`,
      nullable: true,
      description: '干预记录: one’s own, of the discipline body all; newest first',
    })
    async records(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
    ) {
      const identity = assertSignedIn(context);
      const all = isDiscipline(identity);
      if (!all) own(context);
      const where = {
        supplements: null,
        ...(all ? {} : { author: { $in: [...sealingOf(context).marksOf(identity.sub)] } }),
      };
      const page = await paginate(context.em, InterventionRecord, where, { first, after }, NEWEST);
      return {
        pageInfo: page.pageInfo,
        edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new RecordView(node) })),
      };
    }

    @OnlyFor(agency, DISCIPLINE)
    @Query(() => RecordView, {
      name: `${prefix}Intervention`,
      nullable: true,
      description: '一份干预记录; null for whoever is neither its author nor the discipline body',
    })
    async one(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
      assertSignedIn(context);
      const row = await context.em.findOne(InterventionRecord, { id, supplements: null });
      return row && mayOpen(context, row) ? new RecordView(row) : null;
    }

    @Query(() => DigestConnection, {
      name: `${prefix}InterventionDigests`,
      nullable: true,
      description:
        '干预记录校验值: number and digest of every record and supplement, newest first, so that none can vanish unseen',
    })
    async digests(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
    ) {
      assertSignedIn(context);
      const page = await paginate(context.em, InterventionRecord, {}, { first, after }, NEWEST);
      return {
        pageInfo: page.pageInfo,
        edges: page.edges.map(({ cursor, node: { number, recordedAt, digest } }) => ({
          cursor,
          node: { number, agency, recordedAt, digest },
        })),
      };
    }
  }
  return Interventions;
}
