import { randomUUID } from 'node:crypto';
import { provisionDatabase, readSecrets, urlsOf, withClient, type DatabaseUser } from './provision.ts';

export interface TestDatabase {
  readonly adminUrl: string;
  readonly urls: Record<DatabaseUser, string>;
  drop(): Promise<void>;
}

/** A database of its own for one test file, on the server that jest started; its roles and schemas are made. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = process.env['TEST_POSTGRES_URL'];
  const secrets = readSecrets(process.env['TEST_POSTGRES_SECRETS']);
  if (!adminUrl) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test`');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await provisionDatabase(adminUrl, name, secrets);
  return {
    adminUrl,
    urls: urlsOf(adminUrl, name, secrets),
    drop: () =>
      withClient(adminUrl, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}
