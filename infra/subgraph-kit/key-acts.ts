import { Arg, Ctx, Directive, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { AGENCIES, DOCKET, ROLES, type Organisation, type Station } from '@xianjie/contracts/agencies.ts';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import {
  KEY_ACTS,
  KEY_USES,
  REVOCATION_REASONS,
  type KeyActName,
  type RevocationReason,
} from '@xianjie/contracts/key-notice.ts';
import { StationKey } from '@xianjie/exchange/key-entity.ts';
import { assertSignedIn } from './access-guard.ts';
import { OnlyFor } from './declarations.ts';
import { publishKey, revokeKey, rotateKey } from './perform-key-act.ts';
import type { RequestContext } from './station-context.ts';

@ObjectType('StationKey', { description: '签名密钥: a key by which a station signs' })
@Directive('@shareable')
export class StationKeyView {
  constructor(private readonly row: StationKey) {}
  @Field(() => String, { description: 'station whose key it is; DOCKET is the shared docket' })
  get station(): string {
    return this.row.station;
  }
  @Field(() => ID, { description: 'first 128 bits of the SHA-256 over the public key, hex' })
  get keyId(): string {
    return this.row.keyId;
  }
  @Field(() => String, { nullable: true, description: 'ED25519 or SM2; null for a key known by its revocation alone' })
  get algorithm(): string | null {
    return this.row.algorithm ?? null;
  }
  @Field(() => String, { nullable: true, description: 'public key, PEM' })
  get publicKey(): string | null {
    return this.row.publicKey ?? null;
  }
  @Field(() => String, { description: '用途' })
  get use(): string {
    return KEY_USES[this.row.use];
  }
  @Field(() => Date, { nullable: true, description: 'valid since; null: from the beginning' })
  get validFrom(): Date | null {
    return this.row.validFrom.getTime() === 0 ? null : this.row.validFrom;
  }
  @Field(() => Date, { nullable: true, description: 'when its successor took over for good' })
  get supersededAt(): Date | null {
    return this.row.supersededAt ?? null;
  }
  @Field(() => Date, { nullable: true, description: 'when it was revoked' })
  get revokedAt(): Date | null {
    return this.row.revokedAt ?? null;
  }
  @Field(() => String, { nullable: true, description: '吊销原因' })
  get reason(): string | null {
    return this.row.reason ? REVOCATION_REASONS[this.row.reason] : null;
  }
}

@InputType({ description: 'A new key' })
class NewKeyInput {
  @Field(() => String, {
    nullable: true,
    description: `${SIGNATURE_ALGORITHMS.join(' or ')}; as the key before unless said`,
  })
  declare algorithm?: SignatureAlgorithm | null;
  @Field(() => ID, { nullable: true, description: 'key that signs the act; the signing key unless said' })
  declare signWith?: string | null;
}
@InputType({ description: 'Revocation of a key' })
class RevokeKeyInput {
  @Field(() => ID, { description: 'key to revoke' }) declare keyId: string;
  @Field(() => String, {
    description: Object.entries(REVOCATION_REASONS)
      .map(([code, zh]) => `${code} ${zh}`)
      .join(', '),
  })
  declare reason: RevocationReason;
  @Field(() => ID, { nullable: true, description: 'key that signs the act; the signing key unless said' })
  declare signWith?: string | null;
}

const KEY_ID = /^[0-9a-f]{32}$/;
function assertOneOf(field: string, value: string | null | undefined, values: readonly string[]): void {
  if (value != null && !values.includes(value))
    throw refuse('BAD_FIELD', { field, reason: `应为 ${values.join(' 或 ')}。` });
}
function assertKeyIds(...ids: readonly (string | null | undefined)[]): void {
  for (const id of ids) if (id != null && !KEY_ID.test(id)) throw refuse('KEY_NOT_FOUND', { keyId: id });
}

/**
 * `publish<Station>Key`, `rotate<Station>Key`, `revoke<Station>Key`, by the station's administrator, and query `<station>Keys`.
 * The docket's keys are the supervision office's to look after.
 */
export function keyActsResolver(station: Station, prefix: string): new () => object {
  const owner: Organisation = station === DOCKET ? 'SUPERVISION_OFFICE' : station;
  const ownerZh = station === DOCKET ? '督查室' : AGENCIES[station].zh;
  const named = (act: KeyActName) => act.replace('Key', `${prefix[0]!.toUpperCase()}${prefix.slice(1)}Key`);
  const assertAdministrator = (context: RequestContext, act: KeyActName) => {
    const { organisation, roles } = assertSignedIn(context);
    const said = { act, actZh: KEY_ACTS[act].zh };
    if (organisation !== owner) throw refuse('WRONG_AGENCY', { ...said, agencyZh: ownerZh });
    if (!roles.includes('ADMINISTRATOR')) throw refuse('WRONG_ROLE', { ...said, rolesZh: [ROLES.ADMINISTRATOR] });
  };

  @Resolver()
  class KeyActs {
    @OnlyFor(owner)
    @Query(() => [StationKeyView], {
      name: `${prefix}Keys`,
      description: '密钥簿: the keys of all stations as they are known here, newest first',
    })
    async keys(@Ctx() context: RequestContext) {
      if (assertSignedIn(context).organisation !== owner) throw refuse('NOT_YOURS_TO_SEE', { group: '密钥簿' });
      const rows = await context.em.find(StationKey, {}, { orderBy: { station: 1, validFrom: -1 } });
      return rows.map((row) => new StationKeyView(row));
    }

    @OnlyFor(`${owner}:ADMINISTRATOR`)
    @Mutation(() => StationKeyView, { name: named('publishKey'), description: KEY_ACTS.publishKey.zh })
    async publish(@Ctx() context: RequestContext, @Arg('input', () => NewKeyInput) input: NewKeyInput) {
      assertAdministrator(context, 'publishKey');
      assertOneOf('algorithm', input.algorithm, SIGNATURE_ALGORITHMS);
      assertKeyIds(input.signWith);
      return new StationKeyView(await publishKey(context, input));
    }

    @OnlyFor(`${owner}:ADMINISTRATOR`)
    @Mutation(() => StationKeyView, { name: named('rotateKey'), description: KEY_ACTS.rotateKey.zh })
    async rotate(@Ctx() context: RequestContext, @Arg('input', () => NewKeyInput) input: NewKeyInput) {
      assertAdministrator(context, 'rotateKey');
      assertOneOf('algorithm', input.algorithm, SIGNATURE_ALGORITHMS);
      assertKeyIds(input.signWith);
      return new StationKeyView(await rotateKey(context, input));
    }

    @OnlyFor(`${owner}:ADMINISTRATOR`)
    @Mutation(() => StationKeyView, { name: named('revokeKey'), description: KEY_ACTS.revokeKey.zh })
    async revoke(@Ctx() context: RequestContext, @Arg('input', () => RevokeKeyInput) input: RevokeKeyInput) {
      assertAdministrator(context, 'revokeKey');
      assertOneOf('reason', input.reason, Object.keys(REVOCATION_REASONS));
      assertKeyIds(input.keyId, input.signWith);
      return new StationKeyView(await revokeKey(context, input));
    }
  }
  return KeyActs;
}
