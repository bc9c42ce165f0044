import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { readAlgorithm } from '@xianjie/exchange/key-files.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { readSigner } from '@xianjie/signing/keys.ts';

/** `npm run join -- STATION DIR`: makes the secrets of a station that joins and prints what the operator is to be told. Safe to repeat. */
const [station, directory] = process.argv.slice(2) as [Station | undefined, string | undefined];
if (!station || !STATIONS.includes(station) || !directory) {
  console.error(`npm run -s join -- STATION DIR
  STATION  ${STATIONS.join(', ')}`);
  process.exit(2);
}
const folder = resolve(directory);
mkdirSync(folder, { recursive: true, mode: 0o700 });
const secret = (name: string, make: () => string): string => {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
};
const signer = readSigner(secret('station.pem', () => makeKey(readAlgorithm(station))));
const nkey = fromSeed(Buffer.from(secret('station.nkey', () => Buffer.from(createUser().getSeed()).toString())));
secret(
  'sealing.pem',
  () => generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
);
console.log(
  JSON.stringify(
    { station, trust: { [station]: signer.publicKey.pem }, [`NKEY_${station}`]: nkey.getPublicKey() },
    null,
    1,
  ),
);
