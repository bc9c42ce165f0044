import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, paginate } from '@xianjie/subgraph-kit/connection.ts';
import { OnlyFor } from '@xianjie/subgraph-kit/declarations.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { PracticeBan } from '../entities/practice-ban.ts';

const PracticeBanConnection = connectionType(() => PracticeBan, 'PracticeBan');

@Resolver()
export class PracticeBanQuery {
  @OnlyFor(...AGENCY_NAMES)
  @Query(() => PracticeBanConnection, {
    description: '从业禁止登记簿，新登记的在前；on: 该日仍有效的（YYYY-MM-DD）',
  })
  async practiceBans(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { nullable: true }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Arg('on', () => String, { nullable: true }) on?: string,
  ) {
    const { organisation } = assertSignedIn(context);
    if (!(AGENCY_NAMES as string[]).includes(organisation))
      throw refuse('NOT_YOURS_TO_SEE', { group: '从业禁止登记簿' });
    const where = on ? { bannedFrom: { $lte: on }, bannedUntil: { $gte: on } } : {};
    return paginate(context.em, PracticeBan, where, { first, after }, { by: ['registeredAt', 'id'], descending: true });
  }
}
