import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchOf, rootOf } from '../batch-proof.ts';
import { GrowingTree, leafHash } from '../tree.ts';

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

test('the root is that of the RFC 6962 tree, every proof leads to it, and no other digest or place does', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 70 }), (texts) => {
      const digests = texts.map(digestOf);
      const tree = new GrowingTree();
      for (const digest of digests) tree.add(leafHash(Buffer.from(digest, 'hex')));
      const { root, proofs } = batchOf(digests);
      expect(root).toEqual(tree.root());
      for (const [at, digest] of digests.entries()) {
        expect(rootOf(digest, proofs[at]!)).toEqual(root);
        expect(rootOf(digestOf(`not ${texts[at]}`), proofs[at]!)).not.toEqual(root);
        const elsewhere = { ...proofs[at]!, index: (at + 1) % digests.length };
        if (digests.length > 1) expect(rootOf(digest, elsewhere)).not.toEqual(root);
      }
    }),
  );
});
