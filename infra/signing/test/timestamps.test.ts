import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BadDer } from '../der.ts';
import { askForToken, readCertificates } from '../timestamp-authority.ts';
import { readTimestamp, timestampRequest, tokenIn } from '../timestamp-token.ts';
import { TestAuthority } from './test-authority.ts';

const HASH = createHash('sha256').update('a Merkle root').digest();

describe.each(['rsa:2048', 'ec -pkeyopt ec_paramgen_curve:P-256'])('an authority with a key of %s', (key) => {
  let authority: TestAuthority;
  let token: Buffer;
  beforeAll(async () => {
    authority = new TestAuthority(key);
    const url = await authority.listen();
    token = (await askForToken(url, readCertificates(authority.certFile), HASH)).token;
  });
  afterAll(() => authority.stop());
  const trusted = () => readCertificates(authority.certFile);

  test('gives a token that holds here and by openssl ts -verify', () => {
    const { at, hash } = readTimestamp(token, trusted());
    expect(hash).toEqual(HASH);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(300_000);
    authority.folder.put('token.der', token);
    const verify = `openssl ts -verify -digest ${HASH.toString('hex')} -in token.der -token_in -CAfile ca.pem 2>&1`;
    expect(authority.folder.run(verify)).toContain('Verification: OK');
    expect(() => authority.folder.run(verify.replace(HASH.toString('hex'), '0'.repeat(64)))).toThrow();
  });

  test('no changed token holds, and none is a crash', () => {
    const original = readTimestamp(token, trusted());
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Buffer.from(token);
        changed[place]! ^= change;
        let read;
        try {
          read = readTimestamp(changed, trusted());
        } catch {
          return;
        }
        // certificates and names beside what is signed may differ; what the token says may not
        expect(read).toEqual(original);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => readTimestamp(Buffer.from(bytes), trusted())).toThrow();
        expect(() => tokenIn(Buffer.from(bytes))).toThrow();
      }),
    );
  });
});

test('what another root certified, or what is not for time-stamping, is not trusted', async () => {
  const [authority, other] = [new TestAuthority(), new TestAuthority()];
  const token = tokenIn(authority.answer(timestampRequest(HASH, 7n)));
  expect(readTimestamp(token, readCertificates(authority.certFile)).nonce).toBe(7n);
  expect(() => readTimestamp(token, readCertificates(other.certFile))).toThrow('not a trusted one');
  other.useServerCertificate();
  expect(() => tokenIn(other.answer(timestampRequest(HASH, 8n)))).toThrow();
  expect(() => tokenIn(Buffer.from('3005300302010230', 'hex'))).toThrow(BadDer);
  await Promise.all([authority.stop(), other.stop()]);
});

test('an authority that is away or answers something else is an error, not a token', async () => {
  const authority = new TestAuthority();
  const url = await authority.listen();
  authority.isAway = true;
  await expect(askForToken(url, readCertificates(authority.certFile), HASH)).rejects.toThrow('503');
  await authority.stop();
  await expect(askForToken(url, [], HASH)).rejects.toThrow();
});
