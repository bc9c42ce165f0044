import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { keyOf, type ArrivedMessage, type Bus, type OutgoingMessage } from '../bus.ts';

const WITHIN_MS = 120_000;

/** A bus does not read envelopes, so these have of one only what it goes by. */
export function message(
  recipient: Station,
  text = '',
  id: string = randomUUID(),
  recordedAt = new Date(),
): OutgoingMessage {
  const envelope = { id, recordedAt: recordedAt.toISOString(), text };
  const digest = createHash('sha256').update(id).update(text).digest('hex');
  return { kind: 'envelope', recipient, body: { envelope, digest, signature: '' } as unknown as SignedEnvelope };
}
export const idOf = (one: ArrivedMessage | OutgoingMessage): string => keyOf(one).id;

/** Asks until there is an answer. */
export async function until<T>(what: string, ask: () => Promise<T | null | false>, withinMs = WITHIN_MS): Promise<T> {
  for (const end = Date.now() + withinMs; Date.now() < end; await pause(20)) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
  }
  throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
}

/** Sends, again and again while the bus is away or has no room, as an outbox does. */
export const delivered = (bus: Bus, messages: readonly OutgoingMessage[]) =>
  until('the bus takes it', async () => {
    const notSent = await bus.send(messages).catch(() => null);
    return notSent?.length === 0;
  });

/** What has arrived, once there are that many messages. */
export const arrivals = (bus: Bus, count: number) =>
  until(`${count} arrivals`, async () => {
    const all = await bus.arrived(1_000);
    return all.length >= count ? all : null;
  });
