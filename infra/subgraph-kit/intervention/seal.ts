import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/** Bytes that only the holders of certain private keys can read. Everything is base64. */
export interface Sealed {
  readonly iv: string;
  readonly text: string;
  readonly tag: string;
  /** the content key, once for each holder */
  readonly keys: readonly WrappedKey[];
}
interface WrappedKey {
  /** {@link keyIdOf} the holder's public key */
  readonly holder: string;
  /** public half of the pair made for this one wrapping, SPKI DER */
  readonly ephemeral: string;
  readonly key: string;
  readonly tag: string;
}
/** No key at hand opens it, or it is not what was sealed. */
export class SealBroken extends Error {
  readonly code = 'SEAL_BROKEN';
}

const CIPHER = 'aes-256-gcm';
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const decoded = (text: string) => Buffer.from(text, 'base64');

/** Names a public key. */
export const keyIdOf = (key: KeyObject): string => createHash('sha256').update(spki(key)).digest('hex').slice(0, 32);

/** A key for one wrapping, agreed by X25519 (RFC 7748) and drawn by HKDF (RFC 5869) from what both ends know. */
function wrappingKey(secret: Buffer, ephemeral: Buffer, holder: Buffer): Buffer {
  const salt = Buffer.concat([ephemeral, holder]);
  return Buffer.from(hkdfSync('sha256', secret, salt, 'xianjie sealed record', 32));
}
/** Each wrapping key is used once, so its nonce may stand still. */
const ONCE = Buffer.alloc(12);

/** Seals bytes to the holders of these X25519 keys; `bound` is not hidden but must be the same when it is opened. */
export function seal(content: Buffer, holders: readonly KeyObject[], bound: string): Sealed {
  const key = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(bound));
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    text: text.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    keys: holders.map((holder) => wrap(key, holder, bound)),
  };
}

function wrap(key: Buffer, holder: KeyObject, bound: string): WrappedKey {
  const pair = generateKeyPairSync('x25519');
  const ephemeral = spki(pair.publicKey);
  const secret = diffieHellman({ privateKey: pair.privateKey, publicKey: holder });
  const cipher = createCipheriv(CIPHER, wrappingKey(secret, ephemeral, spki(holder)), ONCE).setAAD(Buffer.from(bound));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return {
    holder: keyIdOf(holder),
    ephemeral: ephemeral.toString('base64'),
    key: wrapped.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/**
 * Opens what was sealed with whichever of these private keys it was sealed to.
 * @throws SealBroken
 */
export function unseal({ iv, text, tag, keys }: Sealed, own: readonly KeyObject[], bound: string): Buffer {
  try {
    for (const privateKey of own) {
      const holder = createPublicKey(privateKey as never);
      const wrapped = keys.find((one) => one.holder === keyIdOf(holder));
      if (wrapped) return opened(unwrap(wrapped, privateKey, holder, bound), iv, text, tag, bound);
    }
  } catch (error) {
    throw new SealBroken('the sealed record is not what was sealed', { cause: error });
  }
  throw new SealBroken('the record is sealed to none of the keys at hand');
}

function unwrap(wrapped: WrappedKey, privateKey: KeyObject, holder: KeyObject, bound: string): Buffer {
  const ephemeral = decoded(wrapped.ephemeral);
  const publicKey = createPublicKey({ key: ephemeral, type: 'spki', format: 'der' });
  const secret = diffieHellman({ privateKey, publicKey });
  return gcm(wrappingKey(secret, ephemeral, spki(holder)), ONCE, decoded(wrapped.key), decoded(wrapped.tag), bound);
}
const opened = (key: Buffer, iv: string, text: string, tag: string, bound: string): Buffer =>
  gcm(key, decoded(iv), decoded(text), decoded(tag), bound);

function gcm(key: Buffer, iv: Buffer, text: Buffer, tag: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: 16 }).setAAD(Buffer.from(bound)).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]);
}
