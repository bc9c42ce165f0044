import type { EntityManager } from '@mikro-orm/postgresql';
import { Arg, Ctx, Directive, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { DOCKET, type Station } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { Checkpoint, Cosignature } from '@xianjie/ledger/entities.ts';
import { witnessesOf } from '@xianjie/ledger/log-name.ts';
import { consistencyProof, inclusionProofs, type InclusionProof } from '@xianjie/ledger/proofs.ts';
import { assertSignedIn } from '../access-guard.ts';
import { OnlyFor } from '../declarations.ts';
import type { RequestContext } from '../station-context.ts';

@ObjectType('LedgerWitness', { description: '见证单位及其最近见证的检查点' })
@Directive('@shareable')
export class LedgerWitness {
  @Field(() => String, { description: '见证单位' }) declare witness: string;
  @Field(() => Int, { nullable: true, description: '最近见证的账本记录数；尚未见证为空' }) declare size: number | null;
  @Field(() => Date, { nullable: true, description: '见证时间' }) declare at: Date | null;
  @Field(() => String, { nullable: true, description: 'signature line (C2SP tlog-cosignature)' }) declare line:
    string | null;
}

@ObjectType('Ledger', { description: '一个单位的存证账本：最近签名的检查点和见证情况' })
@Directive('@shareable')
export class LedgerView {
  @Field(() => String, { description: '单位' }) declare station: Station;
  @Field(() => Int, { description: '已签名的记录数' }) declare size: number;
  @Field(() => String, { nullable: true, description: 'root of the tree, base64' }) declare root: string | null;
  @Field(() => Date, { nullable: true, description: '签名时间' }) declare at: Date | null;
  @Field(() => String, { nullable: true, description: 'the signed note (C2SP tlog-checkpoint)' }) declare note:
    string | null;
  @Field(() => [LedgerWitness], { description: '见证' }) declare witnesses: LedgerWitness[];
}

@ObjectType('LedgerProof', { description: '一条账本记录及其在已签名账本树中的存在证明（RFC 6962）' })
@Directive('@shareable')
export class LedgerProof {
  constructor(private readonly proof: InclusionProof) {}
  @Field(() => String, { description: 'envelope, receipt, row, firing, access, intervention' })
  get kind(): string {
    return this.proof.kind;
  }
  @Field(() => String, { description: 'what it is about' })
  get ref(): string {
    return this.proof.ref;
  }
  @Field(() => String, { description: 'SHA-256, hex' })
  get digest(): string {
    return this.proof.digest;
  }
  @Field(() => Date, { description: '写入时间' })
  get at(): Date {
    return this.proof.at;
  }
  @Field(() => String, { description: 'the bytes that are hashed as the leaf, base64' })
  get leaf(): string {
    return this.proof.leaf.toString('base64');
  }
  @Field(() => Int, { description: 'place in the tree, from 0' })
  get index(): number {
    return this.proof.index;
  }
  @Field(() => Int, { description: 'leaves of the tree that the proof leads to' })
  get size(): number {
    return this.proof.size;
  }
  @Field(() => [String], { description: 'the inclusion proof from the leaf upwards, base64' })
  get hashes(): string[] {
    return this.proof.hashes.map((hash) => hash.toString('base64'));
  }
}

const MOST_REFS = 200;

export const newestCheckpoint = async (em: EntityManager): Promise<Checkpoint | null> =>
  (await em.find(Checkpoint, {}, { orderBy: { size: -1 }, limit: 1 }))[0] ?? null;

/** The newest checkpoint that all witnesses have cosigned, else the newest. */
export async function witnessedCheckpoint(em: EntityManager, station: Station): Promise<Checkpoint | null> {
  const [seen] = (await em.execute(
    'select size from ledger_cosignature group by size having count(*) >= ? order by size desc limit 1',
    [witnessesOf(station).length],
  )) as { size: string }[];
  return seen ? em.findOne(Checkpoint, Number(seen.size)) : newestCheckpoint(em);
}

/** A station's log as it stands. */
export async function ledgerView(em: EntityManager, station: Station): Promise<LedgerView> {
  const newest = await newestCheckpoint(em);
  const witnesses = await Promise.all(
    witnessesOf(station).map(async (witness): Promise<LedgerWitness> => {
      const [last] = await em.find(Cosignature, { witness }, { orderBy: { size: -1 }, limit: 1 });
      return { witness, size: last?.size ?? null, at: last?.at ?? null, line: last?.line ?? null };
    }),
  );
  return {
    station,
    size: newest?.size ?? 0,
    root: newest ? Buffer.from(newest.root, 'hex').toString('base64') : null,
    at: newest?.at ?? null,
    note: newest?.note ?? null,
    witnesses,
  };
}

/**
 * Queries `<station>Ledger` and `<station>LedgerConsistency`, for everybody who is signed in: they tell nothing of any case; and, of an
 * agency, `<station>LedgerProofs` for its own officers. Proofs out of the shared docket come with the case (`/case-bundles/`).
 */
export function ledgerResolver(station: Station, prefix: string): new () => object {
  @Resolver()
  class LedgerQuery {
    @Query(() => LedgerView, { name: `${prefix}Ledger`, description: '存证账本的检查点与见证' })
    ledger(@Ctx() context: RequestContext): Promise<LedgerView> {
      assertSignedIn(context);
      return ledgerView(context.em, station);
    }

    @Query(() => [String], {
      name: `${prefix}LedgerConsistency`,
      description: '一致性证明：较大的账本以较小的账本开头（RFC 6962），base64',
    })
    async consistency(
      @Ctx() context: RequestContext,
      @Arg('from', () => Int, { description: '较小的记录数' }) from: number,
      @Arg('to', () => Int, { description: '较大的记录数' }) to: number,
    ): Promise<string[]> {
      assertSignedIn(context);
      const newest = await newestCheckpoint(context.em);
      if (from < 0 || from > to || to > (newest?.size ?? 0))
        throw refuse('BAD_FIELD', { field: '账本记录数', reason: '须满足 0 ≤ from ≤ to ≤ 当前记录数。' });
      const hash = newest ? readCheckpoint(newest.note)!.hash : 'sha256';
      return (await consistencyProof(context.em, from, to, hash)).map((one) => one.toString('base64'));
    }
  }
  return station === DOCKET ? LedgerQuery : withProofs(LedgerQuery, station, prefix);
}

function withProofs(base: new () => object, station: Exclude<Station, typeof DOCKET>, prefix: string) {
  @Resolver()
  class ProofsQuery extends base {
    @OnlyFor(station)
    @Query(() => [LedgerProof], {
      name: `${prefix}LedgerProofs`,
      description: '本单位账本中有关记录的存在证明，至多 200 项',
    })
    async proofs(
      @Ctx() context: RequestContext,
      @Arg('refs', () => [String], {
        description: 'id of an envelope, `id/recipient` of a receipt, `table/key` of a row',
      })
      refs: string[],
    ): Promise<LedgerProof[]> {
      if (assertSignedIn(context).organisation !== station) throw refuse('NOT_YOURS_TO_SEE', { group: '存证账本' });
      if (refs.length > MOST_REFS) throw refuse('BAD_FIELD', { field: 'refs', reason: `至多 ${MOST_REFS} 项。` });
      const newest = await newestCheckpoint(context.em);
      if (!newest) return [];
      const proofs = await inclusionProofs(context.em, refs, newest.size, readCheckpoint(newest.note)!.hash);
      return proofs.map((proof) => new LedgerProof(proof));
    }
  }
  return ProofsQuery;
}
