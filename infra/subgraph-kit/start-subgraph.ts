import { readFileSync } from 'node:fs';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import type { SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { readKeyring } from '@xianjie/exchange/keyring.ts';
import { PostgresBus } from '@xianjie/exchange/postgres-bus.ts';
import { StationRunner, type StationOptions } from '@xianjie/exchange/station.ts';
import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { applyEnvelope } from './case-state.ts';
import { federatedSchema } from './federated-schema.ts';
import { serveGraphql, type ContextPage } from './graphql-server.ts';
import { readSettings, type Settings } from './settings.ts';
import type { RequestContext, StationBase } from './station-context.ts';
import { assertEffects, agencyEntitiesOf, resolversOf, type AgencySubgraph, type Background } from './subgraph.ts';

export interface RunningSubgraph {
  readonly url: string;
  readonly orm: MikroORM;
  readonly station: StationRunner;
  close(): Promise<void>;
}

const log = (name: string) => (message: string, error?: unknown) =>
  console.error(
    JSON.stringify({
      at: new Date().toISOString(),
      station: name,
      message,
      error: error instanceof Error ? error.message : error,
    }),
  );

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
    ...(subgraph.background ? { background: subgraph.background } : {}),
    receive: {
      fetchEvidence: (from, evidence) =>
        Promise.all(
          evidence.map(async ({ id, sha256, sm3 }) => ({
            id,
            hashOk: await takeFile(store, from, agency, sha256, sm3),
          })),
        ),
      onEnvelope: async (em, envelope, { digest }) => {
        await applyEnvelope(em, envelope, digest, new Map());
        await effects[envelope.act]?.(em, envelope);
      },
    },
  });
}

/** Copies a file and says whether it is what was registered; a disk that fails is no answer, so the envelope is tried again. */
async function takeFile(store: ObjectStore, from: string, to: string, sha256: string, sm3: string): Promise<boolean> {
  try {
    return (await store.copy(from, to, sha256)).sm3 === sm3;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'HASH_MISMATCH' || code === 'UNKNOWN_FILE') return false;
    throw error;
  }
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
  readonly base: Omit<StationBase, 'keyring' | 'now'>;
  readonly entities: ReturnType<typeof agencyEntitiesOf>;
  readonly migrations: AgencySubgraph['migrations'];
  readonly schema: GraphQLSchema;
  readonly receive: Pick<StationOptions, 'onEnvelope' | 'fetchEvidence'> & {
    onReceipt?: (em: Parameters<NonNullable<StationOptions['onReceipt']>>[0], receipt: SignedReceipt) => Promise<void>;
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
  const say = log(base.name);
  const orm = await createOrm({
    url: settings.databaseUrl,
    schema: settings.schema,
    entities: entities as never,
    migrations: migrations as never,
  });
  await migrate(orm);
  const keyring = readKeyring(settings.keyFile, settings.trustFile);
  const now = () => new Date();
  const fork = () => orm.em.fork() as never;
  const station: StationBase = { ...base, keyring, now, ...readSeries(settings) };
  const runner = new StationRunner({
    name: base.name,
    bus: new PostgresBus(settings.databaseUrl, base.name),
    keyring,
    fork,
    now,
    log: say,
    ...receive,
  });
  const verify = createVerifier({ issuer: settings.oidcIssuer, audience: 'xianjie' });
  const work = background?.(orm, say);
  const server = await serveGraphql<RequestContext>({
    schema,
    port: settings.port,
    host: settings.host,
    log: say,
    ...(page ? { page } : {}),
    context: async (authorization) => {
      const identity = await verify(authorization).catch((error: Error & { code?: string }) => {
        throw new GraphQLError(error.message, {
          extensions: { code: error.code ?? 'UNAUTHENTICATED', http: { status: 401 } },
        });
      });
      return { identity, em: fork(), station, wake: () => runner.wake(), loaders: new Map() };
    },
  });
  return {
    url: server.url,
    orm,
    station: runner,
    async close() {
      await server.close();
      await work?.stop();
      await runner.stop();
      await orm.close(true);
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
