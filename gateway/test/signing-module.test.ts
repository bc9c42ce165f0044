import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { openKeyModule } from '@xianjie/exchange/key-module.ts';
import { readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readPublicKey } from '@xianjie/signing/keys.ts';
import { isAuthentic } from '@xianjie/signing/messages.ts';
import { eventually, Story } from './story.ts';

/** The bureau signs with a module (`openssl-keys.ts`): none of its private keys is in a file that the hub reads. */
const MODULE = fileURLToPath(new URL('openssl-keys.ts', import.meta.url));
let hub: TestHub;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xianjie-module-'));
  hub = await startTestHub({
    environment: (program): Record<string, string> =>
      program === 'environment' ? { SIGNER_MODULE: MODULE, OPENSSL_KEYS: join(folder, 'keys') } : {},
  });
}, 300_000);
afterAll(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ownKeys = () => readdirSync(join(folder, 'keys'));
const keyFilesHere = () =>
  readdirSync(hub.hub.keyDirectory).filter((name) => /^environment\.[0-9a-f]*\.?pem$/.test(name));

test('acts, checkpoints and a rotation to SM2 are signed by the module, and others accept them', async () => {
  const story = new Story(hub);
  await story.transfers();
  await story.act('acceptCase');
  await story.arrives();
  const administrator = await hub.officers.as('env-administrator');
  const { rotateEnvironmentKey: next } = await administrator.request<{ rotateEnvironmentKey: { keyId: string } }>(
    `mutation { rotateEnvironmentKey(input: { algorithm: "SM2" }) { keyId } }`,
  );
  expect(ownKeys()).toHaveLength(2);
  expect(keyFilesHere()).toEqual(['environment.pem']);
  const later = new Story(hub);
  await later.transfers();
  await later.act('acceptCase');
  await later.arrives();
  const taken = await hub.sql<{ message: SignedEnvelope; key: string }>(
    `select message, (select public_key from public_security.station_key k where k.key_id = message->>'keyId') as key
     from public_security.inbox where sender = 'ENVIRONMENT' and message->'envelope'->>'act' = 'transferCase' order by received_at`,
  );
  expect(taken.map(({ message }) => message.algorithm)).toEqual(['ED25519', 'SM2']);
  for (const { message, key } of taken) expect(isAuthentic(message, readPublicKey(key))).toBe(true);
  expect(taken[1]!.message.keyId).toBe(next.keyId);
  await eventually(async () => {
    const [row] = await hub.sql<{ note: string; cosigned: string }>(
      `select note, (select count(*) from environment.ledger_cosignature s where s.size = c.size) as cosigned
       from environment.ledger_checkpoint c order by size desc limit 1`,
    );
    return readCheckpoint(row!.note)!.size > 0 && row!.cosigned === '2';
  }, 'both witnesses');
});

test('a file that is no such module is told at the start', async () => {
  const file = join(folder, 'nothing.mjs');
  writeFileSync(file, 'export const nothing = 1;');
  await expect(openKeyModule(file)).rejects.toThrow(/default export/);
});
