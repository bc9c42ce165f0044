import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSigner } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { cosign, cosignedAt, noteKeyId, openCheckpoint, readCheckpoint, signCheckpoint } from '../checkpoint.ts';
import { hashesIn, bytesOf, edgeOf, grow, nodesFrom, readTilePath, tilePath, tilesFor, type Tile } from '../tiles.ts';
import { consistencyRanges, GrowingTree, inclusionRanges, isConsistent, leafHash, rangeHash } from '../tree.ts';
import { judge } from '../witness.ts';

const NAME = 'xianjie/docket';
const root = leafHash(Buffer.from('leaf'));
const body = {
  origin: NAME,
  size: 1,
  root,
  previous: 0,
  at: new Date('2026-03-01T01:02:03.004Z'),
  hash: 'sha256' as const,
};

describe.each(['ED25519', 'SM2'] as const)('a checkpoint signed with %s', (algorithm) => {
  const signer = readSigner(makeKey(algorithm));
  const keys = { name: NAME, publicKeys: [signer.publicKey] };

  test('is a signed note with origin, size and root, and opens with its key only', async () => {
    const note = await signCheckpoint(body, NAME, signer);
    expect(note.split('\n').slice(0, 3)).toEqual([NAME, '1', root.toString('base64')]);
    expect(openCheckpoint(note, keys)).toEqual(body);
    expect(openCheckpoint(note, { name: NAME, publicKeys: [readSigner(makeKey(algorithm)).publicKey] })).toBeNull();
    expect(openCheckpoint(note, { ...keys, name: 'xianjie/court' })).toBeNull();
  });

  test('no character of it can be changed', async () => {
    const note = await signCheckpoint(body, NAME, signer);
    fc.assert(
      fc.property(fc.nat(note.length - 2), fc.constantFrom('0', 'A', '\n', ' '), (at, letter) => {
        fc.pre(note[at] !== letter);
        expect(openCheckpoint(note.slice(0, at) + letter + note.slice(at + 1), keys)).toBeNull();
      }),
      { numRuns: algorithm === 'SM2' ? 40 : 300 },
    );
  });

  test('is cosigned with the time, for this note and no other', async () => {
    const note = await signCheckpoint(body, NAME, signer);
    const witness = readSigner(makeKey(algorithm));
    const witnessKeys = { name: 'xianjie/court', publicKeys: [witness.publicKey] };
    const line = await cosign(note, witnessKeys.name, witness, new Date('2026-03-01T01:02:09.900Z'));
    expect(cosignedAt(note, line, witnessKeys)).toEqual(new Date('2026-03-01T01:02:09Z'));
    expect(cosignedAt(note, line, { ...witnessKeys, publicKeys: [signer.publicKey] })).toBeNull();
    const other = await signCheckpoint({ ...body, size: 2 }, NAME, signer);
    expect(cosignedAt(other, line, witnessKeys)).toBeNull();
  });
});

test('the key id is that of C2SP signed-note', () => {
  // name PeterNeumann, key c74f20a3 of the format's own description
  const raw = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
  const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`;
  const key = { algorithm: 'ED25519' as const, keyId: '', pem, verify: () => false };
  expect(noteKeyId('PeterNeumann', key).toString('hex')).toBe('c74f20a3');
});

test('a note that is no checkpoint is none', () => {
  for (const note of ['', 'a\n1\n', `${NAME}\n01\n${root.toString('base64')}\n\n`, `${NAME}\n1\nshort\n\n`])
    expect(readCheckpoint(note)).toBeNull();
});

describe('tiles', () => {
  test('hold the tree at every size, grown by batches of any size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (batches, pick) => {
          const stored = new Map<string, Tile>();
          const tree = new GrowingTree();
          const sizes: [number, Buffer][] = [];
          for (const batch of batches) {
            const size = tree.size;
            const leaves = Array.from({ length: batch }, (_, at) => leafHash(Buffer.from(String(size + at))));
            const edge = edgeOf(size).map(({ level, index }) => stored.get(`${level}/${index}`)!);
            for (const tile of grow(size, edge, leaves)) stored.set(`${tile.level}/${tile.index}`, tile);
            leaves.forEach((leaf) => tree.add(leaf));
            sizes.push([tree.size, tree.root()]);
          }
          const size = tree.size;
          const node = (ranges: Parameters<typeof tilesFor>[0]) =>
            nodesFrom(tilesFor(ranges).map((place) => stored.get(`${place.level}/${place.index}`)!));
          expect(rangeHash([0, size], node([[0, size]]))).toEqual(tree.root());
          const index = pick % size;
          const ranges = inclusionRanges(index, [0, size]);
          expect(ranges.map((range) => rangeHash(range, node(ranges))).length).toBe(ranges.length);
          for (const [old, oldRoot] of sizes) {
            const path = consistencyRanges(old, size);
            const proof = path.map((range) => rangeHash(range, node(path)));
            expect(isConsistent({ old, oldRoot, size, root: tree.root() }, proof)).toBe(true);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  test('have the paths of C2SP tlog-tiles', () => {
    expect(tilePath(0, 0)).toBe('0/000');
    expect(tilePath(1, 1234067)).toBe('1/x001/x234/067');
    expect(tilePath(0, 5, 17)).toBe('0/005.p/17');
    fc.assert(
      fc.property(fc.nat(63), fc.nat(1e9), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(readTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
      }),
    );
    for (const bad of ['0/1', '64/000', '0/000.p/0', '0/000.p/256', '0/001/000', '../000'])
      expect(readTilePath(bad)).toBeNull();
    expect(hashesIn(bytesOf({ level: 0, index: 0, hashes: [root, root] }))).toEqual([root, root]);
  });
});

describe('a witness', () => {
  const signer = readSigner(makeKey('ED25519'));
  const keys = { name: NAME, publicKeys: [signer.publicKey] };
  const leaves = Array.from({ length: 20 }, (_, at) => leafHash(Buffer.from(String(at))));
  const grown = (size: number, other = false) => {
    const tree = new GrowingTree();
    leaves.slice(0, size).forEach((leaf, at) => tree.add(other && at === 0 ? leafHash(Buffer.from('x')) : leaf));
    return tree.root();
  };
  const checkpoint = (size: number, other = false, at = new Date(size * 1000)) => ({
    ...body,
    size,
    root: grown(size, other),
    at,
  });
  const proof = (from: number, size: number) => {
    const path = consistencyRanges(from, size);
    const tiles = grow(0, [], leaves);
    return path.map((range) => rangeHash(range, nodesFrom(tiles)));
  };
  const offer = async (size: number, from: number, other = false, at?: Date) => ({
    note: await signCheckpoint(checkpoint(size, other, at), NAME, signer),
    from,
    proof: proof(from, size),
  });

  test.each([
    ['COSIGN', 12, 7, false],
    ['KNOWN', 7, 7, false],
    ['SPLIT', 7, 7, true],
    ['SPLIT', 12, 7, true],
    ['STALE', 12, 3, false],
    ['STALE', 5, 3, false],
  ] as const)(
    'says %s of size %i proven from %i (another history: %s) after size 7',
    async (verdict, size, from, other) => {
      expect(judge(checkpoint(7), await offer(size, from, other), keys).verdict).toBe(verdict);
    },
  );

  test('says SPLIT of a log that is smaller later, FORGED of what the log has not signed, COSIGN of the first it sees', async () => {
    expect(judge(checkpoint(7), await offer(5, 3, false, new Date(9_000)), keys).verdict).toBe('SPLIT');
    const other = readSigner(makeKey('ED25519'));
    const forged = { note: await signCheckpoint(checkpoint(12), NAME, other), from: 7, proof: proof(7, 12) };
    expect(judge(checkpoint(7), forged, keys).verdict).toBe('FORGED');
    expect(judge(null, await offer(12, 0), keys).verdict).toBe('COSIGN');
  });
});
