import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type FormattedExecutionResult, type GraphQLSchema } from 'graphql';
import { startGateway } from '../../gateway.ts';
import type { SupergraphSource } from './supergraphs.ts';

export interface Operation {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}
export interface RunningSupergraph {
  /** through our gateway, over HTTP */
  ours(operation: Operation): Promise<FormattedExecutionResult>;
  /** through the stock gateway in this process */
  stock(operation: Operation): Promise<FormattedExecutionResult>;
  /** requests that the subgraphs got since this was asked last, by subgraph */
  asked(): Record<string, { query: string; variables: Record<string, unknown> }[]>;
  /** from now on every subgraph answers this text, whatever it is asked; null: as its resolvers do */
  says(text: string | null): void;
  readonly url: string;
  /** the composed supergraph */
  readonly file: string;
  close(): Promise<void>;
}

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

/** Composes subgraphs, serves each from a port of its own and puts our gateway and the stock one in front. */
export async function runSupergraph(sources: SupergraphSource): Promise<RunningSupergraph> {
  const schemas = Object.entries(sources).map(([name, { typeDefs, resolvers }]) => ({
    name,
    typeDefs: parse(typeDefs),
    schema: buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never }),
  }));
  let log: Record<string, { query: string; variables: Record<string, unknown> }[]> = {};
  let said: string | null = null;
  const served = await Promise.all(
    schemas.map(
      async ({ name, schema }) =>
        [
          name,
          await serve(
            schema,
            (body) => void (log[name] ??= []).push(body),
            () => said,
          ),
        ] as const,
    ),
  );
  const servers = new Map(served);
  const composed = composeServices(
    schemas.map(({ name, typeDefs }) => ({ name, typeDefs, url: servers.get(name)!.url })),
  );
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-federation-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, composed.supergraphSdl);
  const gateway = await startGateway({
    port: 0,
    supergraphFile,
    authenticate: async () => null,
    log: () => {},
  });
  const stock = new ApolloGateway({
    supergraphSdl: composed.supergraphSdl,
    buildService: ({ name }) => new LocalGraphQLDataSource(schemas.find((one) => one.name === name)!.schema),
  });
  const { executor } = await stock.load();
  return {
    url: gateway.url,
    file: supergraphFile,
    async ours(operation) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(operation),
      });
      return (await response.json()) as FormattedExecutionResult;
    },
    async stock({ query, variables = {}, operationName }) {
      const result = await executor({
        document: parse(query),
        request: { query, variables, operationName },
        operationName: operationName ?? null,
        context: {},
        metrics: {},
        logger: console,
        queryHash: `${operationName ?? ''}${query}`,
        cache: undefined,
        schema: (stock as unknown as { schema: GraphQLSchema }).schema,
      } as never);
      return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
    },
    asked() {
      const seen = log;
      log = {};
      return seen;
    },
    says(text) {
      said = text;
    },
    async close() {
      await gateway.close();
      await stock.stop();
      await Promise.all([...servers.values()].map(({ server }) => new Promise((resolve) => server.close(resolve))));
      rmSync(folder, { recursive: true });
    },
  };
}

async function serve(
  schema: GraphQLSchema,
  note: (body: { query: string; variables: Record<string, unknown> }) => void,
  said: () => string | null,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    let asked = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (asked += chunk));
    request.on('end', () => {
      const body = JSON.parse(asked) as { query: string; variables: Record<string, unknown> };
      note(body);
      const text = said();
      if (text !== null) return void response.writeHead(200).end(text);
      void graphql({ schema, source: body.query, variableValues: body.variables }).then((result) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
