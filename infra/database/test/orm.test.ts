import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defineEntity, p } from '@mikro-orm/core';
import { createOrm } from '../orm.ts';
import { withClient } from '../provision.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const Note = defineEntity({ name: 'Note', properties: { id: p.integer().primary() } });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('connections that PostgreSQL drops within transactions are given back: more of them than the pool holds', async () => {
  const url = database.urls.ENVIRONMENT;
  const orm = await createOrm({ url, schema: 'environment', entities: [Note], migrations: [] });
  for (let round = 0; round < 12; round += 1)
    await expect(
      orm.em.fork().transactional(async (em) => {
        const [row] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
        await withClient(process.env['TEST_POSTGRES_URL']!, (client) =>
          client.query('select pg_terminate_backend($1)', [row!.pid]),
        );
        await em.execute('select 1');
      }),
    ).rejects.toThrow();
  expect(await orm.em.fork().execute('select 1 as one')).toEqual([{ one: 1 }]);
  await orm.close(true);
});
