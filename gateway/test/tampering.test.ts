import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { eventually, Story } from './story.ts';

let hub: TestHub;
let story: Story;
let genuine: SignedEnvelope;
beforeAll(async () => {
  hub = await startTestHub();
  story = new Story(hub);
  const { id } = await story.transfers();
  await story.arrives();
  [{ message: genuine }] = (await hub.sql<{ message: SignedEnvelope }>(
    'select message from public_security.inbox where envelope_id = $1',
    [id],
  )) as [{ message: SignedEnvelope }];
});
afterAll(() => hub?.stop());

/** The environment bureau's door to the bus lets through whatever its program hands it. */
const arrives = (body: SignedEnvelope) =>
  hub.sends('ENVIRONMENT', { kind: 'envelope', recipient: 'PUBLIC_SECURITY', body });
const alarms = async (kind: string, schema = 'public_security') =>
  hub.sql(`select envelope_id from ${schema}.alarm where kind = $1`, [kind]);
const own = () => readSigner(readFileSync(join(hub.hub.keyDirectory, 'environment.pem'), 'utf8'));
const forge = (change: object, key = own()): Promise<SignedEnvelope> =>
  signEnvelope({ ...genuine.envelope, ...change }, key);

describe('public security', () => {
  test('repeats its receipt for the same envelope, and does nothing twice', async () => {
    const before = await hub.sql('select 1 from public_security.act');
    const key = [genuine.envelope.id];
    await hub.sql(
      `update environment.outbox set receipt = null, receipted_at = null, next_attempt_at = null
       where envelope_id = $1 and recipient = 'PUBLIC_SECURITY'`,
      key,
    );
    await arrives(genuine);
    const repeated = () =>
      hub.sql<{ receipt: unknown }>(
        `select receipt from environment.outbox where envelope_id = $1 and recipient = 'PUBLIC_SECURITY' and receipted_at is not null`,
        key,
      );
    await eventually(async () => (await repeated()).length === 1, 'the receipt again');
    expect(await repeated()).toEqual(
      await hub.sql('select receipt from public_security.inbox where envelope_id = $1', key),
    );
    expect(await hub.sql('select 1 from public_security.act')).toHaveLength(before.length);
    expect(await alarms('OTHER_DIGEST')).toEqual([]);
  });

  test('raises an alarm for the same id with other content, though correctly signed, and keeps what it had', async () => {
    await arrives(await forge({ payload: { ...genuine.envelope.payload, suspectedOffence: '另一罪名' } }));
    await eventually(async () => (await alarms('OTHER_DIGEST')).length === 1, 'the alarm');
    const { publicSecurityAlarms } = await (
      await hub.officers.as('psb-head')
    ).request<{ publicSecurityAlarms: { edges: { node: { kind: string; sender: string } }[] } }>(
      '{ publicSecurityAlarms { edges { node { kind sender } } } }',
    );
    expect(publicSecurityAlarms.edges).toEqual([{ node: { kind: 'OTHER_DIGEST', sender: 'ENVIRONMENT' } }]);
    const [kept] = await hub.sql<{ digest: string }>(
      'select digest from public_security.inbox where envelope_id = $1',
      [genuine.envelope.id],
    );
    expect(kept!.digest).toBe(genuine.digest);
  });

  test('refuses an envelope signed with a foreign key or changed after signing', async () => {
    const id = '019a0000-0000-7000-8000-0000000000f1';
    const { keyId } = own().publicKey;
    await arrives({ ...(await forge({ id }, readSigner(makeKey('ED25519')))), keyId });
    const changed = await forge({ id: '019a0000-0000-7000-8000-0000000000f2' });
    await arrives({ ...changed, envelope: { ...changed.envelope, assumed: true } });
    await eventually(async () => (await alarms('BAD_SIGNATURE')).length === 2, 'the alarms');
    expect(await hub.sql('select 1 from public_security.act where id = $1', [id])).toEqual([]);
  });

  test('refuses an envelope that was not meant for it', async () => {
    await arrives(await forge({ id: '019a0000-0000-7000-8000-0000000000f3', to: ['COURT'], cc: [] }));
    await eventually(async () => (await alarms('NOT_FOR_US')).length === 1, 'the alarm');
  });
});

test('a file changed on the way is seen on arrival: the case is accepted all the same, the docket tells both sides', async () => {
  const other = new Story(hub);
  await other.opens();
  await other.registersEvidence();
  await other.preparesTransfer();
  const [item] = await hub.sql<{ sha256: string }>(
    "select sha256 from environment.evidence_item where case_id = $1 and title = 'M6'",
    [other.caseId],
  );
  appendFileSync(join(hub.hub.keyDirectory, '../files/ENVIRONMENT', item!.sha256), 'tampered');
  await other.act('transferCase', other.transferFields());
  await other.act('acceptCase');
  const told = await eventually(
    async () =>
      (
        await hub.sql<{ message: string; audience: string[] }>(
          "select message, audience from docket.feed_event where case_id = $1 and kind = 'EVIDENCE_MISMATCH'",
          [other.caseId],
        )
      )[0],
    'the mismatch',
  );
  expect(told.message).toContain('M6');
  expect(told.audience.toSorted()).toEqual(['ENVIRONMENT', 'PUBLIC_SECURITY']);
});

test('an act forged with the stolen key is an alarm at its supposed author, who never takes it home and goes on working', async () => {
  const id = '019a0000-0000-7000-8000-0000000000f9';
  await arrives(await forge({ id, tracks: [] }));
  await eventually(
    async () => (await hub.sql('select 1 from public_security.act where id = $1', [id])).length === 1,
    'the forged act at public security',
  );
  await hub.hub.services.get('environment')!.stop();
  await hub.hub.restart('environment');
  await eventually(async () => (await alarms('FOREIGN_ACT', 'environment')).length === 1, 'the alarm');
  expect(await alarms('FOREIGN_ACT', 'environment')).toEqual([{ envelope_id: id }]);
  expect(await alarms('ROLLED_BACK', 'environment')).toEqual([]);
  await new Story(hub).transfers();
  expect(await hub.sql('select 1 from environment.act where id = $1', [id])).toEqual([]);
  expect(await hub.sql('select 1 from environment.outbox where envelope_id = $1', [id])).toEqual([]);
});
