import { createHmac } from 'node:crypto';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Attacked } from './attacked.ts';

const attacked = new Attacked();
beforeAll(() => attacked.start());
afterAll(() => attacked.stop());

const QUERY = { query: '{ cases { edges { cursor } } }' };
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const payloadOf = async () => (await attacked.token()).split('.')[1]!;

const TOKENS: Readonly<Record<string, () => Promise<string> | string>> = {
  'without a signature (alg=none)': async () => `${base64({ alg: 'none' })}.${await payloadOf()}.`,
  'without a signature, with an algorithm of odd case': async () =>
    `${base64({ alg: 'nOnE' })}.${await payloadOf()}.AA`,
  'signed with the public key as a secret (HS256)': async () => {
    const signed = `${base64({ alg: 'HS256', kid: 'k' })}.${await payloadOf()}`;
    return `${signed}.${createHmac('sha256', JSON.stringify(attacked.publicJwk)).update(signed).digest('base64url')}`;
  },
  'with a key of its own in the header': async () => {
    const [, payload, signature] = (await attacked.token({ key: await foreignKey() })).split('.');
    return `${base64({ alg: 'ES256', jwk: attacked.publicJwk, jku: 'http://127.0.0.1:9/keys' })}.${payload}.${signature}`;
  },
  'signed with a foreign key': async () => attacked.token({ key: await foreignKey() }),
  'with the payload of another': async () => {
    const [header, , signature] = (await attacked.token()).split('.');
    return `${header}.${(await attacked.token({ sub: 'y' })).split('.')[1]}.${signature}`;
  },
  'for another audience': () => attacked.token({ audience: 'other' }),
  'of another issuer': () => attacked.token({ issuer: 'http://evil.example' }),
  'of an organisation that is none': () => attacked.token({ org: 'MAFIA' }),
  'with a role that every object has': () => attacked.token({ roles: ['constructor'] }),
  'that is none': () => 'x',
  'of 15 KB': () => `${'a'.repeat(5_000)}.${'b'.repeat(5_000)}.${'c'.repeat(5_000)}`,
};
const foreignKey = async () => (await generateKeyPair('ES256')).privateKey;

test.each(Object.entries(TOKENS))('a token %s is refused before an agency is asked', async (_title, make) => {
  const { status, codes } = await attacked.post(QUERY, await make());
  expect([status, codes, attacked.asked]).toEqual([401, ['UNAUTHENTICATED'], []]);
});

test('an expired token is refused, one that holds is taken, and refused once it has expired', async () => {
  const { status, codes } = await attacked.post(QUERY, await attacked.token({ seconds: -1 }));
  expect([status, codes]).toEqual([401, ['TOKEN_EXPIRED']]);
  expect(attacked.asked).toEqual([]);
  const short = await attacked.token({ seconds: 2 });
  attacked.agency = () => '{"data":{"cases":{"edges":[]}}}';
  expect((await attacked.post(QUERY, short)).codes).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect((await attacked.post(QUERY, short)).codes).toEqual(['TOKEN_EXPIRED']);
});

test('who is not signed in or may not is refused before an agency is asked, in the words of the agency', async () => {
  const act = 'mutation { transferCase(input: {}) { id } }';
  const input = 'caseId: "x", occurredAt: "2026-01-01T00:00:00Z"';
  const approve = `mutation { approveTransfer(input: { ${input} }) { id } }`;
  attacked.asked = [];
  expect((await attacked.post({ query: '{ __typename }' })).codes).toEqual([]);
  expect((await attacked.post(QUERY)).codes).toEqual(['UNAUTHENTICATED']);
  expect((await attacked.post({ query: act })).codes).toEqual(['UNAUTHENTICATED']);
  const officer = await attacked.token();
  const refused = await attacked.post({ query: approve }, officer);
  expect([refused.status, refused.codes]).toEqual([403, ['WRONG_ROLE']]);
  expect(refused.text).toContain('负责人');
  const inbox = '{ publicSecurityInbox { edges { cursor } } }';
  expect((await attacked.post({ query: inbox }, officer)).codes).toEqual(['NOT_YOURS_TO_SEE']);
  const skipped = `query ($yes: Boolean!) { cases { edges { cursor } } publicSecurityInbox @include(if: $yes) { edges { cursor } } }`;
  expect((await attacked.post({ query: skipped, variables: { yes: true } }, officer)).codes).toEqual([
    'NOT_YOURS_TO_SEE',
  ]);
  expect(attacked.asked).toEqual([]);
  attacked.agency = () => '{"data":{"cases":{"edges":[]}}}';
  expect((await attacked.post({ query: skipped, variables: { yes: false } }, officer)).codes).toEqual([]);
});
