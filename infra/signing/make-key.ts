import { generateKeyPairSync } from 'node:crypto';
import type { SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';

/** A new private key, PKCS#8 PEM. */
export function makeKey(algorithm: SignatureAlgorithm): string {
  const { privateKey } =
    algorithm === 'SM2' ? generateKeyPairSync('ec', { namedCurve: 'SM2' }) : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}
