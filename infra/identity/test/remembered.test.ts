import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { remembering } from '../remembered.ts';
import { createVerifier, type Authenticated } from '../verify-token.ts';

/** An issuer whose keys can be changed, and that counts how often they are read. */
let server: Server;
let issuer: string;
let published: object[] = [];
let reads = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') reads += 1;
    response.end(JSON.stringify(request.url === '/keys' ? { keys: published } : { jwks_uri: `${issuer}/keys` }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function newKey(kid: string): Promise<CryptoKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  published = [...published, { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }];
  return privateKey;
}
const token = async (key: CryptoKey, kid: string, seconds = 600) =>
  `Bearer ${await new SignJWT({ org: 'ENVIRONMENT', roles: ['OFFICER'], division: '220100' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setSubject(`x-${kid}`)
    .setAudience('xianjie')
    .setIssuer(issuer)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
    .sign(key)}`;

test('keys are read once for many tokens, a new key is found, unknown keys do not make the issuer be asked again and again', async () => {
  const verify = createVerifier({ issuer, audience: 'xianjie' });
  const first = await newKey('1');
  const tokens = await Promise.all(Array.from({ length: 20 }, (_, i) => token(first, '1', 600 + i)));
  await Promise.all([...tokens, ...tokens].map((one) => verify(one)));
  expect(reads).toBe(1);
  await after(5_100);
  const second = await newKey('2');
  expect(await verify(await token(second, '2'))).toMatchObject({ sub: 'x-2' });
  expect(reads).toBe(2);
  const foreign = (await generateKeyPair('ES256')).privateKey;
  for (let i = 0; i < 50; i += 1)
    await expect(token(foreign, `f${i}`).then(verify)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(reads).toBeLessThan(4);
});

test('a token is checked once and remembered, but not beyond its end nor a minute; a refused one is checked each time', async () => {
  let now = 1_000_000;
  let checks = 0;
  const holds: Record<string, number> = { long: now + 3_600_000, short: now + 10_000 };
  const verify = remembering(
    async (authorization) => {
      checks += 1;
      const until = holds[authorization!];
      if (!until) throw new Error('refused');
      return { sub: authorization, expiresAt: until / 1_000 } as Authenticated;
    },
    () => now,
  );
  const checksOf = async (authorization: string) => {
    const before = checks;
    await verify(authorization).catch(() => {});
    return checks - before;
  };
  expect([await checksOf('long'), await checksOf('long'), await checksOf('short')]).toEqual([1, 0, 1]);
  now += 10_000;
  expect([await checksOf('long'), await checksOf('short')]).toEqual([0, 1]);
  now += 50_000;
  expect([await checksOf('long'), await checksOf('bad'), await checksOf('bad')]).toEqual([1, 1, 1]);
  for (let i = 0; i < 10_000; i += 1) holds[`t${i}`] = now + 3_600_000;
  for (let i = 0; i < 10_000; i += 1) await verify(`t${i}`);
  expect(await checksOf('long')).toBe(1);
});
