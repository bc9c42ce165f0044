import { createServer } from 'node:http';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Log } from './log.ts';

/** The figures of this process, in Prometheus' names and text format. */
export const registry = new Registry();

/**
 * Serves `/metrics` on a port of its own (METRICS_PORT, on METRICS_HOST, default loopback), so that the public door has no such path.
 * Without METRICS_PORT nothing listens. Gives the function that stops it.
 */
export async function serveMetrics(service: string, log: Log): Promise<() => Promise<void>> {
  const { METRICS_PORT: port, METRICS_HOST: host = '127.0.0.1' } = process.env;
  if (!port) return async () => {};
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      (error: unknown) => {
        log('metrics not read', error);
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(Number(port), host, resolve));
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
