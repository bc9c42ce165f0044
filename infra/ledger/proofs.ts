import type { EntityManager } from '@mikro-orm/postgresql';
import { LedgerLeaf, type LeafKind } from './entities.ts';
import { leafBytes } from './leaf.ts';
import { readTiles } from './sequencer.ts';
import { nodesFrom, tilesFor } from './tiles.ts';
import { consistencyRanges, inclusionRanges, rangeHash, type Range, type TreeHash } from './tree.ts';

/** That a leaf stands in the tree of `size` leaves; whoever has the leaf and the proof computes the signed root. */
export interface InclusionProof {
  readonly kind: LeafKind;
  readonly ref: string;
  readonly digest: string;
  readonly at: Date;
  /** what is hashed as the leaf */
  readonly leaf: Buffer;
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

async function hashesOver(em: EntityManager, ranges: readonly Range[], hash: TreeHash): Promise<Buffer[]> {
  const node = nodesFrom(await readTiles(em, tilesFor(ranges)), hash);
  return ranges.map((range) => rangeHash(range, node, hash));
}

/** Inclusion proofs of everything in the tree of `size` leaves that is about one of `refs`, in the order of the tree. */
export async function inclusionProofs(
  em: EntityManager,
  refs: readonly string[],
  size: number,
  hash: TreeHash = 'sha256',
): Promise<InclusionProof[]> {
  if (refs.length === 0) return [];
  const leaves = await em.find(
    LedgerLeaf,
    { ref: { $in: [...refs] }, position: { $lt: size } },
    { orderBy: { position: 1 } },
  );
  const ranges = leaves.map(({ position }) => inclusionRanges(position!, [0, size]));
  const hashes = await hashesOver(em, ranges.flat(), hash);
  let next = 0;
  return leaves.map((leaf, nth) => {
    const { kind, ref, digest, at, position } = leaf;
    const own = hashes.slice(next, (next += ranges[nth]!.length));
    return { kind, ref, digest, at, leaf: leafBytes(leaf), index: position!, size, hashes: own };
  });
}

/** The hashes that prove that the tree of `size` leaves begins with that of `old`. */
export const consistencyProof = (
  em: EntityManager,
  old: number,
  size: number,
  hash: TreeHash = 'sha256',
): Promise<Buffer[]> => hashesOver(em, consistencyRanges(old, size), hash);
