import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { makeKeys } from '@xianjie/exchange/key-files.ts';
import type { Bus } from '@xianjie/exchange/bus.ts';
import { NatsBus } from '@xianjie/exchange/nats-bus.ts';
import { PostgresBus } from '@xianjie/exchange/postgres-bus.ts';
import { startNats } from '@xianjie/exchange/nats-server.ts';
import { makeSealingKeys } from '@xianjie/subgraph-kit/intervention/sealing-keys.ts';
import { balance, type Balancer } from './balancer.ts';
import { separateGround, sharedGround, type Below } from './ground.ts';
import { THIS_MACHINE, type Machine } from './machine.ts';
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
  /** what carries envelopes: the exchange's schema in PostgreSQL, or a NATS server of the hub's own */
  readonly bus?: 'postgres' | 'nats';
  /** port of that NATS server; absent: a free one */
  readonly natsPort?: number;
  /** every station with a PostgreSQL server and a folder of files of its own, as on machines of their own; NATS carries envelopes */
  readonly separate?: boolean;
  /** processes of each station on its one database, behind a balancer; 1 unless said */
  readonly replicas?: number;
  /** no fsync in the databases: for tests */
  readonly disposable?: boolean;
  readonly onProgress?: (message: string) => void;
  /** where a program runs, by its name */
  readonly machineOf?: (program: string) => Machine;
  /** further settings of a program, by its name */
  readonly environment?: (program: string) => Readonly<Record<string, string>>;
}

export interface Hub {
  /** the gateway, e.g. http://127.0.0.1:4000 */
  readonly url: string;
  readonly issuer: string;
  readonly urls: Readonly<Record<Station, string>>;
  /** the database of a station's schema as its superuser */
  adminUrl(station: Station): string;
  readonly keyDirectory: string;
  /** a further door of a station to the bus, as one more replica of it would open */
  door(station: Station): Bus;
  /** where a station's files are, a folder per agency in it */
  filesDirectory(station: Station): string;
  readonly services: ReadonlyMap<string, Service>;
  /** where a program writes what it says */
  logOf(program: string): string;
  /** starts a killed program again, as a process supervisor would */
  restart(name: string): Promise<void>;
  stop(): Promise<void>;
}

const IDENTITY_PORT = 4001;
const FILES_PORT = 4002;
const FIRST_OWN_FILES_PORT = 4201;
const AGENCY_NAMES = STATIONS.filter((name) => name !== DOCKET);

const given = (isWanted: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value && isWanted(name) ? [[name, value]] : [])),
  );
/** How this installation applies unsure rules; the docket reads it ([docket](../../subgraphs/docket/README.md)). */
const statuteSettings = () => given((name) => name === 'STATUTES_BINDING' || name === 'STATUTES_OFF');
/** Where envelopes are time-stamped; agencies read it ([signatures](../../docs/signatures.md)). */
const timestampSettings = () => given((name) => name.startsWith('TSA_') || name.startsWith('TIMESTAMP_'));
/** The hash of a ledger's tree; every station reads it ([ledger](../../docs/ledger.md)). */
const ledgerSettings = () => given((name) => name === 'LEDGER_HASH');
/** Where every program sends its traces, and from which level on it logs. */
const telemetrySettings = () => given((name) => name.startsWith('OTEL_') || name === 'LOG_LEVEL');

/** Starts the whole hub on one machine: database, exchange, identity, files, six subgraphs, gateway; each a process of its own. */
export async function startHub({
  dataDirectory,
  port,
  postgresUrl,
  database = 'xianjie',
  separate = false,
  bus = separate ? 'nats' : 'postgres',
  natsPort,
  replicas = 1,
  disposable,
  onProgress,
  machineOf = () => THIS_MACHINE,
  environment: further = () => ({}),
}: HubOptions): Promise<Hub> {
  const data = resolve(dataDirectory);
  const path = (name: string) => join(data, name);
  const logOf = (program: string) => path(`logs/${program}.log`);
  for (const directory of [data, path('logs'), path('files')]) mkdirSync(directory, { recursive: true });
  chmodSync(data, 0o755);
  if (separate && bus === 'postgres') throw new Error('stations with databases of their own need NATS between them');
  const urlOf = (program: string, port: number) => `http://${machineOf(program).address}:${port}`;
  const balancers: Balancer[] = [];
  const services = new Map<string, Service>();
  const recipes = new Map<string, () => Promise<Service>>();
  const isBelow = ({ name }: Service) => name.startsWith('postgres') || name === 'nats';
  const stop = async () => {
    const all = [...services.values()];
    await Promise.all(all.filter((service) => !isBelow(service)).map((service) => service.stop()));
    await Promise.all(balancers.map((balancer) => balancer.close()));
    await Promise.all(all.filter(isBelow).map((service) => service.stop()));
  };
  const startBelow = async <T extends Below>(name: string, recipe: (port: number) => Promise<T>): Promise<T> => {
    const own = await freePort();
    let running!: T;
    recipes.set(name, async () => {
      running = await recipe(own);
      const { pid, exited, url: ready, stop } = running;
      return { name, pid, exited, ready, stop };
    });
    services.set(name, await recipes.get(name)!());
    return running;
  };
  try {
    const ground = await (separate ? separateGround : sharedGround)({
      data,
      database,
      postgresUrl,
      exchange: bus === 'postgres',
      disposable,
      onProgress,
      machineOf,
      environment: further,
      startBelow,
    });
    const nats =
      bus === 'nats'
        ? await startBelow('nats', (own) =>
            startNats({ directory: path('nats'), port: natsPort ?? own, ...machineOf('nats') }),
          )
        : null;
    const keys = makeKeys(path('keys'));
    const sealing = makeSealingKeys(path('keys'));

    const place = async (planned: number) => (port === undefined ? await freePort() : planned);
    const gatewayPort = port ?? (await freePort());
    const identityPort = await place(IDENTITY_PORT);
    const url = urlOf('gateway', gatewayPort);
    const issuer = urlOf('identity', identityPort);
    const common = { OIDC_ISSUER: issuer, ...telemetrySettings() };
    const start = async (name: string, file: string, environment: Record<string, string>) => {
      const recipe = () =>
        startService({
          name,
          file,
          environment: { ...common, HOST: machineOf(name).address, ...environment, ...further(name) },
          within: machineOf(name).within,
          logFile: logOf(name),
        });
      recipes.set(name, recipe);
      services.set(name, await recipe());
      onProgress?.(`已启动 ${name}`);
    };

    const subgraphUrls: Record<string, string> = {};
    const places = await Promise.all(
      SUBGRAPHS.map(async (subgraph) => ({ ...subgraph, own: await place(subgraph.port) })),
    );
    const stationUrls = Object.fromEntries(places.map(({ station, name, own }) => [station, urlOf(name, own)]));
    const starts = places.map(async ({ station, name, own }) => {
      subgraphUrls[`SUBGRAPH_URL_${name.replaceAll('-', '_').toUpperCase()}`] = `${urlOf(name, own)}/graphql`;
      const environment = {
        DATABASE_URL: ground.urls[station],
        FILES_DIR: ground.filesDirectory(station),
        ...(separate ? { STATION_URLS: JSON.stringify(stationUrls) } : {}),
        DATABASE_SCHEMA: schemaOf(station),
        KEY_FILE: keys.keyFile(station),
        TRUST_FILE: keys.trustFile,
        ...ledgerSettings(),
        ...(nats ? { NATS_URL: nats.url, NATS_KEY_FILE: nats.settings(station).keyFile } : {}),
        ...(station === DOCKET
          ? statuteSettings()
          : {
              ...timestampSettings(),
              SEALING_KEY_FILE: sealing.keyFile(station),
              DISCIPLINE_KEY_FILE: sealing.disciplineKeyFile,
            }),
      };
      const ports = replicas === 1 ? [own] : await Promise.all(Array.from({ length: replicas }, () => freePort()));
      if (replicas > 1) balancers.push(await balance(own, ports));
      await Promise.all(
        ports.map((one, index) =>
          start(index === 0 ? name : `${name}-${index + 1}`, `subgraphs/${name}/src/server.ts`, {
            ...environment,
            PORT: String(one),
          }),
        ),
      );
    });
    const fileServers = await Promise.all(
      (separate ? AGENCY_NAMES : ([null] as const)).map(async (agency, index) => ({
        agency,
        name: agency ? `files-${agency.toLowerCase()}` : 'files',
        own: await place(agency ? FIRST_OWN_FILES_PORT + index : FILES_PORT),
        directory: ground.filesDirectory(agency ?? DOCKET),
      })),
    );
    await Promise.all([
      start('identity', 'infra/identity/provider-server.ts', {
        PORT: String(identityPort),
        ISSUER: issuer,
        KEY_DIR: path('keys'),
        CONSOLE_ORIGIN: url,
      }),
      ...fileServers.map(({ name, own, directory }) =>
        start(name, 'infra/object-store/files-server.ts', { PORT: String(own), FILES_DIR: directory }),
      ),
      ...starts,
    ]);
    await start('gateway', 'gateway/server.ts', {
      PORT: String(gatewayPort),
      ...(separate
        ? {
            FILES_URLS: JSON.stringify(
              Object.fromEntries(fileServers.map((one) => [one.agency, urlOf(one.name, one.own)])),
            ),
          }
        : { FILES_URL: urlOf('files', fileServers[0]!.own) }),
      DEMO: '1',
      EXPLORERS: process.env['EXPLORERS'] ?? '*',
      ...subgraphUrls,
    });

    return {
      url,
      issuer,
      urls: ground.urls,
      adminUrl: ground.adminUrl,
      keyDirectory: path('keys'),
      door: (station) =>
        nats ? new NatsBus(nats.settings(station), station) : new PostgresBus(ground.urls[station], station),
      filesDirectory: ground.filesDirectory,
      services,
      logOf,
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
