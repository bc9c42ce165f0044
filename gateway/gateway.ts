import { randomUUID } from 'node:crypto';
import { readFileSync, watch } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Verifier } from '@xianjie/identity/verify-token.ts';
import { AgencyDataSource } from './agency-data-source.ts';
import type { GatewayContext } from './context.ts';
import { agenciesReady } from './ready.ts';
import { FederatedSubscriptions } from './subscriptions/federated-subscriptions.ts';
import { serveWebSocket } from './subscriptions/web-socket.ts';

/** A request for one of the gateway's own pages or a proxied path; answers true when it took it. */
export type Page = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> | boolean;

export interface GatewayOptions {
  readonly port: number;
  readonly host?: string;
  readonly supergraphFile: string;
  /** where a subgraph really is, by its name; absent: the routing URL of the supergraph */
  readonly subgraphUrl?: (name: string) => string | undefined;
  readonly authenticate: Verifier;
  readonly pages?: readonly Page[];
  readonly log?: (message: string, error?: unknown) => void;
}
export interface RunningGateway {
  readonly url: string;
  readonly subscriptions: FederatedSubscriptions;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1_048_576;

/** The one endpoint: federated queries, mutations and subscriptions. It holds no state and knows nothing of the domain. */
export async function startGateway({
  port,
  host = '127.0.0.1',
  supergraphFile,
  subgraphUrl = () => undefined,
  authenticate,
  pages = [],
  log = console.error,
}: GatewayOptions): Promise<RunningGateway> {
  const sources = new Map<string, AgencyDataSource>();
  const sourceOf = (name: string): AgencyDataSource => sources.get(name)!;
  const subscriptions = new FederatedSubscriptions({
    dataSource: sourceOf,
    webSocketUrl: (name) => sourceOf(name).url.replace(/^http/, 'ws'),
  });
  let reload: ((sdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    supergraphSdl: async ({ update }) => {
      reload = update;
      return { supergraphSdl: readFileSync(supergraphFile, 'utf8') };
    },
    buildService: ({ name, url }) => {
      const known = sources.get(name);
      if (known) return known;
      const source = new AgencyDataSource(name, subgraphUrl(name) ?? url!);
      sources.set(name, source);
      return source;
    },
  });
  gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => subscriptions.update(coreSupergraphSdl));
  const apollo = new ApolloServer<GatewayContext>({
    gateway,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: 5_000 },
    maxRecursiveSelections: true,
    formatError: (formatted, error) => maskError(formatted, error, log),
  });
  await apollo.start();
  const watcher = watch(supergraphFile, { persistent: false }, () => {
    try {
      reload?.(readFileSync(supergraphFile, 'utf8'));
    } catch (error) {
      log('the new supergraph is not usable, the old one stays', error);
    }
  });

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      log('request failed', error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end();
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'no-referrer');
    const url = new URL(request.url ?? '/', 'http://localhost');
    const json = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
    if (url.pathname === '/health') return json(200, { status: 'up' });
    if (url.pathname === '/ready') {
      const agencies = await agenciesReady([...sources.values()]);
      const ready = Object.values(agencies).every((state) => state === 'up');
      return json(ready ? 200 : 503, { ready, agencies });
    }
    if (url.pathname !== '/graphql') {
      for (const page of pages) if (await page(request, response, url)) return;
      return json(404, { errors: [{ message: '没有这个页面。' }] });
    }
    const body = await readBody(request);
    if (body === null)
      return json(413, {
        errors: [{ message: `请求超过 ${MAX_BODY_BYTES} 字节。`, extensions: { code: 'BODY_TOO_LARGE' } }],
      });
    let parsed: unknown;
    try {
      parsed = body ? JSON.parse(body) : undefined;
    } catch {
      return json(400, { errors: [{ message: '请求不是有效的 JSON。', extensions: { code: 'BAD_REQUEST' } }] });
    }
    const { authorization } = request.headers;
    let identity;
    try {
      identity = await authenticate(authorization);
    } catch (error) {
      const { code = 'UNAUTHENTICATED', message } = error as { code?: string; message: string };
      return json(code === 'IDENTITY_UNAVAILABLE' ? 503 : 401, { errors: [{ message, extensions: { code } }] });
    }
    const headers = new HeaderMap();
    for (const [key, value] of Object.entries(request.headers))
      if (value) headers.set(key, Array.isArray(value) ? value.join(', ') : value);
    const result = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: (request.method ?? 'GET').toUpperCase(),
        headers,
        search: url.search,
        body: parsed,
      },
      context: async () => ({ authorization, identity, requestId: randomUUID() }),
    });
    response.writeHead(result.status ?? 200, Object.fromEntries(result.headers));
    if (result.body.kind === 'complete') response.end(result.body.string);
    else response.end();
  }
  const sockets = serveWebSocket({ server, subscriptions, authenticate, apollo });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    subscriptions,
    async close() {
      watcher.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      subscriptions.close();
      await sockets.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 2_000).unref();
      await closed;
      await apollo.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

/** Refusals with a code pass; anything else leaves as a reference number. */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: (message: string, error?: unknown) => void,
): GraphQLFormattedError {
  const {
    code,
    stacktrace: _stacktrace,
    ...rest
  } = (formatted.extensions ?? {}) as { code?: string; stacktrace?: unknown };
  if (code && code !== 'INTERNAL_SERVER_ERROR' && code !== 'DOWNSTREAM_SERVICE_ERROR')
    return { ...formatted, extensions: { code, ...rest } };
  const reference = randomUUID();
  log(`internal error ${reference}`, error);
  const { message, extensions } = refuse('INTERNAL', { reference });
  return { message, extensions, ...(formatted.path ? { path: formatted.path } : {}) };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
