import type { ServerResponse } from 'node:http';
import type { GatewayContext } from '../context.ts';
import type { Admitted } from '../engine.ts';
import type { Refused } from '../execution/refused.ts';
import type { FederatedSubscriptions } from './federated-subscriptions.ts';
import { Payload } from './payload.ts';

const HEARTBEAT_MS = 10_000;

/**
 * A subscription as server-sent events, for clients that can not open a WebSocket: `next` with a result each, then `complete`
 * (graphql-sse, distinct connections). The event id is the cursor to resume from with `after`.
 */
export async function serveEvents(
  response: ServerResponse,
  subscriptions: FederatedSubscriptions,
  admitted: Admitted | Refused,
  context: GatewayContext,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const results = subscriptions.subscribe(admitted, context);
  if (results instanceof Payload) {
    response.end(`event: next\ndata: ${results.text}\n\nevent: complete\ndata:\n\n`);
    return;
  }
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
  response.once('close', () => void results.return());
  try {
    for await (const result of results) {
      const written = response.write(`event: next\ndata: ${result.text}\n\n`);
      if (!written && !response.destroyed)
        await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
  } finally {
    clearInterval(heartbeat);
    response.end('event: complete\ndata:\n\n');
  }
}
