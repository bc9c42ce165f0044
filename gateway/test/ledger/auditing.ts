import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { inDatabase, schemaOf } from '@xianjie/database/provision.ts';
import { macKey } from '@xianjie/ledger/leaf.ts';
import { auditStation, type Audited } from '@xianjie/ledger/verify/audit-station.ts';
import { snapshotIn } from '@xianjie/ledger/verify/snapshot.ts';
import type { TestHub } from '@xianjie/local/test-hub.ts';
import { eventually } from '../story.ts';

/** A connection as superuser to the database of a hub on jest's PostgreSQL. */
export async function superuserOf({ hub }: TestHub): Promise<pg.Client> {
  const { pathname } = new URL(hub.urls.DOCKET);
  const client = new pg.Client({ connectionString: inDatabase(process.env['TEST_POSTGRES_URL']!, pathname.slice(1)) });
  await client.connect();
  return client;
}

/** Waits until every leaf of every station has its place in the tree. */
export async function allPlaced({ sql }: TestHub): Promise<void> {
  const pending = STATIONS.map((name) => `select 1 from ${schemaOf(name)}.ledger_leaf where position is null`);
  await eventually(async () => (await sql(pending.join(' union all '))).length === 0, 'the places of all leaves');
}

/** What `verify` finds at a station, with its keys at hand, in what the client's transaction sees. */
export async function audit({ hub }: TestHub, client: pg.Client, station: Station): Promise<Audited> {
  const keys = hub.keyDirectory;
  return auditStation({
    station,
    snapshot: await snapshotIn(client, schemaOf(station)),
    macKey: macKey(readFileSync(join(keys, `${station.toLowerCase()}.pem`))),
    trusted: JSON.parse(readFileSync(join(keys, 'trusted.json'), 'utf8')) as Record<string, string>,
  });
}
