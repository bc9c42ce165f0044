import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { signReceipt } from '@xianjie/signing/messages.ts';
import { keyOf, type ArrivedMessage, type OutgoingMessage } from './bus.ts';
import { HeldArrival } from './entities.ts';
import type { Keyring } from './keyring.ts';
import { hasShape } from './message-shape.ts';

/** What waits shorter is ordinary: acts overtake each other on their way. */
const WRITE_AFTER_MS = 5_000;
const WRITE_EVERY_MS = 30_000;
/** what was not tried for so long is not waiting any more */
const GONE_AFTER_MS = 180_000;
const TELL_AFTER_MS = 60_000;
const LONGEST_REASON = 1_000;

interface Held {
  readonly since: Date;
  written: number;
  told: string | null;
}

/** What has arrived and can not take effect yet: since when and why, for both sides to see. */
export class HeldArrivals {
  #held = new Map<string, Held>();
  #swept = 0;
  readonly #name: Station;
  readonly #keyring: Keyring;

  constructor(name: Station, keyring: Keyring) {
    this.#name = name;
    this.#keyring = keyring;
  }

  released(message: ArrivedMessage): void {
    if (hasShape(message)) this.#held.delete(nameOf(message));
  }

  /** Writes it down; gives what the sender is told, once per reason. */
  async note(em: EntityManager, message: ArrivedMessage, error: Error, now: Date): Promise<OutgoingMessage[]> {
    if (message.kind === 'notice') return [];
    const { kind, sender, body } = message;
    const key = nameOf(message);
    const envelopeId = keyOf(message).id;
    const held = this.#held.get(key) ?? { since: now, written: 0, told: null };
    this.#held.set(key, held);
    const waited = now.getTime() - held.since.getTime();
    if (waited < WRITE_AFTER_MS || now.getTime() - held.written < WRITE_EVERY_MS) return [];
    held.written = now.getTime();
    const reason = error.message.slice(0, LONGEST_REASON);
    const caseId = kind === 'envelope' ? body.envelope.caseId : null;
    await em.upsert(
      HeldArrival,
      { envelopeId, kind, sender, caseId, reason, since: held.since, triedAt: now },
      { onConflictFields: ['envelopeId', 'kind', 'sender'], onConflictMergeFields: ['reason', 'triedAt'] },
    );
    if (kind === 'receipt' || waited < TELL_AFTER_MS || held.told === reason) return [];
    held.told = reason;
    const receipt = await signReceipt(
      {
        step: 'HELD',
        envelopeId,
        digest: body.digest,
        by: this.#name,
        at: now.toISOString(),
        evidence: [],
        reason,
      },
      await this.#keyring.signerAt(em, now),
    );
    return [{ kind: 'receipt', recipient: sender, body: receipt }];
  }

  /** Forgets what is not waiting any more. */
  async sweep(em: EntityManager, now: Date): Promise<void> {
    if (now.getTime() - this.#swept < WRITE_EVERY_MS) return;
    this.#swept = now.getTime();
    await em.nativeDelete(HeldArrival, { triedAt: { $lt: new Date(now.getTime() - GONE_AFTER_MS) } });
  }
}

const nameOf = (message: ArrivedMessage) => `${message.kind} ${message.sender} ${keyOf(message).id}`;
