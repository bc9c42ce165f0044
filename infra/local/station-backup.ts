import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { copyMissing, recover, takeBaseBackup, type BaseBackup } from '@xianjie/database/backup.ts';
import { runningPostgres, type EmbeddedPostgres } from '@xianjie/database/embedded-postgres.ts';
import { inDatabase, withClient } from '@xianjie/database/provision.ts';
import { declareRestored } from '@xianjie/subgraph-kit/reconcile/restoration.ts';

/** Where a station keeps what must not be lost, in the data folder of `npm start -- --separate`. */
export function placesOf(data: string, station: Station) {
  const own = join(resolve(data), station.toLowerCase());
  const name = station.toLowerCase();
  return {
    cluster: join(own, 'postgres'),
    /** outside the station's own folder: who loses that has this */
    walArchive: join(resolve(data), 'wal', name),
    files: join(own, 'files'),
    keys: join(resolve(data), 'keys'),
    keyFiles: [`${name}.pem`, `${name}.sealing.pem`, 'discipline_body.sealing.pub.pem', 'trusted.json'],
    natsKey: join(resolve(data), 'nats/keys', `${name}.nkey`),
    secrets: join(own, 'secrets.json'),
    password: join(own, 'postgres.password'),
  };
}

export interface StationBackup extends BaseBackup {
  readonly station: Station;
  readonly directory: string;
}

/** Backs up one station while it runs: its cluster, its files, its keys. Repeating it copies of the files only what is new. */
export async function backUp(station: Station, directory: string, data: string): Promise<StationBackup> {
  const places = placesOf(data, station);
  const url = runningPostgres(places.cluster);
  if (!url) throw new Error(`the PostgreSQL on ${places.cluster} does not run: start the hub first`);
  const into = join(resolve(directory), station.toLowerCase());
  mkdirSync(join(into, 'keys'), { recursive: true, mode: 0o700 });
  const name = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const base = await takeBaseBackup(url, places.cluster, join(into, name, 'base'));
  // files come after the rows that name them, so that none is missing
  copyMissing(places.files, join(into, 'files'));
  for (const file of places.keyFiles) copyMissing(join(places.keys, file), join(into, 'keys', file));
  copyMissing(places.natsKey, join(into, 'keys', 'nats.nkey'));
  for (const file of ['secrets', 'password'] as const) copyMissing(places[file], join(into, 'keys', file));
  const backup = { station, directory: join(into, name), ...base };
  writeFileSync(join(into, name, 'backup.json'), JSON.stringify(backup, null, 1));
  return backup;
}

const newestIn = (folder: string, at?: Date): StationBackup => {
  const all = existsSync(folder)
    ? readdirSync(folder)
        .map((name) => join(folder, name, 'backup.json'))
        .filter((file) => existsSync(file))
        .map((file) => JSON.parse(readFileSync(file, 'utf8')) as StationBackup)
        .filter(({ finishedAt }) => !at || new Date(finishedAt) <= at)
        .toSorted((a, b) => (a.finishedAt < b.finishedAt ? 1 : -1))
    : [];
  if (!all[0]) throw new Error(`no backup${at ? ` from before ${at.toISOString()}` : ''} in ${folder}`);
  return all[0];
};

export interface RestoreOptions {
  readonly station: Station;
  readonly directory: string;
  readonly data: string;
  readonly at?: Date;
  readonly port?: number;
}

/**
 * Brings a stopped station back to a moment and says so in its database: it performs no act until every other station has answered what it holds.
 * Files and keys are only added where they are missing. The PostgreSQL runs when this resolves.
 */
export async function restore({ station, directory, data, at, port }: RestoreOptions): Promise<EmbeddedPostgres> {
  const places = placesOf(data, station);
  const from = join(resolve(directory), station.toLowerCase());
  const backup = newestIn(from, at);
  mkdirSync(join(resolve(data), station.toLowerCase()), { recursive: true, mode: 0o755 });
  for (const file of ['secrets', 'password'] as const) copyMissing(join(from, 'keys', file), places[file]);
  const server = await recover({
    base: join(backup.directory, 'base'),
    walArchive: places.walArchive,
    dataDir: places.cluster,
    ...(at ? { at } : {}),
    ...(port ? { port } : {}),
  });
  await withClient(inDatabase(server.url, 'xianjie'), async (client) => {
    for (const statement of declareRestored(station, new Date())) await client.query(statement);
  });
  copyMissing(join(from, 'files'), places.files);
  for (const file of places.keyFiles) copyMissing(join(from, 'keys', file), join(places.keys, file));
  copyMissing(join(from, 'keys', 'nats.nkey'), places.natsKey);
  return server;
}
