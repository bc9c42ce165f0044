import type { SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import type { Station } from '@xianjie/contracts/agencies.ts';

export type BusBody =
  | { readonly kind: 'envelope'; readonly body: SignedEnvelope }
  | { readonly kind: 'receipt'; readonly body: SignedReceipt };
export type OutgoingMessage = BusBody & { readonly recipient: Station };
export type ArrivedMessage = BusBody & { readonly sequence: string; readonly sender: Station };

/**
 * What carries messages between stations. A bus may lose, repeat and reorder: the record is each station's own database,
 * where an outgoing envelope stays until the receiver's signed receipt is back.
 */
export interface Bus {
  /** Hands messages over; resolves when the bus has them. Sending the same message again makes it arrive again. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Messages for this station that are not marked done, oldest first; at most `limit`. */
  arrived(limit: number, skip: readonly string[]): Promise<ArrivedMessage[]>;
  /** Marks messages done: their effect is committed in the station's own database. */
  done(sequences: readonly string[]): Promise<void>;
  /** Calls back when something may have arrived; a hint only, so stations also look by themselves. */
  onArrival(callback: () => void): void;
  close(): Promise<void>;
}
