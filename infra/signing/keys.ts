import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';
import { isSm2, sm2PublicKey, sm2Signer } from './sm2.ts';

/**
 * Whoever signs for a station: a key in a file, or a hardware module behind the same three members.
 * `sign` is the standard operation of the algorithm over `message` itself: Ed25519 (RFC 8032), or SM2 with SM3
 * (GB/T 32918.2, user id 1234567812345678, signature as DER).
 */
export interface Signer {
  readonly publicKey: PublicKey;
  /** base64; a module may take its time, within {@link SIGN_WITHIN_MS} */
  sign(message: Buffer): string | Promise<string>;
}

export interface PublicKey {
  readonly algorithm: SignatureAlgorithm;
  readonly keyId: string;
  /** SubjectPublicKeyInfo, PEM */
  readonly pem: string;
  /** false for whatever is no signature of `message` by this key, however malformed */
  verify(message: Buffer, signature: string): boolean;
}

/** First 128 bits of the SHA-256 over the key's SubjectPublicKeyInfo, hex. */
export const keyIdOf = (spki: Buffer): string => createHash('sha256').update(spki).digest('hex').slice(0, 32);

/** Reads a public key (SPKI PEM); its own algorithm says how it verifies. */
export function readPublicKey(pem: string): PublicKey {
  const key = createPublicKey(pem);
  const spki = key.export({ type: 'spki', format: 'der' });
  const common = { keyId: keyIdOf(spki), pem: key.export({ type: 'spki', format: 'pem' }) as string };
  if (key.asymmetricKeyType === 'ed25519')
    return {
      ...common,
      algorithm: 'ED25519',
      verify: (message, signature) => {
        const bytes = strictBase64(signature);
        return bytes !== null && verify(null, message, key, bytes);
      },
    };
  if (!isSm2(spki)) throw new Error(`a station signs with Ed25519 or SM2, not with ${key.asymmetricKeyType}`);
  const verifySm2 = sm2PublicKey(spki);
  return {
    ...common,
    algorithm: 'SM2',
    verify: (message, signature) => {
      const bytes = strictBase64(signature);
      return bytes !== null && verifySm2(message, bytes);
    },
  };
}

/** Reads a private key (PKCS#8 PEM) that is kept in a file. */
export function readSigner(pem: string): Signer {
  const key: KeyObject = createPrivateKey(pem);
  const publicKey = readPublicKey(createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string);
  if (publicKey.algorithm === 'ED25519')
    return { publicKey, sign: (message) => sign(null, message, key).toString('base64') };
  const signSm2 = sm2Signer(key.export({ type: 'pkcs8', format: 'der' }));
  return { publicKey, sign: (message) => signSm2(message).toString('base64') };
}

/** Base64 of which there is one way to write each signature, so that none can be changed and still hold. */
function strictBase64(text: unknown): Buffer | null {
  if (typeof text !== 'string' || text.length > 1_000) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
