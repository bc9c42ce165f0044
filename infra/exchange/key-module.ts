import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';
import { readPublicKey, type Signer } from '@xianjie/signing/keys.ts';
import type { KeyStore } from './key-files.ts';

/**
 * What signs for a station where no private key may lie in a file: a driver of a hardware module or a signing service. Keys are named by their public key,
 * SubjectPublicKeyInfo as PEM.
 */
export interface SigningModule {
  /** of all keys that it holds for this station */
  publicKeys(): Promise<readonly string[]>;
  /**
   * The standard signature over `message`: Ed25519 (RFC 8032), 64 bytes; SM2 with SM3 (GB/T 32918.2, user id 1234567812345678), DER. What takes longer than
   * 10 s counts as refused.
   */
  sign(publicKey: string, message: Buffer): Promise<Uint8Array>;
  /** makes a key that it keeps for good, and gives its public key; throws where keys are made elsewhere */
  makeKey(algorithm: SignatureAlgorithm): Promise<string>;
}
/** Default export of a module that `SIGNER_MODULE` names. */
export type OpenSigningModule = (environment: NodeJS.ProcessEnv) => SigningModule | Promise<SigningModule>;

/** Loads the module and asks it once which keys it has; later keys are found when they are wanted. */
export async function openKeyModule(file: string, environment: NodeJS.ProcessEnv = process.env): Promise<KeyStore> {
  const { default: open } = (await import(pathToFileURL(resolve(file)).href)) as { default?: OpenSigningModule };
  if (typeof open !== 'function')
    throw new Error(`SIGNER_MODULE ${file} has no function as its default export; see docs/signatures.md`);
  const module = await open(environment);
  const signers = new Map<string, Signer>();
  const know = (pem: string): Signer => {
    const publicKey = readPublicKey(pem);
    const sign = async (message: Buffer) => Buffer.from(await module.sign(pem, message)).toString('base64');
    const signer = { publicKey, sign };
    signers.set(publicKey.keyId, signer);
    return signer;
  };
  const look = async () => (await module.publicKeys()).forEach(know);
  await look();
  return {
    async signer(keyId) {
      // another replica may have had it made
      if (!signers.has(keyId)) await look();
      return signers.get(keyId) ?? null;
    },
    make: async (algorithm) => know(await module.makeKey(algorithm)).publicKey,
  };
}
