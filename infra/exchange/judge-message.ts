import type { EntityManager } from '@mikro-orm/postgresql';
import type { X509Certificate } from 'node:crypto';
import type { EnvelopeStamp, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { isGood } from '@xianjie/signing/key-life.ts';
import { isAuthentic, isAuthenticReceipt } from '@xianjie/signing/messages.ts';
import { rootOf } from '@xianjie/ledger/batch-proof.ts';
import { readTimestamp } from '@xianjie/signing/timestamp-token.ts';
import type { ArrivedMessage } from './bus.ts';
import type { BookedKey, Keyring } from './keyring.ts';
import { NotYet } from './not-yet.ts';

export type Arrived<K extends ArrivedMessage['kind']> = Extract<ArrivedMessage, { readonly kind: K }>;

/**
 * The key by which a message is its sender's, unchanged; null when it is not. Whether the key counts at that time is asked apart.
 * @throws NotYet while the sender's key is not known here: the act that publishes it may still be under way
 */
export async function keyOfMessage(
  em: EntityManager,
  keyring: Pick<Keyring, 'find'>,
  message: Arrived<'envelope'> | Arrived<'receipt'>,
): Promise<BookedKey | null> {
  const { sender, body } = message;
  const says = message.kind === 'envelope' ? message.body.envelope?.from : message.body.receipt?.by;
  if (says !== sender || (body.keyId !== undefined && !/^[0-9a-f]{32}$/.test(String(body.keyId)))) return null;
  const booked = await keyring.find(em, sender, body.keyId);
  if (!booked) {
    if (body.keyId === undefined) return null;
    throw new NotYet(`签名密钥 ${body.keyId} 的公布件尚未到达`);
  }
  const authentic =
    message.kind === 'envelope' ? isAuthentic(message.body, booked.key) : isAuthenticReceipt(message.body, booked.key);
  return authentic ? booked : null;
}

/** @param authorities whose time-stamps are believed */
export function isEnvelopeInTime(
  { body: { envelope, digest, stamp } }: Arrived<'envelope'>,
  { row }: BookedKey,
  authorities: readonly X509Certificate[] = [],
): boolean {
  const provenAt = row.revokedAt && stamp ? stampedAt(digest, stamp, authorities) : null;
  return isGood(row, { at: new Date(envelope.recordedAt), digest, provenAt, isKeyAct: isKeyAct(envelope.act) });
}

/** When a digest is proven to have existed; null where the stamp proves nothing. */
export function stampedAt(digest: string, stamp: EnvelopeStamp, authorities: readonly X509Certificate[]): Date | null {
  try {
    const { hash, at } = readTimestamp(Buffer.from(stamp.token, 'base64'), authorities);
    return rootOf(digest, stamp)?.equals(hash) ? at : null;
  } catch {
    return null;
  }
}
export function isReceiptInTime({ receipt }: SignedReceipt, { row }: BookedKey): boolean {
  return isGood(row, { at: new Date(receipt.renewedAt ?? receipt.at), digest: receipt.digest });
}
