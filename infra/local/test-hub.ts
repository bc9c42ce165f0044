import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { inDatabase, withClient } from '@xianjie/database/provision.ts';
import { startHub, type Hub } from './hub.ts';
import { Officers } from './replay/hub-client.ts';

export interface TestHub {
  readonly hub: Hub;
  readonly officers: Officers;
  /** runs SQL as the superuser in the hub's database, to arrange or to look */
  sql<T extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

/** A whole hub for one test file: real processes on free ports, a database of its own on jest's PostgreSQL; `stop` leaves nothing. */
export async function startTestHub(): Promise<TestHub> {
  const postgresUrl = process.env['TEST_POSTGRES_URL'];
  if (!postgresUrl) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test`');
  const dataDirectory = mkdtempSync(join(tmpdir(), 'xianjie-hub-'));
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const hub = await startHub({ dataDirectory, postgresUrl, database });
  const officers = new Officers(hub.url, hub.issuer);
  return {
    hub,
    officers,
    sql: (text, values = []) =>
      withClient(inDatabase(postgresUrl, database), async (client) => (await client.query(text, values)).rows),
    async stop() {
      await officers.close();
      await hub.stop();
      await withClient(postgresUrl, (client) => client.query(`drop database if exists ${database} with (force)`));
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
