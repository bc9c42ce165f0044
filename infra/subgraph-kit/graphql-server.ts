import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { ERRORS, refuse } from '@xianjie/contracts/errors.ts';
import { spanned } from '@xianjie/telemetry/tracing.ts';
import type { Told } from './station-context.ts';

const MAX_BODY_BYTES = 1_048_576;

/** Values that PostgreSQL can not take, by its error code: the caller's mistake, not ours. */
const BAD_VALUES: Readonly<Record<string, string>> = {
  '22P02': '不是有效的编号。',
  '22001': '内容过长。',
  '22021': '含有无效字符。',
  '22P05': '含有无效字符。',
};

/** Answers a request outside /graphql; true when it took it. `context` is that of an operation: it throws where the token is refused. */
export type ContextPage<C> = (
  request: IncomingMessage,
  response: ServerResponse,
  context: () => Promise<C>,
) => Promise<boolean>;

export interface GraphqlServerOptions<C extends object> {
  readonly schema: GraphQLSchema;
  readonly port: number;
  readonly host?: string;
  /** makes the context of one operation from its headers; a refusal thrown here is answered as 401 */
  readonly context: (told: Told) => Promise<C>;
  readonly page?: ContextPage<C>;
  readonly log: (message: string, error?: unknown) => void;
}

/** Serves a schema over HTTP at `/graphql` and over graphql-ws at the same path; `/health` answers while it is alive. */
export async function serveGraphql<C extends object>({
  schema,
  port,
  host = '127.0.0.1',
  context,
  page,
  log,
}: GraphqlServerOptions<C>): Promise<{ url: string; close: () => Promise<void> }> {
  const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = formatted.extensions?.['code'] as string | undefined;
    if (
      code &&
      code !== 'INTERNAL_SERVER_ERROR' &&
      (code in ERRORS || code.startsWith('GRAPHQL_') || code === 'BAD_USER_INPUT')
    ) {
      const { stacktrace: _, ...extensions } = formatted.extensions!;
      return { ...formatted, extensions };
    }
    const refused = BAD_VALUES[(unwrapResolverError(error) as { code?: string }).code ?? ''];
    if (refused)
      return {
        ...refuse('BAD_FIELD', { field: '编号或文本', reason: refused }).toJSON(),
        ...(formatted.path ? { path: formatted.path } : {}),
      };
    const reference = randomUUID();
    log(`internal error ${reference}`, error);
    return { ...refuse('INTERNAL', { reference }).toJSON(), ...(formatted.path ? { path: formatted.path } : {}) };
  };
  const apollo = new ApolloServer<C>({
    schema,
    formatError,
    csrfPrevention: true,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    introspection: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
  });
  await apollo.start();

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      log('request failed', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/health')
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"up"}');
    if (pathname !== '/graphql') {
      if (await page?.(request, response, () => context(request.headers))) return;
      return void response.writeHead(404).end();
    }
    const body = await readBody(request);
    if (body === null) return void response.writeHead(413).end();
    const headers = new HeaderMap();
    for (const [key, value] of Object.entries(request.headers))
      if (value) headers.set(key, Array.isArray(value) ? value.join(', ') : value);
    const { traceparent } = request.headers;
    const from = typeof traceparent === 'string' ? { traceparent } : undefined;
    const result = await spanned('graphql', { kind: 'SERVER', from }, () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: (request.method ?? 'GET').toUpperCase(),
          headers,
          search,
          body: body ? (JSON.parse(body) as unknown) : undefined,
        },
        context: () => context(request.headers),
      }),
    );
    response.writeHead(result.status ?? 200, Object.fromEntries(result.headers));
    if (result.body.kind === 'complete') response.end(result.body.string);
    else response.end();
  }

  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const disposable = useServer<Record<string, unknown> & { authorization?: string }>(
    {
      schema,
      context: (ws) => context(ws.connectionParams ?? {}),
      onError: (_ws, _id, _payload, errors) =>
        errors.map(
          (error) =>
            new GraphQLError(error.message, {
              extensions: error.extensions,
              ...(error.path ? { path: error.path } : {}),
            }),
        ),
    },
    sockets,
  );
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${actual}/graphql`,
    async close() {
      await disposable.dispose();
      await closeServer(server);
      await apollo.stop();
    },
  };
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

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 2_000).unref();
  await closed;
}
