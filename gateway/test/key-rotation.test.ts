import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { eventually, Story } from './story.ts';

/** Handoffs run beside each other while both agencies change keys: no good envelope or receipt is refused, no bad one taken. `ROTATIONS=50` for more. */
const ROTATIONS = Number(process.env['ROTATIONS'] ?? 6);
const STORIES = ROTATIONS * 2;
const AT_ONCE = 3;
const SCHEMAS = ['environment', 'quality_supervision', 'public_security', 'procuratorate', 'court', 'docket'];

let hub: TestHub;
beforeAll(async () => {
  process.env['SIGNATURE_ALGORITHM_PUBLIC_SECURITY'] = 'SM2';
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

const rotate = async (station: 'Environment' | 'PublicSecurity', account: string) =>
  (await hub.officers.as(account)).request(`mutation { rotate${station}Key(input: {}) { keyId } }`);
const counted = async (sql: string) =>
  (await Promise.all(SCHEMAS.map(async (schema) => (await hub.sql(sql.replaceAll('$schema', schema))).length))).reduce(
    (sum, count) => sum + count,
    0,
  );

test(`${STORIES} handoffs during ${ROTATIONS} rotations by each side`, async () => {
  const first = new Story(hub);
  const { id } = await first.transfers();
  await first.act('acceptCase');
  const [{ message: genuine }] = (await hub.sql<{ message: SignedEnvelope }>(
    'select message from environment.outbox where envelope_id = $1 limit 1',
    [id],
  )) as [{ message: SignedEnvelope }];
  const old = readSigner(readFileSync(join(hub.hub.keyDirectory, 'environment.pem'), 'utf8'));

  let left = STORIES;
  const handoffs = Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) {
      const story = new Story(hub);
      await story.transfers();
      await story.act('acceptCase');
    }
  });
  const forged: string[] = [];
  const rotations = (async () => {
    for (let turn = 0; turn < ROTATIONS; turn += 1) {
      await rotate('Environment', 'env-administrator');
      await rotate('PublicSecurity', 'psb-administrator');
      // signed by nobody's key in the name of a known one, and by the first key long after it was replaced
      const later = new Date(Date.now() + 3_600_000).toISOString();
      for (const [key, recordedAt] of [
        [readSigner(makeKey('ED25519')), new Date().toISOString()],
        [old, later],
      ] as const) {
        const forgedId = `019a0000-0000-7000-8000-0000000c${String(forged.length).padStart(4, '0')}`;
        const message = await signEnvelope({ ...genuine.envelope, id: forgedId, recordedAt }, key);
        const body = { ...message, keyId: old.publicKey.keyId };
        await hub.sends('ENVIRONMENT', { kind: 'envelope', recipient: 'PUBLIC_SECURITY', body });
        forged.push(forgedId);
      }
    }
  })();
  await Promise.all([...handoffs, rotations]);

  const isDone = async () =>
    (await counted('select 1 from $schema.outbox where receipted_at is null')) === 0 &&
    (await hub.sql('select 1 from public_security.alarm')).length >= forged.length;
  await eventually(() => eventually(isDone).catch(() => isDone()), 'every receipt').catch(async (error: Error) => {
    const open = await counted('select 1 from $schema.outbox where receipted_at is null');
    const held = await hub.sql(
      'select * from public_security.held_arrival union all select * from environment.held_arrival',
    );
    const alarms = await hub.sql('select kind, sender, envelope_id from public_security.alarm');
    throw new Error(`${error.message}: ${JSON.stringify({ open, held, alarms })}`);
  });
  // every alarm is about a forged envelope, and every forged envelope has one
  const alarmed = await hub.sql<{ envelope_id: string }>('select envelope_id from public_security.alarm');
  expect(alarmed.map((row) => row.envelope_id).toSorted()).toEqual(forged.toSorted());
  expect(await counted('select 1 from $schema.alarm')).toBe(forged.length);
  expect(await hub.sql('select 1 from public_security.act where id = any($1)', [forged])).toEqual([]);
  const transfers = "select 1 from public_security.inbox where message->'envelope'->>'act' = 'transferCase'";
  expect(await hub.sql(transfers)).toHaveLength(STORIES + 1);
  const [keys] = await hub.sql<{ used: string }>(
    "select count(distinct message->>'keyId') as used from public_security.inbox where sender = 'ENVIRONMENT'",
  );
  expect(Number(keys!.used)).toBeGreaterThan(1);
}, 900_000);
