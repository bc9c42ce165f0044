import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { KEY_FILES } from '@xianjie/contracts/key-notice.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readSigner, type Signer } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { signEnvelope, signValue } from '@xianjie/signing/messages.ts';
import { eventually, Story } from './story.ts';

/** The keys of the environment bureau (Ed25519) and of public security (SM2) through publication, rotation and revocation. */
const SCHEMAS = ['environment', 'quality_supervision', 'public_security', 'procuratorate', 'court', 'docket'];

interface Key {
  readonly keyId: string;
  readonly algorithm: string;
  readonly use: string;
  readonly supersededAt: string | null;
}
let hub: TestHub;
let genuine: SignedEnvelope;
let first: Signer;
beforeAll(async () => {
  process.env['SIGNATURE_ALGORITHM_PUBLIC_SECURITY'] = 'SM2';
  hub = await startTestHub();
  first = readSigner(readFileSync(join(hub.hub.keyDirectory, 'environment.pem'), 'utf8'));
});
afterAll(() => hub?.stop());

const mutate = async (act: string, station: string, account: string, input: object = {}) => {
  const name = `${act}${station}Key`;
  const type = act === 'revoke' ? 'RevokeKeyInput!' : 'NewKeyInput!';
  const operation = `mutation ($input: ${type}) { ${name}(input: $input) { keyId algorithm use supersededAt } }`;
  return (await (await hub.officers.as(account)).request<Record<string, Key>>(operation, { input }))[name]!;
};
const environment = (act: string, input: object = {}) => mutate(act, 'Environment', 'env-administrator', input);
const settled = () =>
  eventually(async () => {
    const [open] = await hub.sql<{ open: string }>(
      `select sum(n) as open from (${SCHEMAS.map((schema) => `select count(*) n from ${schema}.outbox where receipted_at is null`).join(' union all ')}) o`,
    );
    return open!.open === '0';
  }, 'every receipt');
const signersOf = (schema: string, act: string) =>
  hub.sql<{ key: string; algorithm: string }>(
    `select message->>'keyId' as key, message->>'algorithm' as algorithm from ${schema}.inbox where message->'envelope'->>'act' = $1 order by received_at`,
    [act],
  );
const alarms = async (kind: string, schema = 'public_security') =>
  hub.sql(`select envelope_id from ${schema}.alarm where kind = $1`, [kind]);
let forgeries = 0;
const forge = (change: object, key: Signer) =>
  signEnvelope(
    { ...genuine.envelope, id: `019a0000-0000-7000-8000-0000000e${String(++forgeries).padStart(4, '0')}`, ...change },
    key,
  );
async function arrives(message: SignedEnvelope): Promise<string> {
  await hub.sends('ENVIRONMENT', { kind: 'envelope', recipient: 'PUBLIC_SECURITY', body: message });
  return message.envelope.id;
}
const isWaiting = async (id: string) =>
  (await hub.sql('select 1 from public_security.held_arrival where envelope_id = $1', [id])).length > 0;
/** A forged act on the environment bureau's keys that would make `foreign` its signing key. */
async function rotationTo(foreign: Signer, by: Signer, at = new Date()): Promise<SignedEnvelope> {
  const id = `019a0000-0000-7000-8000-0000000d${String(++forgeries).padStart(4, '0')}`;
  const { keyId, algorithm, pem: publicKey } = foreign.publicKey;
  const possession = { act: 'rotateKey', noticeId: id, station: 'ENVIRONMENT', keyId };
  const { signature: proof } = await signValue(possession, foreign);
  const overlapUntil = new Date(at.getTime() + 60_000).toISOString();
  return forge(
    {
      id,
      act: 'rotateKey',
      caseId: KEY_FILES.ENVIRONMENT,
      to: ['PUBLIC_SECURITY'],
      cc: [],
      recordedAt: at.toISOString(),
      payload: { key: { keyId, algorithm, publicKey, proof }, overlapUntil },
    },
    by,
  );
}

test('an agency that signs with SM2 and one that signs with Ed25519 hand a case to each other', async () => {
  const story = new Story(hub);
  const { id } = await story.transfers();
  await story.act('acceptCase');
  await story.arrives();
  await settled();
  expect(await signersOf('environment', 'acceptCase')).toMatchObject([{ algorithm: 'SM2' }]);
  expect(await signersOf('public_security', 'transferCase')).toMatchObject([
    { algorithm: 'ED25519', key: first.publicKey.keyId },
  ]);
  const rows = await hub.sql<{ message: SignedEnvelope }>(
    'select message from public_security.inbox where envelope_id = $1',
    [id],
  );
  genuine = rows[0]!.message;
});

test('only the agency’s own administrator does anything with its keys', async () => {
  for (const [account, code] of [
    ['env-head', 'WRONG_ROLE'],
    ['psb-administrator', 'WRONG_AGENCY'],
    ['administrator', 'WRONG_AGENCY'],
  ] as const)
    for (const act of ['publish', 'rotate'])
      await expect(mutate(act, 'Environment', account)).rejects.toMatchObject({ code });
  await expect(environment('revoke', { keyId: first.publicKey.keyId, reason: 'COMPROMISED' })).rejects.toMatchObject({
    code: 'KEY_IN_USE',
  });
});

describe('after a rotation', () => {
  let next: Key;
  test('every station knows the new key, acts are signed by it, and the file is the agency’s own', async () => {
    next = await environment('rotate', { algorithm: 'SM2' });
    expect(next).toMatchObject({ algorithm: 'SM2', use: '签名', supersededAt: null });
    const story = new Story(hub);
    await story.transfers();
    await story.act('acceptCase');
    await settled();
    expect((await signersOf('public_security', 'transferCase')).at(-1)).toEqual({ algorithm: 'SM2', key: next.keyId });
    for (const schema of SCHEMAS)
      expect(
        await hub.sql(
          `select key_id from ${schema}.station_key where station = 'ENVIRONMENT' and superseded_at is null`,
        ),
      ).toEqual([{ key_id: next.keyId }]);
    const file = join(hub.hub.keyDirectory, `environment.${next.keyId}.pem`);
    expect(readSigner(readFileSync(file, 'utf8')).publicKey.keyId).toBe(next.keyId);
    const { publicSecurityKeys } = await (
      await hub.officers.as('psb-officer')
    ).request<{ publicSecurityKeys: { station: string; keyId: string }[] }>('{ publicSecurityKeys { station keyId } }');
    expect(publicSecurityKeys).toContainEqual({ station: 'ENVIRONMENT', keyId: next.keyId });
  });

  test('the old key signs nothing after its time, and nothing signed by an unknown key is taken', async () => {
    const late = await forge({ recordedAt: new Date(Date.now() + 3_600_000).toISOString() }, first);
    await arrives(late);
    await eventually(async () => (await alarms('KEY_NOT_VALID')).length === 1, 'the alarm');
    const unknown = await arrives(await forge({}, readSigner(makeKey('ED25519'))));
    const own = await arrives(await forge({ recordedAt: '2020-01-01T00:00:00.000Z' }, await current()));
    await eventually(async () => (await alarms('KEY_NOT_VALID')).length === 2, 'the alarm of the time before the key');
    expect(await isWaiting(unknown)).toBe(true);
    expect(
      await hub.sql('select 1 from public_security.act where id = any($1)', [[late.envelope.id, unknown, own]]),
    ).toEqual([]);
    await hub.sql('delete from public_security.held_arrival where envelope_id = $1', [unknown]);
  });

  test('the old key can not make another its successor, nor can any key without showing that it is held', async () => {
    const thief = readSigner(makeKey('ED25519'));
    await arrives(await rotationTo(thief, first, new Date(Date.now() - 60_000)));
    const claimed = await rotationTo(thief, await current());
    const { key, ...rest } = claimed.envelope.payload as { key: object };
    const proof = (await signValue({}, thief)).signature;
    await arrives(await forge({ ...claimed.envelope, payload: { ...rest, key: { ...key, proof } } }, await current()));
    await eventually(async () => (await alarms('KEY_ACT_REFUSED')).length === 2, 'the alarms');
    const known = await hub.sql('select 1 from public_security.station_key where key_id = $1', [thief.publicKey.keyId]);
    expect(known).toEqual([]);
  });

  test('a revoked key is good for nothing that arrives afterwards, but for what its agency vouches for', async () => {
    await hub.hub.services.get('public-security')!.stop('SIGKILL');
    const story = new Story(hub);
    const { id } = await story.transfers();
    const third = await environment('rotate');
    await environment('revoke', { keyId: next.keyId, reason: 'COMPROMISED' });
    const stolen = await forge({ recordedAt: new Date(Date.now() - 5_000).toISOString() }, await signer(next.keyId));
    await hub.hub.restart('public-security');
    await settled();
    await arrives(stolen);
    await eventually(async () => (await alarms('KEY_NOT_VALID')).length === 3, 'the alarm');
    expect((await hub.sql('select 1 from public_security.act where id = $1', [id])).length).toBe(1);
    expect((await current()).publicKey.keyId).toBe(third.keyId);
  });
});

describe('a standby key', () => {
  test('takes the keys back from whoever holds the signing key, and the signing key can not revoke it', async () => {
    const standby = await environment('publish', { algorithm: 'ED25519' });
    expect(standby.use).toBe('备用');
    await settled();
    await expect(environment('revoke', { keyId: standby.keyId, reason: 'COMPROMISED' })).rejects.toMatchObject({
      code: 'KEY_ACT_REFUSED',
    });
    const thief = readSigner(makeKey('ED25519'));
    await arrives(await rotationTo(thief, await current()));
    const foreign = () =>
      hub.sql<{ revoked_at: Date | null }>('select revoked_at from public_security.station_key where key_id = $1', [
        thief.publicKey.keyId,
      ]);
    await eventually(async () => (await foreign()).length === 1, 'the stolen key’s act');
    await eventually(
      async () => (await hub.sql("select 1 from environment.alarm where kind = 'BAD_RECEIPT'")).length === 1,
      'the alarm at home: a receipt for an act it never did',
    );
    await environment('revoke', { keyId: thief.publicKey.keyId, reason: 'COMPROMISED', signWith: standby.keyId });
    await environment('rotate', { signWith: standby.keyId });
    await eventually(async () => (await foreign())[0]!.revoked_at !== null, 'the revocation');
    await new Story(hub).transfers();
    await settled();
    await arrives(await forge({ recordedAt: new Date().toISOString() }, thief));
    await eventually(async () => (await alarms('KEY_NOT_VALID')).length === 4, 'the alarm');
  });
});

test('the docket’s key is changed by the supervision office, and officers’ mailboxes show no key acts', async () => {
  const { keyId } = await mutate('rotate', 'Docket', 'administrator');
  await settled();
  for (const schema of SCHEMAS)
    expect(await hub.sql(`select 1 from ${schema}.station_key where key_id = $1`, [keyId])).toHaveLength(1);
  const officer = await hub.officers.as('env-officer');
  type Page = { edges: { node: { act: string } }[] };
  const { environmentInbox, environmentOutbox } = await officer.request<
    Record<'environmentInbox' | 'environmentOutbox', Page>
  >(
    '{ environmentInbox { edges { node { act title case { id } } } } environmentOutbox { edges { node { act case { id } } } } }',
  );
  for (const { node } of [...environmentInbox.edges, ...environmentOutbox.edges]) expect(node.act).not.toContain('Key');
});

const signer = async (keyId: string) =>
  readSigner(readFileSync(join(hub.hub.keyDirectory, `environment.${keyId}.pem`), 'utf8'));
async function current(): Promise<Signer> {
  const [row] = await hub.sql<{ key_id: string }>(
    "select key_id from environment.station_key where station = 'ENVIRONMENT' and use = 'SIGNING' and superseded_at is null and revoked_at is null",
  );
  return signer(row!.key_id);
}
