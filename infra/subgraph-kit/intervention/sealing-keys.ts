import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENCY_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import { seal, unseal, type Sealed } from './seal.ts';

/** What an agency seals its intervention records with: to itself, for the author, and to the discipline body. */
export interface Sealing {
  seal(content: Buffer, bound: string): Sealed;
  /** @throws SealBroken */
  unseal(sealed: Sealed, bound: string): Buffer;
  /** What stands for an officer in the database: nobody without the key can tell who it is. The first is the one in use. */
  marksOf(sub: string): readonly string[];
  /** HMAC-SHA256 with a key that never leaves the agency */
  authenticate(text: string): string;
}

const PEM = /-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g;

/**
 * Reads the agency's X25519 private keys and the public key of the discipline body (PEM). A file may hold several private keys:
 * the first seals, all open, so that a new one is put before the old.
 */
export function readSealing(keyFile: string, disciplineKeyFile: string): Sealing {
  const own = (readFileSync(keyFile, 'utf8').match(PEM) ?? []).map((pem) => createPrivateKey(pem));
  const discipline = createPublicKey(readFileSync(disciplineKeyFile, 'utf8'));
  for (const key of [...own, discipline])
    if (key.asymmetricKeyType !== 'x25519') throw new Error(`${keyFile}, ${disciplineKeyFile}: keys must be X25519`);
  if (own.length === 0) throw new Error(`${keyFile} holds no private key`);
  const holders = [createPublicKey(own[0] as never), discipline];
  const drawn = (purpose: string) =>
    own.map((key) => Buffer.from(hkdfSync('sha256', key.export({ type: 'pkcs8', format: 'der' }), '', purpose, 32)));
  const marking = drawn('xianjie author');
  const [ticketing] = drawn('xianjie ticket');
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex');
  return {
    seal: (content, bound) => seal(content, holders, bound),
    unseal: (sealed, bound) => unseal(sealed, own, bound),
    marksOf: (sub) => marking.map((key) => hmac(key, sub)),
    authenticate: (text) => hmac(ticketing!, text),
  };
}

/** Makes the keys that are missing in `directory`: one for each agency and the pair of the discipline body; private keys are 0600. */
export function makeSealingKeys(directory: string): { keyFile: (agency: Agency) => string; disciplineKeyFile: string } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const keyFile = (name: string) => join(directory, `${name.toLowerCase()}.sealing.pem`);
  for (const name of [...AGENCY_NAMES, 'DISCIPLINE_BODY']) if (!existsSync(keyFile(name))) makeKey(keyFile(name));
  const disciplineKeyFile = join(directory, 'discipline_body.sealing.pub.pem');
  const { privateKey } = { privateKey: createPrivateKey(readFileSync(keyFile('DISCIPLINE_BODY'), 'utf8')) };
  writeWhole(disciplineKeyFile, pemOf(createPublicKey(privateKey as never), 'spki'), 0o644);
  return { keyFile, disciplineKeyFile };
}

const pemOf = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ type, format: 'pem' } as never) as string;
const makeKey = (file: string) => writeWhole(file, pemOf(generateKeyPairSync('x25519').privateKey, 'pkcs8'), 0o600);
function writeWhole(file: string, content: string, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
