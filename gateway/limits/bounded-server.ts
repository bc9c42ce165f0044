import { createServer, type RequestListener, type Server } from 'node:http';
import { Counters } from './counters.ts';
import type { Limits } from './limits.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * An HTTP server that slow, silent and many clients can not hold up. The time a whole request may take is not bounded here, since
 * files are uploaded over slow lines; that of a GraphQL request is, where its body is read.
 */
export function boundedServer(listener: RequestListener, limits: Limits): Server {
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: 0,
      connectionsCheckingInterval: LOOK_EVERY_MS,
    },
    listener,
  );
  server.timeout = limits.idleMs;
  server.maxConnections = limits.connections;
  const byAddress = new Counters();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    if (byAddress.of(address) >= limits.connectionsEach) return void socket.destroy();
    byAddress.add(address);
    socket.once('close', () => byAddress.remove(address));
  });
  return server;
}
