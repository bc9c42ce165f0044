import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';

/** The station's own signing key and the public keys of all stations. */
export interface Keyring {
  readonly own: KeyObject;
  publicKey(station: Station): KeyObject;
}

/** Reads a keyring: the private key from a PEM file, the public keys from a JSON file `{STATION: SPKI PEM}`. */
export function readKeyring(keyFile: string, trustFile: string): Keyring {
  const trusted = JSON.parse(readFileSync(trustFile, 'utf8')) as Record<string, string>;
  const keys = new Map(Object.entries(trusted).map(([station, pem]) => [station, createPublicKey(pem)]));
  return {
    own: createPrivateKey(readFileSync(keyFile, 'utf8')),
    publicKey(station) {
      const key = keys.get(station);
      if (!key) throw new Error(`no public key of ${station} in ${trustFile}`);
      return key;
    },
  };
}

/** Makes an Ed25519 key for every station that has none yet in `directory`, and the trust file of all; private keys are 0600. */
export function makeKeys(directory: string): { keyFile: (station: Station) => string; trustFile: string } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keyFile = (station: Station) => join(directory, `${station.toLowerCase()}.pem`);
  const trustFile = join(directory, 'trusted.json');
  const trusted: Partial<Record<Station, string>> = {};
  for (const station of STATIONS) {
    if (!existsSync(keyFile(station))) {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeWhole(keyFile(station), privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o600);
    }
    const own = createPublicKey(readFileSync(keyFile(station), 'utf8'));
    trusted[station] = own.export({ type: 'spki', format: 'pem' }) as string;
  }
  writeWhole(trustFile, JSON.stringify(trusted, null, 1), 0o644);
  return { keyFile, trustFile };
}

function writeWhole(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
