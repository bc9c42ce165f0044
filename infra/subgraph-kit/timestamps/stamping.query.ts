import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '../access-guard.ts';
import { OnlyFor } from '../declarations.ts';
import type { RequestContext } from '../station-context.ts';
import { TimestampProof, TimestampToken } from './entities.ts';
import { stampingStatus } from './stamp-envelopes.ts';

@ObjectType('Timestamping', { description: '时间戳: how the time-stamping of this agency’s envelopes stands' })
@Directive('@shareable')
export class TimestampingView {
  @Field(() => Boolean, { description: 'a time-stamping authority is set; without one nothing is stamped' })
  declare configured: boolean;
  @Field(() => Date, { nullable: true, description: 'time of the newest stamp' }) declare lastAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'since when the authority gives none; null while it does' })
  declare awaySince: Date | null;
  @Field(() => Date, { nullable: true, description: 'acts are refused from then on, if the authority stays away' })
  declare actsUntil: Date | null;
  @Field(() => Int, { description: 'envelopes not stamped yet' }) declare unstamped: number;
}

@ObjectType('ActTimestamp', {
  description: 'The stamp of one envelope: a token over a tree, and the way from the envelope to its root',
})
@Directive('@shareable')
export class ActTimestampView {
  @Field(() => Date, { description: 'time, as the authority says' }) declare at: Date;
  @Field(() => String, { description: 'digest of the envelope, hex' }) declare digest: string;
  @Field(() => String, { description: 'RFC 6962 root that the token stamps, hex' }) declare root: string;
  @Field(() => Int, { description: 'place of the envelope in the batch' }) declare index: number;
  @Field(() => Int, { description: 'envelopes in the batch' }) declare size: number;
  @Field(() => [String], { description: 'inclusion proof, hex, from the leaf upwards' }) declare path: string[];
  @Field(() => String, { description: 'RFC 3161 token, DER, base64' }) declare token: string;
}

/** Queries `<agency>Timestamping` and `<agency>ActTimestamp`, for the agency's own officers. */
export function stampingResolver(agency: Agency, prefix: string): new () => object {
  const assertOwn = (context: RequestContext) => {
    if (assertSignedIn(context).organisation !== agency) throw refuse('NOT_YOURS_TO_SEE', { group: '时间戳' });
  };
  @Resolver()
  class Stamping {
    @OnlyFor(agency)
    @Query(() => TimestampingView, { name: `${prefix}Timestamping`, description: '时间戳状态' })
    async status(@Ctx() context: RequestContext): Promise<TimestampingView> {
      assertOwn(context);
      const { timestamps } = context.station;
      if (!timestamps) return { configured: false, lastAt: null, awaySince: null, actsUntil: null, unstamped: 0 };
      return { configured: true, ...(await stampingStatus(context.em, timestamps)) };
    }

    @OnlyFor(agency)
    @Query(() => ActTimestampView, {
      name: `${prefix}ActTimestamp`,
      nullable: true,
      description: '一件办理的时间戳；尚未加盖时为空',
    })
    async stamp(
      @Ctx() context: RequestContext,
      @Arg('actId', () => ID) actId: string,
    ): Promise<ActTimestampView | null> {
      assertOwn(context);
      const proof = await context.em.findOne(TimestampProof, actId);
      if (!proof) return null;
      const { digest, root, index, path } = proof;
      const { size, token, at } = await context.em.findOneOrFail(TimestampToken, root);
      return { at, digest, root, index, size, path, token };
    }
  }
  return Stamping;
}
