import type { EntityManager } from '@mikro-orm/postgresql';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { DOCKET, type Station } from '@xianjie/contracts/agencies.ts';
import type { Envelope, ReceiptBody, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { signReceipt } from '@xianjie/signing/messages.ts';
import type { OutgoingMessage } from './bus.ts';
import { OutboxMessage, type InboxMessage } from './entities.ts';
import { isReceiptInTime } from './judge-message.ts';
import type { Keyring } from './keyring.ts';

/** An unopened envelope is asked after first an hour after it was delivered, then each time after as long again. */
const ASK_AFTER_MS = 3_600_000;
const FIRST_PAUSE_MS = 5_000;
/** An envelope that is not delivered is sent again at least so often. */
export const LONGEST_PAUSE_MS = 60_000;

/** All that was ever signed for an arrival, oldest first; who sends the envelope again gets the same again. */
export const receiptsOf = ({ receipt, furtherReceipts }: InboxMessage): SignedReceipt[] => [
  receipt,
  ...furtherReceipts,
];

/** A receipt goes to the sender and, unless it is the docket's own, to the docket, which shows who has received what. */
export function receiptMessages(by: Station, sender: Station, receipts: readonly SignedReceipt[]): OutgoingMessage[] {
  const recipients = by === DOCKET ? [sender] : new Set<Station>([sender, DOCKET]);
  return receipts.flatMap((body) =>
    [...recipients].map((recipient) => ({ kind: 'receipt' as const, recipient, body })),
  );
}

/** Signs that something more has happened to an arrival; the station's runner tells the sender (`wake`). */
export async function addReceipt(
  em: EntityManager,
  row: InboxMessage,
  step: 'OPENED' | 'EVIDENCE',
  {
    name,
    keyring,
    at,
    evidence = [],
  }: { name: Station; keyring: Keyring; at: Date; evidence?: ReceiptBody['evidence'] },
): Promise<void> {
  const body = { step, envelopeId: row.envelopeId, digest: row.digest, by: name, at: at.toISOString(), evidence };
  row.furtherReceipts = [...row.furtherReceipts, await signReceipt(body, await keyring.signerAt(em, at))];
  row.told = false;
}

/** Receipts that are given again, signed anew where the key that signed them does not count any more. */
export async function renewed(
  em: EntityManager,
  { name, keyring }: { name: Station; keyring: Keyring },
  receipts: readonly SignedReceipt[],
  now: Date,
): Promise<SignedReceipt[]> {
  const again: SignedReceipt[] = [];
  for (const signed of receipts) {
    const key = await keyring.find(em, name, signed.keyId);
    const body = { ...signed.receipt, renewedAt: now.toISOString() };
    const counts = key && !key.row.revokedAt && isReceiptInTime(signed, key);
    again.push(counts ? signed : await signReceipt(body, await keyring.signerAt(em, now)));
  }
  return again;
}

/** Whether the sender may ask if an officer has opened it. */
const isToBeOpened = ({ openedAt, recipient, message }: OutboxMessage) =>
  !openedAt && recipient !== DOCKET && !isKeyAct(message.envelope.act);

/** Writes down what a recipient has signed. */
export function takeInto(row: OutboxMessage, signed: SignedReceipt, now: Date): void {
  const { receipt, signature } = signed;
  const step = receipt.step ?? 'DELIVERED';
  if (step === 'HELD') {
    if (!row.receiptedAt) row.held = signed;
    return;
  }
  if (step === 'DELIVERED') {
    if (row.receiptedAt) return;
    row.receipt = signed;
    row.receiptedAt = now;
    row.held = null;
    row.sendError = null;
    row.nextAttemptAt = isToBeOpened(row) ? new Date(now.getTime() + ASK_AFTER_MS) : null;
    return;
  }
  if (row.furtherReceipts.some((known) => known.signature === signature)) return;
  row.furtherReceipts = [...row.furtherReceipts, signed];
  if (step !== 'OPENED' || row.openedAt) return;
  row.openedAt = new Date(receipt.at);
  if (row.receiptedAt) row.nextAttemptAt = null;
}

/** When an envelope that has just been sent is sent again, if nothing comes back. */
export function sentAgainAt({ receiptedAt, attempts }: OutboxMessage, now: Date): Date {
  const after = receiptedAt
    ? Math.max(ASK_AFTER_MS, now.getTime() - receiptedAt.getTime())
    : Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
  return new Date(now.getTime() + after);
}

/** The first act of a recipient on a track that was moved towards it is its answer. */
export async function noteAnswer(em: EntityManager, envelope: Envelope): Promise<void> {
  const waiting = await em.find(OutboxMessage, {
    caseId: envelope.caseId,
    recipient: envelope.from,
    answeredBy: null,
    recordedAt: { $lte: new Date(envelope.recordedAt) },
  });
  for (const row of waiting.filter(({ message }) => isAnswer(envelope.act, message.envelope.act))) {
    row.answeredBy = envelope.id;
    row.answeredAt = new Date(envelope.occurredAt);
  }
}

/** Both acts move one track. */
export const isAnswer = (answer: ActName, act: ActName): boolean =>
  Object.keys(ACTS[answer].moves).some((track) => track in ACTS[act].moves);
