import { join } from 'node:path';
import pg from 'pg';
import { STATUTES } from '@xianjie/contracts/clock/statutes.ts';
import { schemaOf, withClient } from '@xianjie/database/provision.ts';
import { EXCHANGE_SCHEMA } from '@xianjie/exchange/exchange-schema.ts';
import { registry } from '@xianjie/telemetry/metrics.ts';
import { startDocket } from '../../../subgraphs/docket/src/subgraph.ts';
import type { Ground } from './ground.ts';

const RULE = 'H17-07';
const WORKERS = 2;
const BATCH = 5_000;
const LOOK_MS = 250;

/** Clocks that all fall due at once: fired by the docket as it runs, against the plain SQL claim of as many rows. */
export async function benchClocks(ground: Ground, count: number) {
  await withClient(ground.urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
  // the figures of the station that was measured before, in this process
  registry.clear();
  const docket = await startDocket({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: ground.urls.DOCKET,
    schema: schemaOf('DOCKET'),
    keyFile: ground.keys.keyFile('DOCKET'),
    trustFile: ground.keys.trustFile,
    filesDirectory: join(ground.directory, 'files'),
    oidcIssuer: 'http://127.0.0.1:9',
  });
  try {
    return await withClient(ground.urls.DOCKET, async (client) => {
      await client.query(
        'create table plain_clock as select * from deadline limit 0; create table plain_event as select * from feed_event limit 0',
      );
      await client.query(
        'alter table plain_clock add primary key (id); alter table plain_event add unique (deadline_id, kind)',
      );
      await client.query('create index on plain_clock (next_fire_at)');
      const { rows: columns } = await client.query<{ name: string }>(
        "select column_name as name from information_schema.columns where table_name = 'deadline' and table_schema = 'docket' and is_generated = 'NEVER'",
      );
      const list = columns.map(({ name }) => `"${name}"`).join(', ');
      await arm(client, 'plain_clock', list, count);
      const plainBegan = performance.now();
      await Promise.all(Array.from({ length: WORKERS }, () => claimAll(ground.urls.DOCKET)));
      const plain = (count * 1_000) / (performance.now() - plainBegan);

      await arm(client, 'deadline', list, count);
      const began = performance.now();
      for (;;) {
        const { rows } = await client.query<{ n: number }>(
          'select count(*)::int n from deadline where next_fire_at is not null and next_fire_at <= now()',
        );
        if (rows[0]!.n === 0) break;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      const ours = (count * 1_000) / (performance.now() - began);
      const { rows } = await client.query<{ fired: number; once: number }>(
        "select count(*)::int fired, count(distinct deadline_id)::int once from feed_event where kind = 'CLOCK_BREACHED'",
      );
      return { count, ours, plain, ratio: ours / plain, ...rows[0]! };
    });
  } finally {
    await docket.close();
  }
}

/** Writes clocks that are all due now. */
async function arm(client: pg.Client, table: string, list: string, count: number): Promise<void> {
  const rule = STATUTES.byId(RULE);
  const values: Record<string, string> = {
    id: 'gen_random_uuid()',
    case_id: 'gen_random_uuid()',
    started_by: 'gen_random_uuid()',
    rule_id: `'${RULE}'`,
    obligor: `'${rule.obligor}'`,
    obligee: `'${rule.obligee ?? 'ENVIRONMENT'}'`,
    kind: `'${rule.kind}'`,
    reminder: 'false',
    conditional: 'false',
    start_act: "'transferCase'",
    starts_at: "now() - interval '20 days'",
    start_precision: "'minute'",
    in_custody: 'false',
    due_at: "now() - interval '1 minute'",
    provisional: 'false',
    approximate: 'false',
    steps: "'[]'",
    calendar_version: '0',
    status: "'RUNNING'",
    next_fire_at: "now() - interval '1 minute'",
    audience: `array['${rule.obligor}','ENVIRONMENT']`,
  };
  const columns = list.split(', ');
  await client.query(
    `insert into ${table} (${list}) select ${columns.map((name) => values[name.replaceAll('"', '')] ?? 'null').join(', ')} from generate_series(1, $1::int)`,
    [count],
  );
}

/** What a bare implementation would do: claim, mark and tell in one statement, until nothing is due. */
async function claimAll(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (;;) {
      const { rowCount } = await client.query(
        `with due as (select id from plain_clock where next_fire_at <= now() order by next_fire_at limit ${BATCH} for update skip locked),
              fired as (update plain_clock c set status = 'BREACHED', breached_at = now(), next_fire_at = null from due where c.id = due.id returning c.*)
         insert into plain_event (kind, case_id, at, deadline_id, message, audience)
         select 'CLOCK_BREACHED', case_id, now(), id, rule_id, audience from fired`,
      );
      if (rowCount === 0) return;
    }
  });
}
