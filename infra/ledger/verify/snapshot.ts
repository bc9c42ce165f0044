import pg from 'pg';
import type { Ask } from '../catalog.ts';

const PAGE = 1_000;

/** A station's schema as it is at one moment, read in order and a page at a time, however much else is going on. */
export interface Snapshot {
  readonly ask: Ask;
  stream<T extends object>(sql: string, values?: readonly unknown[]): AsyncGenerator<T>;
  close(): Promise<void>;
}

export async function openSnapshot(url: string, schema: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url, application_name: 'verify' });
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  const snapshot = await snapshotIn(client, schema);
  return {
    ...snapshot,
    async close() {
      await client.query('rollback').catch(() => {});
      await client.end();
    },
  };
}

/** What a transaction that is open already sees of a schema. */
export async function snapshotIn(client: pg.Client, schema: string): Promise<Snapshot> {
  await client.query(`select set_config('search_path', $1, true)`, [schema]);
  let cursors = 0;
  return {
    ask: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    async *stream(sql, values = []) {
      const cursor = `c${(cursors += 1)}`;
      await client.query(`declare ${cursor} no scroll cursor for ${sql}`, [...values]);
      for (;;) {
        const { rows } = await client.query(`fetch ${PAGE} from ${cursor}`);
        yield* rows;
        if (rows.length < PAGE) break;
      }
      await client.query(`close ${cursor}`);
    },
    close: () => Promise.resolve(),
  };
}
