import {
  canonicalOf,
  digestOfText,
  type Envelope,
  type ReceiptBody,
  type Signature,
  type SignatureAlgorithm,
  type SignedEnvelope,
  type SignedReceipt,
} from '@xianjie/contracts/envelope.ts';
import { createHash } from 'node:crypto';
import type { PublicKey, Signer } from './keys.ts';

/** A module that does not answer within this time has failed; the act is then refused and nothing is written. */
export const SIGN_WITHIN_MS = 10_000;

/**
 * The bytes that a signature over a canonical text covers: with SM2 the text itself, hashed by SM3 in the signature's own way,
 * with Ed25519 the text's SHA-256.
 */
const signedBytes = (algorithm: SignatureAlgorithm, text: string): Buffer =>
  algorithm === 'SM2' ? Buffer.from(text, 'utf8') : createHash('sha256').update(text, 'utf8').digest();

async function signBytes(bytes: Buffer, signer: Signer): Promise<Required<Signature>> {
  const { algorithm, keyId } = signer.publicKey;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`key ${keyId} did not sign in time`)), SIGN_WITHIN_MS);
  });
  try {
    const signature = await Promise.race([signer.sign(bytes), late]);
    return { signature, keyId, algorithm };
  } finally {
    clearTimeout(timer);
  }
}
const signText = (text: string, signer: Signer) => signBytes(signedBytes(signer.publicKey.algorithm, text), signer);
export const signValue = (value: unknown, signer: Signer): Promise<Required<Signature>> =>
  signText(canonicalOf(value), signer);
/** Signs a hash (hex) that is no digest of JSON, such as the last link of a chain. */
export const signHash = (hash: string, signer: Signer): Promise<Required<Signature>> =>
  signBytes(Buffer.from(hash, 'hex'), signer);

export async function signEnvelope<E extends object = Envelope>(
  envelope: E,
  signer: Signer,
): Promise<Required<Signature> & { envelope: E; digest: string }> {
  const text = canonicalOf(envelope);
  return { envelope, digest: digestOfText(text), ...(await signText(text, signer)) };
}
export const signReceipt = async (receipt: ReceiptBody, signer: Signer): Promise<SignedReceipt> => ({
  receipt,
  ...(await signValue(receipt, signer)),
});

/** True when `signature` is this key's over the canonical text. What names another key or algorithm is not. */
export function verifyText(text: string, { signature, keyId, algorithm }: Signature, key: PublicKey): boolean {
  const isOther = (said: unknown, own: string) => said !== undefined && said !== own;
  if (isOther(keyId, key.keyId) || isOther(algorithm, key.algorithm)) return false;
  return key.verify(signedBytes(key.algorithm, text), signature);
}

const ENVELOPE_FIELDS = new Set(['envelope', 'digest', 'signature', 'keyId', 'algorithm', 'stamp']);
const RECEIPT_FIELDS = new Set(['receipt', 'signature', 'keyId', 'algorithm']);
/** Nothing may travel beside what is signed. */
const hasOnly = (message: object, fields: ReadonlySet<string>) =>
  Object.keys(message).every((name) => fields.has(name));

/** True when the digest is the envelope's own and the signature is the key's; false for anything else, whatever it is. */
export const isAuthentic = (message: SignedEnvelope, key: PublicKey): boolean =>
  sound(() => {
    if (!hasOnly(message, ENVELOPE_FIELDS)) return false;
    const text = canonicalOf(message.envelope);
    return digestOfText(text) === message.digest && verifyText(text, message, key);
  });
export const isAuthenticReceipt = (message: SignedReceipt, key: PublicKey): boolean =>
  sound(() => hasOnly(message, RECEIPT_FIELDS) && verifyText(canonicalOf(message.receipt), message, key));

function sound(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
