import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { schemaOf, withClient } from '@xianjie/database/provision.ts';
import { EXCHANGE_SCHEMA } from '@xianjie/exchange/exchange-schema.ts';
import { performAct } from '@xianjie/subgraph-kit/perform-act.ts';
import { startSubgraph } from '@xianjie/subgraph-kit/start-subgraph.ts';
import { subgraph } from '../../../subgraphs/environment/src/subgraph.ts';
import { CONSULTATION, NEW_CASE, paced, share, type Ground } from './ground.ts';

const OFFICER: Identity = {
  sub: 'env-officer',
  name: '王某',
  organisation: 'ENVIRONMENT',
  roles: ['OFFICER'],
  division: '220100',
};
const TOGETHER = 16;
const BARE = 'bare';

/** Handoffs committed a second by the bureau's station, against one bare SQL statement that writes the same rows. */
export async function benchCommits(ground: Ground, count: number) {
  const schema = schemaOf('ENVIRONMENT');
  await withClient(ground.urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
  const station = await startSubgraph(subgraph, {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: ground.urls.ENVIRONMENT,
    schema,
    keyFile: ground.keys.keyFile('ENVIRONMENT'),
    trustFile: ground.keys.trustFile,
    filesDirectory: join(ground.directory, 'files'),
    oidcIssuer: 'http://127.0.0.1:9',
  });
  const act = (name: 'openCase' | 'askPolice', input: Record<string, unknown>) =>
    performAct(station.contextOf(OFFICER), name, { occurredAt: new Date(), ...input });
  const cases = Array.from({ length: count * 2 }, () => randomUUID());
  await paced(cases.length, TOGETHER, (index) =>
    act('openCase', {
      caseId: cases[index],
      ...NEW_CASE,
    }),
  );
  const hands = (from: number) => (index: number) =>
    act('askPolice', {
      caseId: cases[from + index],
      ...CONSULTATION,
    });

  const admin = new pg.Client({ connectionString: ground.adminUrl });
  await admin.connect();
  const { id } = await hands(0)(0);
  const written = await rowsOf(admin, schema, id);
  // tables of the same make beside the station's: rows that it did not write itself would keep it busy with alarms
  await admin.query(`create schema ${BARE} authorization current_user; grant usage on schema ${BARE} to public`);
  for (const { table } of written)
    await admin.query(
      `create table ${BARE}."${table}" (like ${schema}."${table}" including all); grant all on ${BARE}."${table}" to public; grant usage on all sequences in schema ${BARE} to public`,
    );
  await admin.end();
  const statement = bareStatement(written);
  const pool = new pg.Pool({ connectionString: ground.urls.ENVIRONMENT, max: TOGETHER });
  const plain = (): Promise<unknown> => {
    const ids = new Map<string, string>();
    const renewed = (text: string) =>
      text.replaceAll(UUID, (id) => {
        if (!ids.has(id)) ids.set(id, randomUUIDv7());
        return ids.get(id)!;
      });
    return pool.query(
      statement,
      written.map(({ rows }) => renewed(JSON.stringify(rows))),
    );
  };

  // side by side: half, half, half, half
  const half = Math.floor((count - 1) / 2);
  const ours = [await paced(half, TOGETHER, hands(1))];
  const bare = [await paced(half, TOGETHER, plain)];
  ours.push(await paced(half, TOGETHER, hands(1 + half)));
  bare.push(await paced(half, TOGETHER, plain));
  await pool.end();
  await station.close();
  const mean = (runs: typeof ours) => runs.reduce((sum, { perSecond }) => sum + perSecond, 0) / runs.length;
  return {
    rows: Object.fromEntries(written.map(({ table, rows }) => [table, rows.length])),
    ours: mean(ours),
    bare: mean(bare),
    ratio: mean(ours) / mean(bare),
    p50: share(ours[1]!.times, 0.5),
    p99: share(ours[1]!.times, 0.99),
  };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The rows of every table that name an act. */
async function rowsOf(client: pg.Client, schema: string, actId: string): Promise<{ table: string; rows: object[] }[]> {
  const { rows: tables } = await client.query<{ table: string }>(
    `select table_name as "table" from information_schema.tables where table_schema = $1 and table_name not like 'mikro%'`,
    [schema],
  );
  const written = [];
  for (const { table } of tables) {
    const { rows } = await client.query<{ row: object }>(
      `select to_jsonb(t) as row from ${schema}."${table}" t where to_jsonb(t)::text like '%' || $1 || '%'`,
      [actId],
    );
    if (rows.length > 0) written.push({ table, rows: rows.map(({ row }) => row) });
  }
  return written;
}

/** One statement that writes these rows, each table's as one JSON parameter; generated keys are left to the database. */
function bareStatement(written: readonly { table: string; rows: readonly object[] }[]): string {
  const parts = written.map(({ table, rows }, index) => {
    const columns = Object.keys(rows[0]!).filter(
      (column) => !(column === 'id' && typeof (rows[0] as { id: unknown }).id === 'number'),
    );
    const list = columns.map((column) => `"${column}"`).join(', ');
    return `w${index} as (insert into ${BARE}."${table}" (${list}) select ${list} from jsonb_populate_recordset(null::${BARE}."${table}", $${index + 1}::jsonb) on conflict do nothing)`;
  });
  return `with ${parts.join(', ')} select 1`;
}
