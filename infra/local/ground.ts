import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { startEmbeddedPostgres } from '@xianjie/database/embedded-postgres.ts';
import {
  inDatabase,
  provisionDatabase,
  provisionRoles,
  readSecrets,
  withClient,
  type DatabaseUser,
} from '@xianjie/database/provision.ts';
import { EXCHANGE_SCHEMA } from '@xianjie/exchange/exchange-schema.ts';
import type { Machine } from './machine.ts';
import { placesOf } from './station-backup.ts';

/** The databases and folders that the stations stand on. */
export interface Ground {
  /** each station's own role in the database that holds its schema */
  readonly urls: Readonly<Record<Station, string>>;
  /** the same database as its superuser */
  adminUrl(station: Station): string;
  filesDirectory(station: Station): string;
}

/** A server that the hub's programs stand on; it can be killed and started again like one of them. */
export interface Below {
  readonly url: string;
  readonly pid: number;
  readonly exited: Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}
export interface GroundOptions {
  readonly data: string;
  readonly database: string;
  readonly postgresUrl?: string | undefined;
  /** an exchange's schema beside the stations', for the bus over PostgreSQL */
  readonly exchange: boolean;
  readonly disposable?: boolean | undefined;
  readonly onProgress?: ((message: string) => void) | undefined;
  readonly machineOf: (program: string) => Machine;
  readonly environment: (program: string) => Readonly<Record<string, string>>;
  /** starts a server by a name, on a port that it keeps; whoever gives this stops it too */
  startBelow<T extends Below>(name: string, recipe: (port: number) => Promise<T>): Promise<T>;
}

/** One PostgreSQL with a schema and a role for every station, one folder of files with a bucket for each. */
export async function sharedGround(options: GroundOptions): Promise<Ground> {
  const { data, database, postgresUrl, exchange, onProgress } = options;
  const server = postgresUrl ?? (await embedded(options, 'postgres', join(data, 'postgres'))).url;
  onProgress?.('准备数据库与交换通道');
  const ofTests = postgresUrl && process.env['TEST_POSTGRES_SECRETS'];
  const secrets = readSecrets(ofTests || join(data, 'secrets.json'));
  await provisionRoles(server, secrets);
  const urls = await provisionDatabase(server, database, secrets);
  if (exchange) await withClient(urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
  return {
    urls,
    adminUrl: () => inDatabase(server, database),
    filesDirectory: () => join(data, 'files'),
  };
}

/** A PostgreSQL server and a folder of files for every station, with nothing of any other in them. */
export async function separateGround(options: GroundOptions): Promise<Ground> {
  const { data, database, onProgress } = options;
  const servers = new Map<Station, string>();
  const urls: Partial<Record<Station, string>> = {};
  onProgress?.('为各单位分别准备数据库');
  for (const station of STATIONS) {
    const own = ownFolder(data, station);
    mkdirSync(own, { recursive: true, mode: 0o755 });
    const { url } = await embedded(
      options,
      `postgres-${station.toLowerCase()}`,
      join(own, 'postgres'),
      placesOf(data, station).walArchive,
    );
    servers.set(station, url);
    const users: DatabaseUser[] = [station];
    const secrets = readSecrets(join(own, 'secrets.json'));
    await provisionRoles(url, secrets, users);
    urls[station] = (await provisionDatabase(url, database, secrets, users))[station];
  }
  return {
    urls: urls as Record<Station, string>,
    adminUrl: (station) => inDatabase(servers.get(station)!, database),
    filesDirectory: (station) => join(ownFolder(data, station), 'files'),
  };
}

const ownFolder = (data: string, station: Station) => join(data, station.toLowerCase());
const embedded = (
  { disposable = false, onProgress, machineOf, environment, startBelow }: GroundOptions,
  name: string,
  dataDir: string,
  walArchive?: string,
): Promise<Below> =>
  startBelow(name, (port) =>
    startEmbeddedPostgres({
      dataDir,
      port,
      address: machineOf(name).address,
      disposable,
      environment: environment(name),
      ...(walArchive ? { walArchive } : {}),
      ...(onProgress ? { onProgress } : {}),
    }),
  );
