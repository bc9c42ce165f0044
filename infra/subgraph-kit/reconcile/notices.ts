import { randomUUID } from 'node:crypto';
import { digestOf, type SignedEnvelope, type SignedReceipt } from '@xianjie/contracts/envelope.ts';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { alarmId } from '@xianjie/exchange/alarm.ts';
import type { Notice, OutgoingMessage } from '@xianjie/exchange/bus.ts';
import type { Held } from './holdings.ts';

export const RECONCILE = 'RECONCILE';

/** An act as its recipient kept it, with the receipt that it gave. */
export interface GivenBack {
  readonly message: SignedEnvelope;
  readonly receipt: SignedReceipt;
}

export type Step =
  /** roots of what the asker holds, and the restoration it asks after; who is asked compares */
  | {
      readonly step: 'ASK';
      readonly sent: readonly string[];
      readonly received: readonly string[];
      readonly restoredAt: string | null;
    }
  /** what the asked station holds in the buckets that differ; none differ: both hold the same */
  | {
      readonly step: 'HOLDS';
      /** of the question: an answer from before the restoration says nothing about it */
      readonly restoredAt: string | null;
      readonly buckets: readonly number[];
      readonly sent: readonly Held[];
      readonly received: readonly Held[];
    }
  /** the asker's own envelopes that it has lost, and those of the other that it lacks */
  | { readonly step: 'WANT'; readonly back: readonly string[]; readonly again: readonly string[] }
  | {
      readonly step: 'GIVEN';
      readonly asked: readonly string[];
      readonly items: readonly GivenBack[];
    }
  /** the docket came out of a backup and has all acts again: what the other has signed of arrivals since is to be sent to it again */
  | { readonly step: 'RECEIPTS'; readonly restoredAt: string; readonly since: string }
  | { readonly step: 'RECEIPTED'; readonly restoredAt: string };
export type ReconcileNotice = Notice & Step;

/** A question waits once at its recipient, however often it is asked. */
export function noticeTo(recipient: Station, by: Station, step: Step): OutgoingMessage {
  const place =
    step.step === 'ASK'
      ? { id: alarmId(`${RECONCILE} ${by} ${recipient}`), digest: digestOf(RECONCILE) }
      : { id: randomUUID(), digest: digestOf(step) };
  const body: ReconcileNotice = { about: RECONCILE, ...place, ...step };
  return { kind: 'notice', recipient, body };
}
