import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';
import { readSigner, type PublicKey, type Signer } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';

/** Where a station's private keys are. */
export interface KeyStore {
  /** who signs with the key of this number; null: it is not here */
  signer(keyId: string): Promise<Signer | null>;
  /** Makes a key and keeps it for good before anyone is told of it. */
  make(algorithm: SignatureAlgorithm): Promise<PublicKey>;
}

/** Keys in files: the first in the file of the settings, later ones beside it as `<station>.<keyId>.pem`. */
export function fileKeyStore(first: string): KeyStore {
  const fileOf = (keyId: string) => `${first.replace(/\.pem$/, '')}.${keyId}.pem`;
  const signers = new Map<string, Signer>();
  return {
    async signer(keyId) {
      const known = signers.get(keyId);
      if (known) return known;
      const file = [first, fileOf(keyId)].find((one) => existsSync(one) && readKey(one).keyId === keyId);
      if (!file) return null;
      const signer = readSigner(readFileSync(file, 'utf8'));
      signers.set(keyId, signer);
      return signer;
    },
    async make(algorithm) {
      const pem = makeKey(algorithm);
      const { publicKey } = readSigner(pem);
      writeWhole(fileOf(publicKey.keyId), pem, 0o600);
      return publicKey;
    },
  };
}

const readKey = (file: string): PublicKey => readSigner(readFileSync(file, 'utf8')).publicKey;

/** `SIGNATURE_ALGORITHM_<STATION>`, else `SIGNATURE_ALGORITHM`, else Ed25519: what a station's first key is for. */
export function readAlgorithm(station: Station, environment: NodeJS.ProcessEnv = process.env): SignatureAlgorithm {
  const wanted = environment[`SIGNATURE_ALGORITHM_${station}`] ?? environment['SIGNATURE_ALGORITHM'] ?? 'ED25519';
  const algorithm = SIGNATURE_ALGORITHMS.find((name) => name === wanted);
  if (!algorithm) throw new Error(`SIGNATURE_ALGORITHM ${wanted} is none of ${SIGNATURE_ALGORITHMS.join(', ')}`);
  return algorithm;
}

/** Makes a key for every station that has none yet in `directory`, and the trust file of all; private keys are 0600. */
export function makeKeys(
  directory: string,
  algorithmOf: (station: Station) => SignatureAlgorithm = (station) => readAlgorithm(station),
): { keyFile: (station: Station) => string; trustFile: string } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keyFile = (station: Station) => join(directory, `${station.toLowerCase()}.pem`);
  const trustFile = join(directory, 'trusted.json');
  const trusted: Partial<Record<Station, string>> = {};
  for (const station of STATIONS) {
    if (!existsSync(keyFile(station))) writeWhole(keyFile(station), makeKey(algorithmOf(station)), 0o600);
    trusted[station] = readKey(keyFile(station)).pem;
  }
  writeWhole(trustFile, JSON.stringify(trusted, null, 1), 0o644);
  return { keyFile, trustFile };
}

function writeWhole(file: string, content: string, mode: number): void {
  const part = openSync(`${file}.new`, 'w', mode);
  chmodSync(`${file}.new`, mode);
  writeSync(part, content);
  fsyncSync(part);
  closeSync(part);
  renameSync(`${file}.new`, file);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
