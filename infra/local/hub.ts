import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOCKET } from '@xianjie/contracts/agencies.ts';
import { freePort, startEmbeddedPostgres } from '@xianjie/database/embedded-postgres.ts';
import {
  provisionDatabase,
  provisionRoles,
  readSecrets,
  schemaOf,
  withClient,
  type DatabaseUser,
} from '@xianjie/database/provision.ts';
import { EXCHANGE_SCHEMA } from '@xianjie/exchange/exchange-schema.ts';
import { makeKeys } from '@xianjie/exchange/keyring.ts';
import { startService, type Service } from './service.ts';
import { SUBGRAPHS } from './subgraphs.ts';

export interface HubOptions {
  /** where the hub keeps everything it keeps */
  readonly dataDirectory: string;
  /** port of the gateway; the other programs follow the plan of subgraphs.ts. Absent: free ports for all */
  readonly port?: number;
  /** URL of a PostgreSQL superuser; absent: an embedded one in `dataDirectory` */
  readonly postgresUrl?: string;
  readonly database?: string;
  readonly onProgress?: (message: string) => void;
}

export interface Hub {
  /** the gateway, e.g. http://127.0.0.1:4000 */
  readonly url: string;
  readonly issuer: string;
  readonly urls: Record<DatabaseUser, string>;
  readonly keyDirectory: string;
  readonly services: ReadonlyMap<string, Service>;
  /** starts a killed program again, as a process supervisor would */
  restart(name: string): Promise<void>;
  stop(): Promise<void>;
}

const IDENTITY_PORT = 4001;
const FILES_PORT = 4002;

/** How this installation applies unsure rules; the docket reads it ([docket](../../subgraphs/docket/README.md)). */
const statuteSettings = () =>
  Object.fromEntries(
    ['STATUTES_BINDING', 'STATUTES_OFF'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );

/** Starts the whole hub on one machine: database, exchange, identity, files, six subgraphs, gateway; each a process of its own. */
export async function startHub({
  dataDirectory,
  port,
  postgresUrl,
  database = 'xianjie',
  onProgress,
}: HubOptions): Promise<Hub> {
  const data = resolve(dataDirectory);
  const path = (name: string) => join(data, name);
  for (const directory of [data, path('logs'), path('files')]) mkdirSync(directory, { recursive: true });
  chmodSync(data, 0o755);
  const postgres = postgresUrl
    ? null
    : await startEmbeddedPostgres({ dataDir: path('postgres'), ...(onProgress ? { onProgress } : {}) });
  const services = new Map<string, Service>();
  const recipes = new Map<string, () => Promise<Service>>();
  const stop = async () => {
    const all = [...services.values()].toReversed();
    await Promise.all(all.map((service) => service.stop()));
    await postgres?.stop();
  };
  try {
    onProgress?.('准备数据库与交换通道');
    const adminUrl = postgresUrl ?? postgres!.url;
    const secrets = readSecrets(
      process.env['TEST_POSTGRES_SECRETS'] && postgresUrl ? process.env['TEST_POSTGRES_SECRETS'] : path('secrets.json'),
    );
    await provisionRoles(adminUrl, secrets);
    const urls = await provisionDatabase(adminUrl, database, secrets);
    await withClient(urls.EXCHANGE, (client) => client.query(EXCHANGE_SCHEMA));
    const keys = makeKeys(path('keys'));

    const place = async (planned: number) => (port === undefined ? await freePort() : planned);
    const gatewayPort = port ?? (await freePort());
    const identityPort = await place(IDENTITY_PORT);
    const filesPort = await place(FILES_PORT);
    const url = `http://127.0.0.1:${gatewayPort}`;
    const issuer = `http://127.0.0.1:${identityPort}`;
    const common = { OIDC_ISSUER: issuer, FILES_DIR: path('files') };
    const start = async (name: string, file: string, environment: Record<string, string>) => {
      const recipe = () =>
        startService({ name, file, environment: { ...common, ...environment }, logFile: path(`logs/${name}.log`) });
      recipes.set(name, recipe);
      services.set(name, await recipe());
      onProgress?.(`已启动 ${name}`);
    };

    const subgraphUrls: Record<string, string> = {};
    const starts = SUBGRAPHS.map(async ({ station, name, port: planned }) => {
      const own = await place(planned);
      subgraphUrls[`SUBGRAPH_URL_${name.replaceAll('-', '_').toUpperCase()}`] = `http://127.0.0.1:${own}/graphql`;
      return start(name, `subgraphs/${name}/src/server.ts`, {
        PORT: String(own),
        DATABASE_URL: urls[station],
        DATABASE_SCHEMA: schemaOf(station),
        KEY_FILE: keys.keyFile(station),
        TRUST_FILE: keys.trustFile,
        ...(station === DOCKET ? statuteSettings() : {}),
      });
    });
    await Promise.all([
      start('identity', 'infra/identity/provider-server.ts', {
        PORT: String(identityPort),
        ISSUER: issuer,
        KEY_DIR: path('keys'),
        CONSOLE_ORIGIN: url,
      }),
      start('files', 'infra/object-store/files-server.ts', { PORT: String(filesPort) }),
      ...starts,
    ]);
    await start('gateway', 'gateway/server.ts', {
      PORT: String(gatewayPort),
      FILES_URL: `http://127.0.0.1:${filesPort}`,
      DEMO: '1',
      ...subgraphUrls,
    });

    return {
      url,
      issuer,
      urls,
      keyDirectory: path('keys'),
      services,
      async restart(name) {
        await services.get(name)?.exited;
        services.set(name, await recipes.get(name)!());
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
