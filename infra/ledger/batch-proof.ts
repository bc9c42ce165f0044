import { inclusionRanges, leafHash, nodeHash, rangeHash, rootFromInclusion, type Range } from './tree.ts';

/** One leaf's way to the root of the tree over a batch. */
export interface BatchProof {
  readonly index: number;
  readonly size: number;
  /** hex, from the leaf upwards (RFC 6962 section 2.1.1) */
  readonly path: readonly string[];
}

/** The root over digests (hex) in their order, and each one's proof. */
export function batchOf(digests: readonly string[]): { readonly root: Buffer; readonly proofs: readonly BatchProof[] } {
  const levels: Buffer[][] = [digests.map((digest) => leafHash(Buffer.from(digest, 'hex')))];
  const hashed = new Map<string, Buffer>();
  const hashOf = (range: Range): Buffer => {
    const known = hashed.get(range.join());
    if (known) return known;
    const hash = rangeHash(range, nodeAt);
    hashed.set(range.join(), hash);
    return hash;
  };
  const nodeAt = (level: number, index: number): Buffer => {
    for (let next = levels.length; next <= level; next += 1) {
      const below = levels[next - 1]!;
      const pairs = Math.floor(below.length / 2);
      levels.push(Array.from({ length: pairs }, (_, at) => nodeHash(below[at * 2]!, below[at * 2 + 1]!)));
    }
    return levels[level]![index]!;
  };
  const size = digests.length;
  const proofs = digests.map((_, index) => ({
    index,
    size,
    path: inclusionRanges(index, [0, size]).map((range) => hashOf(range).toString('hex')),
  }));
  return { root: hashOf([0, size]), proofs };
}

/** The root to which a digest and its proof lead; null where the proof does not fit the tree. */
export const rootOf = (digest: string, { index, size, path }: BatchProof): Buffer | null =>
  rootFromInclusion(
    leafHash(Buffer.from(digest, 'hex')),
    index,
    size,
    path.map((hash) => Buffer.from(hash, 'hex')),
  );
