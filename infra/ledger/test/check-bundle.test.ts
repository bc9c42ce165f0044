import { createPublicKey, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPublicKey, readSigner } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { isSignature } from '../bundle/check-bundle.ts';

const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
/** DER of a non-negative number, or with `pad` a zero byte too many. */
function integer(value: bigint, pad = false): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const content = bytes[0]! >= 0x80 || pad ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, content.length), content]);
}
const sequence = (...parts: Buffer[]) => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
};
function numbersOf(signature: Buffer): [bigint, bigint] {
  const length = signature[3]!;
  const [r, s] = [signature.subarray(4, 4 + length), signature.subarray(6 + length)];
  return [BigInt(`0x${r.toString('hex')}`), BigInt(`0x${s.toString('hex')}`)];
}

describe.each(['ED25519', 'SM2'] as const)('a %s signature', (algorithm) => {
  const signer = readSigner(makeKey(algorithm));
  const { pem } = signer.publicKey;
  const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
  const key = readPublicKey(pem);
  const both = async (message: Buffer, signature: string) => [
    await isSignature({ algorithm, spki }, new Uint8Array(message), signature),
    key.verify(message, signature),
  ];

  test('is found by the page as the stations find it, however it is changed', async () => {
    const change = fc.oneof(
      fc.constant((bytes: Buffer) => bytes),
      fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 255 })).map(([at, by]) => (bytes: Buffer) => {
        const other = Buffer.from(bytes);
        other[at % other.length]! ^= by;
        return other;
      }),
      fc.nat(80).map((at) => (bytes: Buffer) => bytes.subarray(0, at)),
      fc.uint8Array({ minLength: 1, maxLength: 4 }).map((more) => (bytes: Buffer) => Buffer.concat([bytes, more])),
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), change, async (bytes, changed) => {
        const message = Buffer.from(bytes);
        const genuine = Buffer.from(await signer.sign(message), 'base64');
        const other = changed(genuine);
        const isGenuine = other.equals(genuine);
        expect(await both(message, other.toString('base64'))).toEqual([isGenuine, isGenuine]);
      }),
      { numRuns: 150 },
    );
  });

  test('can be written in one way only', async () => {
    const message = randomBytes(40);
    const genuine = await signer.sign(message);
    expect(await both(message, genuine)).toEqual([true, true]);
    const bytes = Buffer.from(genuine, 'base64');
    const others = [` ${genuine}`, `${genuine}\n`, genuine.replace(/=+$/, ''), bytes.toString('base64url'), '', '!'];
    if (algorithm === 'SM2') {
      const [r, s] = numbersOf(bytes);
      for (const der of [
        sequence(integer(r + ORDER), integer(s)),
        sequence(integer(r), integer(s + ORDER)),
        sequence(integer(r, true), integer(s, true)),
        sequence(integer(r), integer(s), integer(1n)),
        sequence(integer(0n), integer(s)),
        sequence(integer(r), integer(0n)),
      ])
        others.push(der.toString('base64'));
    }
    for (const other of others.filter((one) => one !== genuine))
      expect([other, await both(message, other)]).toEqual([other, [false, false]]);
  });
});

test('a key of another kind verifies nothing', async () => {
  const [edwards, sm2] = (['ED25519', 'SM2'] as const).map((algorithm) => readSigner(makeKey(algorithm)));
  const message = randomBytes(32);
  const spki = createPublicKey(sm2!.publicKey.pem).export({ type: 'spki', format: 'der' }).toString('base64');
  const signature = await sm2!.sign(message);
  expect(await isSignature({ algorithm: 'SM2', spki }, new Uint8Array(message), signature)).toBe(true);
  expect(await isSignature({ algorithm: 'ED25519', spki }, new Uint8Array(message), signature)).toBe(false);
  const other = createPublicKey(edwards!.publicKey.pem).export({ type: 'spki', format: 'der' }).toString('base64');
  expect(await isSignature({ algorithm: 'SM2', spki: other }, new Uint8Array(message), signature)).toBe(false);
});
