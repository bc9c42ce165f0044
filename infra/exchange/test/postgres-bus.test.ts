import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withClient } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { EXCHANGE_SCHEMA } from '../exchange-schema.ts';
import { PostgresBus } from '../postgres-bus.ts';
import { arrivals, delivered, message } from './messages.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await withClient(database.urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
});
afterAll(() => database?.drop());

test('one station can not read or take what is addressed to another, nor send in another’s name', async () => {
  const [sender, police] = (['ENVIRONMENT', 'PUBLIC_SECURITY'] as const).map(
    (station) => new PostgresBus(database.urls[station], station),
  ) as [PostgresBus, PostgresBus];
  await delivered(sender, [message('PUBLIC_SECURITY', 'for the police')]);
  expect(await arrivals(police, 1)).toHaveLength(1);
  await withClient(database.urls.COURT, async (client) => {
    expect((await client.query("select 1 from exchange.message where recipient = 'PUBLIC_SECURITY'")).rows).toEqual([]);
    expect(
      (await client.query("update exchange.message set done_at = now() where recipient = 'PUBLIC_SECURITY'")).rowCount,
    ).toBe(0);
    await expect(
      client.query(
        "insert into exchange.message (kind, id, sender, recipient, digest, body) values ('envelope', gen_random_uuid(), 'ENVIRONMENT', 'PUBLIC_SECURITY', 'x', '{}')",
      ),
    ).rejects.toThrow('row-level security');
    await expect(client.query("update exchange.message set body = '{}'")).rejects.toThrow('permission denied');
  });
  expect(await arrivals(police, 1)).toHaveLength(1);
  await Promise.all([sender.close(), police.close()]);
});
