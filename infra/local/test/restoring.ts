import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { eventually } from '@xianjie/gateway/test/story.ts';
import { restore } from '../station-backup.ts';
import { SUBGRAPHS } from '../subgraphs.ts';
import type { TestHub } from '../test-hub.ts';

/** Brings one station of a hub with databases of their own back to a moment: killed, restored from its backup, started again. */
export async function goesBack(
  { hub }: TestHub,
  station: Station,
  directory: string,
  at?: Date,
  before?: () => Promise<unknown>,
): Promise<void> {
  const program = SUBGRAPHS.find((one) => one.station === station)!.name;
  const database = `postgres-${station.toLowerCase()}`;
  await hub.services.get(program)!.stop('SIGKILL');
  const port = Number(new URL(hub.urls[station]).port);
  await hub.services.get(database)!.stop('SIGINT');
  const data = join(hub.keyDirectory, '..');
  const server = await restore({ station, directory, data, port, ...(at ? { at } : {}) });
  await server.stop();
  await hub.restart(database);
  await before?.();
  await hub.restart(program);
}

/** Waits until a restored station has heard all others and holds the same as they. */
export async function healed({ hub, sql }: TestHub, station: Station): Promise<void> {
  const table = `${schemaOf(station)}.reconciliation`;
  await eventually(async () => {
    const rows = await sql<{ healed: boolean }>(
      `select restored_at is null and behind = 0 and agreed_at is not null as healed from ${table}`,
    );
    return rows.length === STATIONS.length - 1 && rows.every((row) => row.healed);
  }, 'the healing').catch(async (error: Error) => {
    const rows = await sql(`select * from ${table} order by peer`);
    const logs = SUBGRAPHS.map(({ name }) => readFileSync(hub.logOf(name), 'utf8').split('\n').slice(-20).join('\n'));
    throw new Error([error.message, JSON.stringify(rows), ...logs].join('\n'), { cause: error });
  });
}

/** Waits until every envelope of every station has its receipt. */
export async function settled({ sql }: TestHub): Promise<void> {
  for (const station of STATIONS)
    await eventually(
      async () => (await sql(`select 1 from ${schemaOf(station)}.outbox where receipted_at is null`)).length === 0,
      `receipts of ${station}`,
    );
}
