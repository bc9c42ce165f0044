import type { Station } from '@xianjie/contracts/agencies.ts';
import { KEY_ACTS, type SignedNotice } from '@xianjie/contracts/key-notice.ts';
import { readPublicKey, type PublicKey } from '@xianjie/signing/keys.ts';
import { isAuthentic } from '@xianjie/signing/messages.ts';
import type { Snapshot } from './snapshot.ts';

/** Public keys of stations by their number, as somebody who verifies may trust them. */
export class ProvenKeys {
  readonly #keys = new Map<Station, PublicKey[]>();

  /** @param trusted SPKI PEM by station: the keys that began it */
  constructor(trusted: Readonly<Record<string, string>>) {
    for (const [station, pem] of Object.entries(trusted)) this.#keys.set(station as Station, [readPublicKey(pem)]);
  }

  of(station: Station): readonly PublicKey[] {
    return this.#keys.get(station) ?? [];
  }
  /** where no key is named, the first that there was */
  find(station: Station, keyId?: string): PublicKey | undefined {
    return keyId === undefined ? this.of(station)[0] : this.of(station).find((key) => key.keyId === keyId);
  }

  /** Adds the keys that the key acts in a database publish, each proven by the signature of one known before. */
  async learn({ ask }: Snapshot): Promise<this> {
    const rows = await ask<{ message: SignedNotice }>(
      `select message from (select message from inbox union all select message from outbox) carried
       where message->'envelope'->>'act' = any($1) order by message->'envelope'->>'recordedAt'`,
      [Object.keys(KEY_ACTS)],
    );
    for (const { message } of rows) {
      const { act, from, payload } = message.envelope;
      const by = this.find(from, message.keyId);
      if (act === 'revokeKey' || !by || !isAuthentic(message as never, by)) continue;
      const key = readPublicKey(payload.key.publicKey);
      if (!this.find(from, key.keyId)) this.#keys.get(from)!.push(key);
    }
    return this;
  }
}
