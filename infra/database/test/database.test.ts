import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { schemaOf, withClient } from '../provision.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  for (const station of STATIONS)
    await withClient(database.urls[station], (client) => client.query('create table secret (n int)'));
});
afterAll(() => database.drop());

describe.each(STATIONS)('the role of %s', (station) => {
  test.each(STATIONS.filter((other) => other !== station))('can touch nothing of %s', async (other) => {
    await withClient(database.urls[station], async (client) => {
      await expect(client.query(`select * from ${schemaOf(other)}.secret`)).rejects.toThrow('permission denied');
      await expect(client.query(`insert into ${schemaOf(other)}.secret values (1)`)).rejects.toThrow(
        'permission denied',
      );
      await expect(client.query(`create table ${schemaOf(other)}.mine (n int)`)).rejects.toThrow('permission denied');
    });
  });

  test('can not reach the cluster’s own database nor make objects in public', async () => {
    const elsewhere = new URL(database.urls[station]);
    elsewhere.pathname = '/postgres';
    await expect(withClient(elsewhere.href, async () => {})).rejects.toThrow('permission denied');
    await withClient(database.urls[station], (client) =>
      expect(client.query('create table public.mine (n int)')).rejects.toThrow('permission denied'),
    );
  });
});
