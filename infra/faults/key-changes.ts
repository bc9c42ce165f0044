import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import type { Hub } from '@xianjie/local/hub.ts';
import type { Sql } from '@xianjie/local/hub-sql.ts';
import { sendAs } from '@xianjie/local/test-hub.ts';
import { Officers } from '@xianjie/local/replay/hub-client.ts';
import { readSigner, type Signer } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';

const HOUR_MS = 3_600_000;

/**
 * Changes the signing keys of the bureau and of public security, from Ed25519 to SM2 and back, while they hand cases over; each time the exchange is given an envelope
 * signed by nobody's key and one by the bureau's first key, long after it was replaced.
 */
export class KeyChanges {
  /** ids of the forged envelopes */
  readonly forged: string[] = [];
  readonly #hub: Hub;
  readonly #sql: Sql;
  readonly #first: Signer;
  #changed = 0;

  constructor(hub: Hub, sql: Sql) {
    this.#hub = hub;
    this.#sql = sql;
    this.#first = readSigner(readFileSync(join(hub.keyDirectory, 'environment.pem'), 'utf8'));
  }

  async change(): Promise<void> {
    const officers = new Officers(this.#hub.url, this.#hub.issuer);
    const algorithm = (this.#changed += 1) % 2 === 0 ? 'ED25519' : 'SM2';
    try {
      for (const [station, account] of [
        ['Environment', 'env-administrator'],
        ['PublicSecurity', 'psb-administrator'],
      ] as const)
        await (
          await officers.as(account)
        ).request(`mutation { rotate${station}Key(input: { algorithm: "${algorithm}" }) { keyId } }`);
    } finally {
      await officers.close();
    }
    const [genuine] = await this.#sql<{ message: SignedEnvelope }>(
      `select message from environment.outbox where recipient = 'PUBLIC_SECURITY' and message->'envelope'->>'act' = 'askPolice' limit 1`,
    );
    if (!genuine) return;
    await this.#forge(genuine.message, readSigner(makeKey('ED25519')), new Date());
    await this.#forge(genuine.message, this.#first, new Date(Date.now() + HOUR_MS));
  }

  async #forge({ envelope }: SignedEnvelope, key: Signer, at: Date): Promise<void> {
    const id = randomUUIDv7();
    const message = await signEnvelope({ ...envelope, id, recordedAt: at.toISOString() }, key);
    this.forged.push(id);
    const body = { ...message, keyId: this.#first.publicKey.keyId };
    await sendAs(this.#hub, 'ENVIRONMENT', { kind: 'envelope', recipient: 'PUBLIC_SECURITY', body });
  }
}
