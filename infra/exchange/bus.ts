import type { SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import type { Station } from '@xianjie/contracts/agencies.ts';

/** Something that stations tell each other beside acts. The bus may lose it: a later one of the same kind takes its place. */
export interface Notice {
  readonly id: string;
  readonly digest: string;
  readonly about: string;
}
export type BusBody =
  | {
      readonly kind: 'envelope';
      readonly body: SignedEnvelope;
      /** the trace it belongs to (W3C traceparent) */ readonly trace?: string | null;
    }
  | { readonly kind: 'receipt'; readonly body: SignedReceipt }
  | { readonly kind: 'notice'; readonly body: Notice };
export type OutgoingMessage = BusBody & { readonly recipient: Station };
export type ArrivedMessage = BusBody & { readonly sender: Station };
/** A message that a bus has handed out, under the name by which it is marked done there. */
export type HandedMessage = ArrivedMessage & { readonly sequence: string };

/** A message that the bus would not take, and what to do about it. */
export interface NotSent {
  readonly message: OutgoingMessage;
  readonly reason: string;
}

/**
 * What carries messages between stations. A bus may lose, repeat and reorder: the record is each station's own database,
 * where an outgoing envelope stays until the receiver's signed receipt is back.
 */
export interface Bus {
  /**
   * Hands messages over; resolves when the bus has them, with those it would not take: the others are not held up by them.
   * Sending the same message again makes it arrive again; of one that has not been taken yet one copy waits.
   * @throws when the bus is away
   */
  send(messages: readonly OutgoingMessage[]): Promise<NotSent[]>;
  /** Messages for this station that are not marked done, oldest first; at most `limit`. */
  arrived(limit: number): Promise<HandedMessage[]>;
  /** Marks messages done: their effect, or that they wait for something, is committed in the station's own database. */
  done(sequences: readonly string[]): Promise<void>;
  /** Calls back when something may have arrived; a hint only, so stations also look by themselves. */
  onArrival(callback: () => void): void;
  close(): Promise<void>;
}

/** Messages with the same key to the same recipient are the same message. */
export function keyOf(message: BusBody): { id: string; digest: string } {
  if (message.kind === 'notice') return { id: message.body.id, digest: message.body.digest };
  return message.kind === 'envelope'
    ? { id: message.body.envelope.id, digest: message.body.digest + (message.body.stamp ? '/stamped' : '') }
    : { id: message.body.receipt.envelopeId, digest: `${message.body.receipt.digest}/${message.body.signature}` };
}
