import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { startHive } from '@xianjie/gateway/portability/hive.ts';
import { DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf, withClient } from '@xianjie/database/provision.ts';
import type { OutgoingMessage } from '@xianjie/exchange/bus.ts';
import { delivered } from '@xianjie/exchange/test/messages.ts';
import { startHub, type Hub, type HubOptions } from './hub.ts';
import { sqlOf, type Sql } from './hub-sql.ts';
import { Officers } from './replay/hub-client.ts';

export interface TestHub {
  readonly hub: Hub;
  readonly officers: Officers;
  /** runs SQL as the superuser in the hub's database, to arrange or to look */
  readonly sql: Sql;
  /** the same of every agency's schema */
  sqlOfAgencies(text: (schema: string) => string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** {@link sendAs} */
  sends(sender: Station, message: OutgoingMessage): Promise<void>;
  stop(): Promise<void>;
}

/** Hands a hub's bus a message as a station's own program would, whatever it says. */
export async function sendAs(hub: Hub, sender: Station, message: OutgoingMessage): Promise<void> {
  const door = hub.door(sender);
  try {
    await delivered(door, [message]);
  } finally {
    await door.close();
  }
}

const readyUrls = ({ services }: Hub) => new Map([...services].map(([name, { ready }]) => [name, ready]));

/** A whole hub for one test file: real processes on free ports, a database of its own on jest's PostgreSQL; `stop` leaves nothing. */
export async function startTestHub(
  options: Pick<HubOptions, 'environment' | 'separate' | 'disposable' | 'replicas'> = {},
): Promise<TestHub> {
  const postgresUrl = process.env['TEST_POSTGRES_URL'];
  if (!postgresUrl) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test`');
  const dataDirectory = mkdtempSync(join(tmpdir(), 'xianjie-hub-'));
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const bus = process.env['BUS'] === 'nats' ? 'nats' : 'postgres';
  const separate = options.separate ?? process.env['BUS'] === 'separate';
  const place = separate ? { separate, disposable: true } : { postgresUrl, database, bus };
  const hub = await startHub({ dataDirectory, ...place, ...options } as HubOptions);
  // the same tests, with another gateway over the same supergraph
  const other = process.env['GATEWAY'] === 'hive' ? await startHive(dataDirectory, readyUrls(hub)) : null;
  const officers = new Officers(hub.url, hub.issuer, other?.url);
  const sql = sqlOf(hub);
  return {
    hub,
    officers,
    sql,
    async sqlOfAgencies(text, values) {
      const texts = STATIONS.filter((station) => station !== DOCKET).map((station) => text(schemaOf(station)));
      return separate
        ? (await Promise.all(texts.map((one) => sql(one, values)))).flat()
        : sql(texts.join(' union all '), values);
    },
    sends: (sender, message) => sendAs(hub, sender, message),
    async stop() {
      await officers.close();
      await other?.stop();
      await hub.stop();
      await withClient(postgresUrl, (client) => client.query(`drop database if exists ${database} with (force)`));
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}
