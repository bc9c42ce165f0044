import { readFileSync } from 'node:fs';
import type { MikroORM } from '@mikro-orm/postgresql';
import { DOCKET, type Identity, type Station } from '@xianjie/contracts/agencies.ts';
import type { SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import type { EvidenceRef } from '@xianjie/contracts/envelope.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { fileKeyStore } from '@xianjie/exchange/key-files.ts';
import { openKeyModule } from '@xianjie/exchange/key-module.ts';
import { KeyBook } from '@xianjie/exchange/keyring.ts';
import { NatsBus } from '@xianjie/exchange/nats-bus.ts';
import { PostgresBus } from '@xianjie/exchange/postgres-bus.ts';
import type { FetchFile } from '@xianjie/exchange/awaited-files.ts';
import { StationRunner, type StationOptions } from '@xianjie/exchange/station.ts';
import { readCertificates } from '@xianjie/signing/timestamp-authority.ts';
import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { logOf } from '@xianjie/telemetry/log.ts';
import { serveMetrics } from '@xianjie/telemetry/metrics.ts';
import { startTracing } from '@xianjie/telemetry/tracing.ts';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { AccessLog } from './access-log.ts';
import { applyEnvelope, readCase } from './case-state.ts';
import { federatedSchema } from './federated-schema.ts';
import { serveGraphql, type ContextPage } from './graphql-server.ts';
import { mediaPage } from './intervention/media-page.ts';
import { readSealing } from './intervention/sealing-keys.ts';
import { pagesOf } from './pages.ts';
import { ledgerPage } from './ledger/ledger-page.ts';
import { startLedger } from './ledger/station-ledger.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { adoptAct, adoptKeyAct, NotOurs } from './reconcile/adopt-act.ts';
import { RECONCILE } from './reconcile/notices.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { noteRolledBack } from './reconcile/restoration.ts';
import { readSettings, type Settings } from './settings.ts';
import { handedFiles } from './handed-files.ts';
import { measureStation } from './station-metrics.ts';
import { operationTold, type RequestContext, type StationBase, type Told } from './station-context.ts';
import { keepStamping } from './timestamps/stamp-envelopes.ts';
import { askOver, takeFile, type AskForFile } from './take-file.ts';
import { assertEffects, agencyEntitiesOf, resolversOf, type AgencySubgraph, type Background } from './subgraph.ts';

export interface RunningSubgraph {
  readonly url: string;
  readonly orm: MikroORM;
  readonly station: StationRunner;
  /** what a request of this caller works with */
  contextOf(identity: Identity | null, told?: Told): RequestContext;
  close(): Promise<void>;
}

/** Starts an agency's subgraph from its settings: database, exchange, GraphQL. */
export async function startSubgraph(
  subgraph: AgencySubgraph,
  settings: Settings = readSettings(),
): Promise<RunningSubgraph> {
  assertEffects(subgraph);
  const store = new ObjectStore(settings.filesDirectory);
  const { agency, effects, migrations } = subgraph;
  return startStation({
    settings,
    base: { name: agency, store, effects },
    entities: agencyEntitiesOf(subgraph),
    migrations,
    schema: await federatedSchema(resolversOf(subgraph)),
    page: pagesOf(handedFiles, mediaPage(agency), ...(subgraph.page ? [subgraph.page] : [])),
    ...(subgraph.background ? { background: subgraph.background } : {}),
    receive: {
      fetchFile: (from, file, ask) => takeFile(store, { from, to: agency, ask }, file),
      onEnvelope: async (em, envelope, { digest }) => {
        await applyEnvelope(em, await readCase(em, envelope.caseId), envelope, digest, new Map());
        await effects[envelope.act]?.(em, envelope);
      },
    },
  });
}

function readSeries({ seriesFile }: Settings): Pick<StationBase, 'series'> {
  if (!seriesFile) return {};
  try {
    return { series: JSON.parse(readFileSync(seriesFile, 'utf8')) as SeriesOverrides };
  } catch (error) {
    throw new Error(`SERIES_FILE ${seriesFile} can not be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}

export interface StationParts {
  readonly settings: Settings;
  readonly base: Omit<StationBase, 'keyring' | 'now' | 'askForFile'>;
  readonly entities: ReturnType<typeof agencyEntitiesOf>;
  readonly migrations: AgencySubgraph['migrations'];
  readonly schema: GraphQLSchema;
  readonly receive: Pick<StationOptions, 'onEnvelope' | 'onReceipts'> & {
    /** `ask` where the stations have folders of their own */
    fetchFile?: (from: Station, file: EvidenceRef, ask: AskForFile | undefined) => Promise<boolean>;
  };
  /** answers paths of its own beside /graphql */
  readonly page?: ContextPage<RequestContext>;
  /** started once the database is ready; stopped first */
  readonly background?: Background;
}

/** What the agencies and the docket start alike. */
export async function startStation({
  settings,
  base,
  entities,
  migrations,
  schema,
  receive,
  page,
  background,
}: StationParts): Promise<RunningSubgraph> {
  const say = logOf(base.name);
  const stopTracing = await startTracing(base.name.toLowerCase());
  const orm = await createOrm({
    url: settings.databaseUrl,
    schema: settings.schema,
    entities: entities as never,
    migrations: migrations as never,
  });
  await migrate(orm);
  const { signerModule, keyFile, trustFile } = settings;
  const keyring = KeyBook.read(
    base.name,
    signerModule ? await openKeyModule(signerModule) : fileKeyStore(keyFile),
    trustFile,
  );
  const now = () => new Date();
  const fork = () => orm.em.fork() as never;
  const bus = settings.nats
    ? new NatsBus(settings.nats, base.name, say)
    : new PostgresBus(settings.databaseUrl, base.name);
  const ledger = await startLedger({
    name: base.name,
    keyring,
    secretFile: settings.ledgerKeyFile ?? keyFile,
    markFile: settings.ledgerMarkFile ?? `${keyFile.replace(/\.pem$/, '')}.mark`,
    bus,
    ...(settings.ledgerHash ? { hash: settings.ledgerHash } : {}),
    fork,
    now,
    log: say,
  });
  if (ledger.lost) await noteRolledBack(fork(), base.name, ledger.lost, now(), say);
  const { sealingKeyFile, disciplineKeyFile } = settings;
  const sealing = sealingKeyFile ? { sealing: readSealing(sealingKeyFile, disciplineKeyFile!) } : {};
  const { stationUrls, timestamps } = settings;
  const ask = stationUrls && askOver(stationUrls, (at) => keyring.signerAt(fork(), at), base.name);
  const { fetchFile, ...received } = receive;
  const takesFile: FetchFile | undefined = fetchFile && ((from, file) => fetchFile(from, file, ask));
  const station: StationBase = {
    ...base,
    keyring,
    now,
    askForFile: ask,
    timestamps,
    ...readSeries(settings),
    ...sealing,
  };
  const runner = new StationRunner({
    name: base.name,
    bus,
    keyring,
    fork,
    now,
    log: say,
    ...(timestamps ? { timestampAuthorities: readCertificates(timestamps.certFile) } : {}),
    onNotice: (from, told) =>
      told.about === RECONCILE ? reconciler.onNotice(from, told) : ledger.onNotice(from, told),
    ...received,
    ...(takesFile ? { fetchFile: takesFile } : {}),
  });
  const reconciler = new Reconciler({
    name: base.name,
    fork,
    keyring,
    send: (messages) => bus.send(messages),
    wake: () => runner.wake(),
    adopt: async (given) => {
      if (isKeyAct(given.message.envelope.act)) return adoptKeyAct(fork, given, keyring, now());
      if (!takesFile) throw new NotOurs('the docket performs no acts but on its keys');
      await adoptAct(fork, given, { effects: station.effects, series: station.series, fetchFile: takesFile }, now());
    },
    now,
    log: say,
  });
  const verify = createVerifier({ issuer: settings.oidcIssuer, audience: 'xianjie' });
  const reads = new AccessLog(fork, say);
  const work = background?.(orm, say);
  const stamping = timestamps && base.name !== DOCKET && keepStamping({ fork, settings: timestamps, now, log: say });
  measureStation(fork);
  const stopMetrics = await serveMetrics(base.name.toLowerCase(), say);
  const contextOf: RunningSubgraph['contextOf'] = (identity, told = {}) => ({
    identity,
    em: fork(),
    station,
    wake: () => runner.wake(),
    loaders: new Map(),
    operation: operationTold(told),
    reads,
  });
  const server = await serveGraphql<RequestContext>({
    schema,
    port: settings.port,
    host: settings.host,
    log: say,
    page: pagesOf(ledgerPage(base.name), ...(page ? [page] : [])),
    context: async (told) => {
      const identity = await verify(told.authorization).catch((error: Error & { code?: string }) => {
        throw new GraphQLError(error.message, {
          extensions: { code: error.code ?? 'UNAUTHENTICATED', http: { status: 401 } },
        });
      });
      return contextOf(identity, told);
    },
  });
  return {
    url: server.url,
    orm,
    station: runner,
    contextOf,
    async close() {
      await server.close();
      await work?.stop();
      if (stamping) await stamping.stop();
      await reconciler.stop();
      await reads.stop();
      await runner.stop();
      await ledger.stop();
      await orm.close(true);
      await stopMetrics();
      await stopTracing();
    },
  };
}

/** Runs a subgraph as a process of its own: says when it is ready, stops cleanly on SIGTERM and SIGINT. */
export async function runProcess(start: () => Promise<RunningSubgraph>): Promise<void> {
  const running = await start();
  console.log(`ready ${running.url}`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void running.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}
