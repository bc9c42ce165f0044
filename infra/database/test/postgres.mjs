import '@xianjie/runtime';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmodSync } from 'node:fs';

/** One real PostgreSQL for the whole test run; every test file makes a database of its own on it. */
export default async function startPostgres() {
  if (process.env.TEST_POSTGRES_URL) return;
  const { startEmbeddedPostgres } = await import('../embedded-postgres.ts');
  const { provisionRoles, readSecrets } = await import('../provision.ts');
  const directory = mkdtempSync(join(tmpdir(), 'xianjie-test-'));
  chmodSync(directory, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: join(directory, 'postgres'), disposable: true });
  const secretsFile = join(directory, 'secrets.json');
  await provisionRoles(postgres.url, readSecrets(secretsFile));
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_POSTGRES_SECRETS = secretsFile;
  globalThis.__testPostgres = { postgres, directory };
}
