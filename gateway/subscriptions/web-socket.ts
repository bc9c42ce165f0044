import type { IncomingMessage, Server } from 'node:http';
import { GraphQLError } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Authenticated, Verifier } from '@xianjie/identity/verify-token.ts';
import type { GatewayContext } from '../context.ts';
import type { Admitted, Engine } from '../engine.ts';
import type { Log } from '../error-mask.ts';
import { documentHashOf } from '../graphql-over-http.ts';
import { Counters } from '../limits/counters.ts';
import type { Limits } from '../limits/limits.ts';
import type { FederatedSubscriptions } from './federated-subscriptions.ts';
import { filled, Payload } from './payload.ts';

const HEARTBEAT_MS = 10_000;
const FORBIDDEN = 4403;
const TOO_MANY = 4429;
const INTERNAL_ERROR = 4500;
const GOING_AWAY = 1001;

interface Connection extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  identity?: Authenticated | null;
}
/** What is handed from onSubscribe to the executor. */
interface Arguments {
  readonly contextValue: GatewayContext;
  readonly admitted: Admitted;
}

/** graphql-ws on the gateway's own port: subscriptions are federated, queries and mutations run as over HTTP. */
export function serveWebSocket({
  server,
  subscriptions,
  authenticate,
  engine,
  limits,
  log,
}: {
  server: Server;
  subscriptions: FederatedSubscriptions;
  authenticate: Verifier;
  engine: Engine;
  limits: Limits;
  log: Log;
}): { close(): Promise<void> } {
  const ofIdentity = new Counters();
  const protocol = makeServer<{ authorization?: string }, Connection>({
    connectionInitWaitTimeout: limits.initMs,
    async onConnect({ extra, connectionParams }) {
      try {
        extra.identity = await authenticate(connectionParams?.authorization);
      } catch (error) {
        extra.socket.close(FORBIDDEN, (error as { code?: string }).code ?? 'UNAUTHENTICATED');
        return false;
      }
      if (!extra.identity) return true;
      const { sub, expiresAt } = extra.identity;
      if (extra.socket.readyState !== extra.socket.OPEN) return false;
      if (ofIdentity.of(sub) >= limits.socketsEach) {
        extra.socket.close(TOO_MANY, 'TOO_MANY_REQUESTS');
        return false;
      }
      ofIdentity.add(sub);
      extra.socket.once('close', () => ofIdentity.remove(sub));
      closeOnExpiry(extra.socket, expiresAt);
      return true;
    },
    onSubscribe({ extra, connectionParams }, _id, { query, variables, operationName, extensions: given }) {
      const contextValue = { authorization: connectionParams?.authorization, identity: extra.identity ?? null };
      const documentHash = query ? undefined : documentHashOf({ extensions: given });
      const admitted = engine.admit({ query, documentHash, operationName, variables }, contextValue);
      if ('errors' in admitted)
        return admitted.errors.map(
          ({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? {} }),
        );
      const { document } = admitted.prepared;
      return { schema: engine.schema, document, operationName, contextValue, admitted } as never;
    },
    onNext: (_context, _id, _message, _arguments, result) => result as never,
    execute: (async ({ contextValue, admitted }: Arguments) =>
      new Payload((await engine.reply(admitted, contextValue)).text)) as never,
    subscribe: (({ contextValue, admitted }: Arguments) => subscriptions.subscribe(admitted, contextValue)) as never,
  });

  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: limits.frameBytes, handleProtocols });
  const alive = new WeakSet<WebSocket>();
  sockets.on('connection', (socket: WebSocket, _request: IncomingMessage) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', (error) => {
      log('a socket failed', error);
      socket.terminate();
    });
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => send(socket, filled(message)),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (message) => {
            take(String(message)).catch((error: unknown) => {
              log('a message could not be handled', error);
              socket.close(INTERNAL_ERROR, 'INTERNAL');
            });
          }),
      },
      { socket },
    );
    socket.once('close', (code, reason) => void closed(code, String(reason)));
  });
  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, HEARTBEAT_MS).unref();
  return {
    async close() {
      clearInterval(heartbeat);
      for (const socket of sockets.clients) socket.close(GOING_AWAY, 'Going away');
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}

/** Resolves when the message has left, so that what waits for a slow client waits in its bounded queue. */
function send(socket: WebSocket, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(message, (error) => (error ? reject(error) : resolve()));
  });
}

/** Subscriptions have said why a second earlier. */
function closeOnExpiry(socket: WebSocket, expiresAt: number): void {
  const left = Math.min(expiresAt * 1_000 - Date.now() + 1_000, 2 ** 31 - 1);
  const expiry = setTimeout(() => socket.close(FORBIDDEN, 'TOKEN_EXPIRED'), left).unref();
  socket.once('close', () => clearTimeout(expiry));
}
