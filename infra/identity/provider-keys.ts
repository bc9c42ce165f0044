import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys and secrets of the embedded provider: made at its first start, kept in `directory` with mode 0600. */
export interface ProviderKeys {
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly cookieKeys: string[];
  readonly platformSecret: string;
}

export function readProviderKeys(directory: string): ProviderKeys {
  const file = join(directory, 'identity.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ProviderKeys;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`${jwk.x}${jwk.y}`).digest('base64url').slice(0, 16);
  const keys: ProviderKeys = {
    jwks: { keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] },
    cookieKeys: [randomBytes(32).toString('base64url')],
    platformSecret: randomBytes(32).toString('base64url'),
  };
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  writeFileSync(join(directory, 'credit-platform.secret'), keys.platformSecret, { mode: 0o600 });
  return keys;
}
