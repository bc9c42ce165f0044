import { hash } from 'node:crypto';

/** A Merkle tree over leaves in order, as RFC 6962 section 2.1 defines it; SM3 stands in for SHA-256 where an installation asks for it. */
export type TreeHash = 'sha256' | 'sm3';

/** Leaves `from` (included) to `to` (excluded). */
export type Range = readonly [from: number, to: number];
/** The hash over the leaves `index * 2^level` to `(index + 1) * 2^level`. */
export type NodeAt = (level: number, index: number) => Buffer;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);
const digest = (algorithm: TreeHash, ...parts: Buffer[]) => hash(algorithm, Buffer.concat(parts), 'buffer');

export const emptyRoot = (algorithm: TreeHash = 'sha256'): Buffer => digest(algorithm);
export const leafHash = (bytes: Buffer, algorithm: TreeHash = 'sha256'): Buffer => digest(algorithm, LEAF, bytes);
export const nodeHash = (left: Buffer, right: Buffer, algorithm: TreeHash = 'sha256'): Buffer =>
  digest(algorithm, NODE, left, right);

/** The largest power of two smaller than `size`, which is at least 2. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
const isPowerOfTwo = (size: number) => Number.isInteger(Math.log2(size));

/** The whole subtrees that a range falls into, from the left; `from` is a multiple of the first one's size. */
export function nodesOf([from, to]: Range): { readonly level: number; readonly index: number }[] {
  const size = to - from;
  if (size === 0) return [];
  if (isPowerOfTwo(size)) return [{ level: Math.log2(size), index: from / size }];
  const middle = from + split(size);
  return [...nodesOf([from, middle]), ...nodesOf([middle, to])];
}

/** The hash over a range. */
export function rangeHash(range: Range, node: NodeAt, algorithm: TreeHash = 'sha256'): Buffer {
  const whole = nodesOf(range).map(({ level, index }) => node(level, index));
  if (whole.length === 0) return emptyRoot(algorithm);
  return whole.reduceRight((right, left) => nodeHash(left, right, algorithm));
}

/** The ranges whose hashes are the inclusion proof of a leaf (RFC 6962 section 2.1.1), from the leaf upwards. */
export function inclusionRanges(index: number, [from, to]: Range): Range[] {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return index < middle
    ? [...inclusionRanges(index, [from, middle]), [middle, to]]
    : [...inclusionRanges(index, [middle, to]), [from, middle]];
}

/** The ranges whose hashes are the consistency proof from a tree of `old` leaves to one of `size` (RFC 6962 section 2.1.2). */
export function consistencyRanges(old: number, size: number): Range[] {
  return old === 0 || old === size ? [] : within(old, [0, size], true);
}
function within(old: number, [from, to]: Range, isWhole: boolean): Range[] {
  if (old === to) return isWhole ? [] : [[from, to]];
  const middle = from + split(to - from);
  return old <= middle
    ? [...within(old, [from, middle], isWhole), [middle, to]]
    : [...within(old, [middle, to], false), [from, middle]];
}

/** The root that a leaf's hash and its proof lead to; null when the proof has not the length that the tree asks for. */
export function rootFromInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
  algorithm: TreeHash = 'sha256',
): Buffer | null {
  if (!(index >= 0 && index < size)) return null;
  const ranges = inclusionRanges(index, [0, size]);
  if (ranges.length !== proof.length) return null;
  return ranges.reduce<Buffer>(
    (inner, [from], step) =>
      from > index ? nodeHash(inner, proof[step]!, algorithm) : nodeHash(proof[step]!, inner, algorithm),
    leaf,
  );
}

/** Whether a tree of `size` leaves with `root` begins with the tree of `old` leaves with `oldRoot`. */
export function isConsistent(
  { old, oldRoot, size, root }: { old: number; oldRoot: Buffer; size: number; root: Buffer },
  proof: readonly Buffer[],
  algorithm: TreeHash = 'sha256',
): boolean {
  if (old > size) return false;
  if (old === size) return proof.length === 0 && oldRoot.equals(root);
  if (old === 0) return proof.length === 0 && oldRoot.equals(emptyRoot(algorithm));
  const ranges = consistencyRanges(old, size);
  if (ranges.length !== proof.length) return false;
  const isWhole = isPowerOfTwo(old);
  let before = isWhole ? oldRoot : proof[0]!;
  let after = before;
  for (let step = isWhole ? 0 : 1; step < proof.length; step += 1) {
    const other = proof[step]!;
    if (ranges[step]![0] >= old) after = nodeHash(after, other, algorithm);
    else {
      before = nodeHash(other, before, algorithm);
      after = nodeHash(other, after, algorithm);
    }
  }
  return before.equals(oldRoot) && after.equals(root);
}

/** Takes leaf hashes one after the other and knows the root so far; keeps one hash per bit of the size. */
export class GrowingTree {
  readonly #whole: (Buffer | undefined)[] = [];
  readonly #algorithm: TreeHash;
  size = 0;

  constructor(algorithm: TreeHash = 'sha256') {
    this.#algorithm = algorithm;
  }

  add(leaf: Buffer): void {
    let hash = leaf;
    let level = 0;
    for (; this.#whole[level]; level += 1) {
      hash = nodeHash(this.#whole[level]!, hash, this.#algorithm);
      this.#whole[level] = undefined;
    }
    this.#whole[level] = hash;
    this.size += 1;
  }

  root(): Buffer {
    const whole = this.#whole.filter((hash) => hash !== undefined);
    if (whole.length === 0) return emptyRoot(this.#algorithm);
    return whole.reduce((right, left) => nodeHash(left, right, this.#algorithm));
  }
}
