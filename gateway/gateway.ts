import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorCode } from '@xianjie/contracts/errors.ts';
import type { Verifier } from '@xianjie/identity/verify-token.ts';
import { Engine, type Observation } from './engine.ts';
import { errorMask, type Log } from './error-mask.ts';
import { answeringOf, BadRequest, contentType, readRequest, statusOf } from './graphql-over-http.ts';
import { boundedServer } from './limits/bounded-server.ts';
import { Door, type DoorOptions } from './limits/door.ts';
import { agenciesReady } from './ready.ts';
import { serveEvents } from './subscriptions/event-stream.ts';
import { FederatedSubscriptions } from './subscriptions/federated-subscriptions.ts';
import { serveWebSocket } from './subscriptions/web-socket.ts';
import { followSupergraph } from './supergraph-file.ts';

/** A request for one of the gateway's own pages or a proxied path; answers true when it took it. */
export type Page = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> | boolean;

export interface GatewayOptions extends DoorOptions {
  readonly port: number;
  readonly host?: string;
  readonly supergraphFile: string;
  /** where a subgraph really is, by its name; absent: the routing URL of the supergraph */
  readonly subgraphUrl?: (name: string) => string | undefined;
  readonly authenticate: Verifier;
  readonly shareInFlight?: boolean;
  /** milliseconds within which a subgraph must answer, where it is not the limit for all */
  readonly answerMs?: (name: string) => number | undefined;
  readonly pages?: readonly Page[];
  readonly log?: Log;
  readonly observe?: (told: Observation) => void;
}
export interface RunningGateway {
  readonly url: string;
  readonly subscriptions: FederatedSubscriptions;
  close(): Promise<void>;
}

const ENDPOINT = new URL('http://localhost/graphql');
/** What is under way when the gateway stops may still be answered; then it is cut. */
const DRAIN_MS = 5_000;

/** The one endpoint: federated queries, mutations and subscriptions. It holds no state and knows nothing of the domain. */
export async function startGateway({
  port,
  host = '127.0.0.1',
  supergraphFile,
  subgraphUrl = () => undefined,
  authenticate,
  shareInFlight = true,
  answerMs = () => undefined,
  pages = [],
  log = console.error,
  observe,
  ...rules
}: GatewayOptions): Promise<RunningGateway> {
  const door = new Door(rules);
  const { limits } = door;
  const engine = new Engine({ subgraphUrl, shareInFlight, answerMs, door, formatError: errorMask(log), observe });
  const subscriptions = new FederatedSubscriptions({ engine, mostPerIdentity: limits.subscriptionsEach });
  const supergraph = followSupergraph(
    supergraphFile,
    (sdl) => {
      engine.load(sdl);
      subscriptions.replan();
    },
    log,
  );

  let draining = false;
  const server = boundedServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      if (error instanceof BadRequest) return refuseRequest(response, error);
      log('request failed', error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end();
    });
  }, limits);
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'DENY');
    response.setHeader('referrer-policy', 'no-referrer');
    const url = request.url === ENDPOINT.pathname ? ENDPOINT : new URL(request.url ?? '/', ENDPOINT);
    if (url.pathname === ENDPOINT.pathname) return answerGraphql(request, response, url);
    if (url.pathname === '/health') return json(response, 200, { status: 'up' });
    if (url.pathname === '/ready') {
      const agencies = await agenciesReady(engine.subgraphs);
      const ready = !draining && Object.values(agencies).every((state) => state === 'up');
      return json(response, ready ? 200 : 503, { ready, draining, agencies });
    }
    for (const page of pages) if (await page(request, response, url)) return;
    json(response, 404, { errors: [{ message: '没有这个页面。' }] });
  }
  async function answerGraphql(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const answering = answeringOf(request.headers);
    const asked = await readRequest(request, url, limits);
    const { authorization } = request.headers;
    const identity = await authenticate(authorization).catch(({ code = 'UNAUTHENTICATED' }: { code?: ErrorCode }) => {
      throw new BadRequest(code === 'IDENTITY_UNAVAILABLE' ? 503 : 401, code);
    });
    const context = { authorization, identity, requestId: randomUUID() };
    const admitted = engine.admit(asked, context);
    const kind = 'errors' in admitted ? undefined : admitted.prepared.operation.operation;
    if (kind === 'mutation' && request.method === 'GET') throw new BadRequest(405, 'METHOD_NOT_ALLOWED');
    if (answering === 'events') return serveEvents(response, subscriptions, admitted, context);
    if (kind === 'subscription') throw new BadRequest(406, 'NOT_ACCEPTABLE');
    const reply = await engine.reply(admitted, context);
    const retryAfter = reply.refused?.extensions?.['seconds'];
    response.writeHead(statusOf(answering, reply), {
      'content-type': contentType(answering),
      'content-length': Buffer.byteLength(reply.text),
      'cache-control': 'no-store',
      ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}),
    });
    // a text leaves in one piece with the headers
    response.end(reply.text);
  }
  const sockets = serveWebSocket({ server, engine, subscriptions, authenticate, limits, log });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    subscriptions,
    async close() {
      draining = true;
      supergraph.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      subscriptions.close();
      await sockets.close();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
      await closed;
      await engine.close();
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function refuseRequest(response: ServerResponse, { status, code, message }: BadRequest): void {
  if (response.headersSent) return void response.end();
  // what of the request was not read is not waited for
  if (status === 413 || status === 408) response.setHeader('connection', 'close');
  json(response, status, { errors: [{ message, extensions: { code } }] });
}
