import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { inDatabase, schemaOf } from '@xianjie/database/provision.ts';
import { macKey } from '@xianjie/ledger/leaf.ts';
import { auditStation } from '@xianjie/ledger/verify/audit-station.ts';
import { snapshotIn } from '@xianjie/ledger/verify/snapshot.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from '../story.ts';

const LEDGER = ['ledger_leaf', 'ledger_tile', 'ledger_checkpoint', 'ledger_cosignature', 'ledger_witnessed'];

let hub: TestHub;
let client: pg.Client;
beforeAll(async () => {
  hub = await startTestHub();
  const { pathname } = new URL(hub.hub.urls.DOCKET);
  client = new pg.Client({ connectionString: inDatabase(process.env['TEST_POSTGRES_URL']!, pathname.slice(1)) });
  await client.connect();
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
  await eventually(
    async () =>
      (
        await hub.sql(
          STATIONS.map((name) => `select 1 from ${schemaOf(name)}.ledger_leaf where position is null`).join(
            ' union all ',
          ),
        )
      ).length === 0,
    'the places of all leaves',
  );
  const keys = hub.hub.keyDirectory;
  const trusted = JSON.parse(readFileSync(join(keys, 'trusted.json'), 'utf8')) as Record<string, string>;
  const found: string[] = [];
  for (const station of STATIONS) {
    await client.query('begin isolation level repeatable read');
    const audited = await auditStation({
      station,
      snapshot: await snapshotIn(client, schemaOf(station)),
      macKey: macKey(readFileSync(join(keys, `${station.toLowerCase()}.pem`))),
      trusted,
    });
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
