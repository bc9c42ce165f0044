import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { Story } from '../story.ts';
import { allPlaced, audit, superuserOf } from './auditing.ts';

const LEDGER = ['ledger_leaf', 'ledger_tile', 'ledger_checkpoint', 'ledger_cosignature', 'ledger_witnessed'];

let hub: TestHub;
let client: pg.Client;
beforeAll(async () => {
  hub = await startTestHub();
  client = await superuserOf(hub);
}, 300_000);
afterAll(async () => {
  await client?.end();
  await hub?.stop();
});

const everywhere = async (statement: (schema: string) => string) => {
  for (const station of STATIONS) await client.query(statement(schemaOf(station)));
};
/** Brings the stations up again on what `change` made of their databases. */
async function restartedAfter(change: () => Promise<unknown>): Promise<void> {
  await Promise.all(SUBGRAPHS.map(({ name }) => hub.hub.services.get(name)!.stop()));
  await change();
  await Promise.all(SUBGRAPHS.map(({ name }) => hub.hub.restart(name)));
}
/** What verify finds in all stations, once everything has its place. */
async function findings(): Promise<string[]> {
  await allPlaced(hub);
  const found: string[] = [];
  for (const station of STATIONS) {
    await client.query('begin isolation level repeatable read');
    const audited = await audit(hub, client, station);
    await client.query('rollback');
    found.push(...audited.findings.map(({ table, field, change }) => [station, table, field, change].join(' ')));
  }
  return found;
}

test('data from before the ledger is taken in as it stands at the first start, once, and from then on proven', async () => {
  const old = new Story(hub);
  await old.transfers();
  await old.arrives();
  await restartedAfter(async () => {
    await everywhere((schema) => `truncate ${LEDGER.map((table) => `${schema}.${table}`).join(', ')}`);
    for (const station of STATIONS)
      rmSync(join(hub.hub.keyDirectory, `${station.toLowerCase()}.mark`), { force: true });
  });
  await old.act('acceptCase');
  await new Story(hub).transfers();
  expect(await findings()).toEqual([]);

  const enrolled = async () =>
    (await hub.sql(`select 1 from environment.ledger_leaf where record like '%"enrolled":true%'`)).length;
  const once = await enrolled();
  expect(once).toBeGreaterThan(20);
  await restartedAfter(async () => {});
  expect(await enrolled()).toBe(once);

  await client.query(`update environment.act set actor_name = '另某' where case_id = $1 and name = 'openCase'`, [
    old.caseId,
  ]);
  expect(await findings()).toContain('ENVIRONMENT act actor_name changed');
  await client.query(
    `update environment.act set actor_name = message->'envelope'->'actor'->>'name'
     from environment.outbox where envelope_id = act.id and act.case_id = $1 and act.name = 'openCase'`,
    [old.caseId],
  );
  expect(await findings()).toEqual([]);
}, 300_000);

test('a column that a later version adds is taken in where it says something', async () => {
  await restartedAfter(async () => {
    await client.query('alter table environment.case_file add column later text');
    await client.query(
      `update environment.case_file set later = '新版本填写' where id = (select min(id::text)::uuid from environment.case_file)`,
    );
  });
  expect(await findings()).toEqual([]);
  await client.query(`update environment.case_file set later = '改过' where later is not null`);
  expect(await findings()).toEqual(['ENVIRONMENT case_file later changed']);
}, 300_000);
