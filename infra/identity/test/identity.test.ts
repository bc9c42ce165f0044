import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { startService, type Service } from '@xianjie/local/service.ts';
import { DEMO_OFFICERS } from '../demo-officers.ts';
import { clientCredentials, signIn } from '../sign-in.ts';
import { createVerifier } from '../verify-token.ts';

let directory: string;
let issuer: string;
let provider: Service;
let start: () => Promise<Service>;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'xianjie-identity-'));
  const port = await freePort();
  issuer = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    ISSUER: issuer,
    KEY_DIR: directory,
    CONSOLE_ORIGIN: 'http://127.0.0.1:4000',
  };
  start = () =>
    startService({
      name: 'identity',
      file: 'infra/identity/provider-server.ts',
      environment,
      logFile: join(directory, 'log'),
    });
  provider = await start();
});
afterAll(async () => {
  await provider?.stop();
  rmSync(directory, { recursive: true, force: true });
});
const verify = (token: string) => createVerifier({ issuer, audience: 'xianjie' })(`Bearer ${token}`);

test.each(DEMO_OFFICERS.map(({ sub, ...officer }) => [sub, officer] as const))(
  '%s signs in by code and PKCE and is known by organisation and role',
  async (sub, officer) => {
    const { accessToken } = await signIn({ issuer, account: sub });
    expect(await verify(accessToken)).toMatchObject({
      sub,
      name: officer.name,
      organisation: officer.organisation,
      roles: officer.roles,
      division: '220100',
    });
  },
);

test('the platform signs in as a machine with the secret that was made at the first start', async () => {
  const clientSecret = readFileSync(join(directory, 'credit-platform.secret'), 'utf8');
  const { accessToken } = await clientCredentials({ issuer, clientId: 'credit-platform', clientSecret });
  expect(await verify(accessToken)).toMatchObject({ organisation: 'CREDIT_PLATFORM', roles: ['PLATFORM'] });
  await expect(clientCredentials({ issuer, clientId: 'credit-platform', clientSecret: 'wrong' })).rejects.toThrow();
});

test('keys are private to the user and kept: a token from before a restart still holds', async () => {
  const { accessToken } = await signIn({ issuer, account: 'env-officer' });
  await provider.stop('SIGKILL');
  provider = await start();
  expect(await verify(accessToken)).toMatchObject({ sub: 'env-officer' });
  expect(statSync(join(directory, 'identity.json')).mode & 0o077).toBe(0);
});

describe('the provider refuses', () => {
  const authorize = (over: Record<string, string>) => {
    const query = {
      client_id: 'xianjie-cli',
      redirect_uri: 'http://127.0.0.1/callback',
      response_type: 'code',
      scope: 'openid',
      state: 's',
      ...over,
    };
    return fetch(`${issuer}/auth?${new URLSearchParams(query)}`, { redirect: 'manual' });
  };
  test('an unknown officer', () => expect(signIn({ issuer, account: 'nobody' })).rejects.toThrow());
  test('a login without PKCE', async () => {
    const location = (await authorize({})).headers.get('location') ?? '';
    expect(location).toContain('error=invalid_request');
  });
  test('another redirect than the registered one', async () =>
    expect(
      (
        await authorize({
          redirect_uri: 'http://evil.example/',
          code_challenge: 'x'.repeat(43),
          code_challenge_method: 'S256',
        })
      ).status,
    ).toBe(400));
});

describe('a token is not accepted', () => {
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const claims = { org: 'ENVIRONMENT', roles: ['HEAD'], division: '220100' };
  const jwk = () =>
    (
      JSON.parse(readFileSync(join(directory, 'identity.json'), 'utf8')) as {
        jwks: { keys: (Record<string, unknown> & { kid: string })[] };
      }
    ).jwks.keys[0]!;
  const make = async (over: {
    audience?: string;
    issuer?: string;
    expires?: string;
    claims?: object;
    foreign?: boolean;
  }) => {
    const { createPrivateKey } = await import('node:crypto');
    const key = over.foreign ? foreign : createPrivateKey({ key: jwk() as never, format: 'jwk' });
    return new SignJWT({ ...(over.claims ?? claims) })
      .setProtectedHeader({ alg: 'ES256', kid: jwk().kid })
      .setSubject('x')
      .setAudience(over.audience ?? 'xianjie')
      .setIssuer(over.issuer ?? issuer)
      .setIssuedAt()
      .setExpirationTime(over.expires ?? '1h')
      .sign(key);
  };
  test('though the same way of making one is', async () =>
    expect(await verify(await make({}))).toMatchObject({ organisation: 'ENVIRONMENT' }));
  test.each([
    ['for another audience', { audience: 'other' }, 'UNAUTHENTICATED'],
    ['of another issuer', { issuer: 'http://evil.example' }, 'UNAUTHENTICATED'],
    ['that has expired', { expires: '-1s' }, 'TOKEN_EXPIRED'],
    ['signed with a foreign key', { foreign: true }, 'UNAUTHENTICATED'],
    ['of an unknown organisation', { claims: { ...claims, org: 'MAFIA' } }, 'UNAUTHENTICATED'],
    ['with an unknown role', { claims: { ...claims, roles: ['KING'] } }, 'UNAUTHENTICATED'],
    ['without roles', { claims: { ...claims, roles: [] } }, 'UNAUTHENTICATED'],
  ])('%s', async (_title, over, code) => expect(verify(await make(over))).rejects.toMatchObject({ code }));
  test('without a signature', async () => {
    const [header, payload] = (await make({})).split('.') as [string, string];
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    await expect(verify(`${none}.${payload}.AA`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(verify(`${header}.${payload}.AA`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
  test('when the issuer can not be reached', () =>
    expect(createVerifier({ issuer: 'http://127.0.0.1:9', audience: 'xianjie' })('Bearer a.b.c')).rejects.toMatchObject(
      { code: 'IDENTITY_UNAVAILABLE' },
    ));
});
