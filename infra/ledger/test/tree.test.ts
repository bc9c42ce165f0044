import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  consistencyRanges,
  emptyRoot,
  GrowingTree,
  inclusionRanges,
  isConsistent,
  leafHash,
  nodeHash,
  rangeHash,
  rootFromInclusion,
  type NodeAt,
  type TreeHash,
} from '../tree.ts';

/** The test leaves and roots that implementations of RFC 6962 share. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const nodeIn =
  (leaves: readonly Buffer[], algorithm: TreeHash): NodeAt =>
  (level, index) =>
    level === 0
      ? leaves[index]!
      : nodeHash(
          nodeIn(leaves, algorithm)(level - 1, 2 * index),
          nodeIn(leaves, algorithm)(level - 1, 2 * index + 1),
          algorithm,
        );
const numbered = (size: number, algorithm: TreeHash) =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(String(index)), algorithm));
const flipped = (hash: Buffer, bit: number) => {
  const other = Buffer.from(hash);
  other[bit >> 3]! ^= 1 << (bit & 7);
  return other;
};
const MOST = 40;

describe('the tree of RFC 6962', () => {
  test('has the roots of the shared test leaves', () => {
    const tree = new GrowingTree();
    expect(tree.root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const leaves = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    leaves.forEach((leaf, index) => {
      tree.add(leaf);
      expect(tree.root().toString('hex')).toBe(ROOTS[index]);
      expect(rangeHash([0, index + 1], nodeIn(leaves, 'sha256')).toString('hex')).toBe(ROOTS[index]);
    });
  });

  test.each(['sha256', 'sm3'] as const)('every leaf of every tree is proven, and no other (%s)', (algorithm) => {
    for (let size = 1; size <= MOST; size += 1) {
      const leaves = numbered(size, algorithm);
      const node = nodeIn(leaves, algorithm);
      const root = rangeHash([0, size], node, algorithm);
      leaves.forEach((leaf, index) => {
        const proof = inclusionRanges(index, [0, size]).map((range) => rangeHash(range, node, algorithm));
        expect(rootFromInclusion(leaf, index, size, proof, algorithm)).toEqual(root);
        expect(rootFromInclusion(leaves[(index + 1) % size]!, index, size, proof, algorithm)?.equals(root)).toBe(
          size === 1,
        );
      });
    }
  });

  test.each(['sha256', 'sm3'] as const)('every tree begins with every smaller one (%s)', (algorithm) => {
    const leaves = numbered(MOST, algorithm);
    const node = nodeIn(leaves, algorithm);
    const rootAt = (size: number) => rangeHash([0, size], node, algorithm);
    for (let size = 0; size <= MOST; size += 1)
      for (let old = 0; old <= size; old += 1) {
        const proof = consistencyRanges(old, size).map((range) => rangeHash(range, node, algorithm));
        const trees = { old, oldRoot: rootAt(old), size, root: rootAt(size) };
        expect(isConsistent(trees, proof, algorithm)).toBe(true);
        if (old > 0)
          expect(isConsistent({ ...trees, oldRoot: flipped(trees.oldRoot, 3) }, proof, algorithm)).toBe(false);
      }
  });

  test('any bit changed in leaf, proof or root is seen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (size, at, which, bit) => {
          const leaves = numbered(size, 'sha256');
          const node = nodeIn(leaves, 'sha256');
          const root = rangeHash([0, size], node);
          const index = at % size;
          const proof = inclusionRanges(index, [0, size]).map((range) => rangeHash(range, node));
          const step = which % proof.length;
          const broken = proof.with(step, flipped(proof[step]!, bit));
          expect(rootFromInclusion(leaves[index]!, index, size, broken)?.equals(root)).toBe(false);
          expect(rootFromInclusion(flipped(leaves[index]!, bit), index, size, proof)?.equals(root)).toBe(false);
          expect(rootFromInclusion(leaves[index]!, index, size, proof.slice(1))).toBeNull();
          const old = 1 + (which % (size - 1));
          const path = consistencyRanges(old, size).map((range) => rangeHash(range, node));
          const trees = { old, oldRoot: rangeHash([0, old], node), size, root };
          expect(isConsistent(trees, path)).toBe(true);
          const wrong = at % path.length;
          expect(isConsistent(trees, path.with(wrong, flipped(path[wrong]!, bit)))).toBe(false);
          expect(isConsistent({ ...trees, root: flipped(root, bit) }, path)).toBe(false);
          expect(isConsistent(trees, path.slice(1))).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the empty tree of SM3 is the hash of nothing', () => {
    expect(emptyRoot('sm3').toString('hex')).toBe('1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b');
  });
});
