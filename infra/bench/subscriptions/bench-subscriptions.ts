import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { parse } from 'graphql';
import { startProcess, usage, type Started } from '../gateway/contestants.ts';
import { SOURCES } from './feed-servers.ts';

/**
 * `npm run bench:subscriptions [-- --sockets 15000 --events 50]`: events for many clients through our gateway and Hive Gateway, each event completed by
 * an agency. Messages per second of CPU that the gateway used; then as many sockets as wished on one process, and all of them coming back at once.
 */
const { values: given } = parseArgs({
  options: {
    sockets: { type: 'string', default: '15000' },
    clients: { type: 'string', default: '300' },
    events: { type: 'string', default: '50' },
  },
});
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const QUERY = 'subscription { events { cursor at case { id title penalty place { code name } } } }';

/** Client processes that are told what to do by lines. */
class Listeners {
  #workers: { child: ChildProcess; next: () => Promise<Record<string, never>> }[] = [];
  static async start(count: number): Promise<Listeners> {
    const listeners = new Listeners();
    for (let at = 0; at < count; at += 1) {
      const child = spawn(process.execPath, ['--import', '@xianjie/runtime', here('listeners.ts')], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const next = async () => JSON.parse(String((await lines.next()).value)) as Record<string, never>;
      await next();
      listeners.#workers.push({ child, next });
    }
    return listeners;
  }
  all<T>(ask: (worker: number, of: number) => object): Promise<T[]> {
    return Promise.all(
      this.#workers.map(({ child, next }, at) => {
        child.stdin!.write(`${JSON.stringify(ask(at, this.#workers.length))}\n`);
        return next() as Promise<T>;
      }),
    );
  }
  async open(url: string, clients: number, identities: number): Promise<number> {
    const opened = await this.all<{ open: number }>((at, of) => {
      const count = Math.floor(clients / of) + (at < clients % of ? 1 : 0);
      return { open: { url, count, from: at * Math.ceil(clients / of), query: QUERY, identities } };
    });
    return opened.reduce((sum, { open }) => sum + open, 0);
  }
  async expect(events: number) {
    const told = await this.all<{ received: number; gaps: number; latencies: number[] }>(() => ({ expect: events }));
    const latencies = told.flatMap((one) => one.latencies).toSorted((a, b) => a - b);
    const received = told.reduce((sum, one) => sum + one.received, 0);
    const gaps = told.reduce((sum, one) => sum + one.gaps, 0);
    return {
      received,
      gaps,
      p50: latencies[Math.floor(latencies.length / 2)]!,
      p99: latencies[Math.floor(latencies.length * 0.99)]!,
    };
  }
  async stop(): Promise<void> {
    for (const { child } of this.#workers) {
      child.stdin!.end();
      await once(child, 'exit');
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'xianjie-bench-'));
const runtime = (file: string) => ['--import', '@xianjie/runtime', here(file)];
const sources = await startProcess(process.execPath, runtime('feed-servers.ts'), {});
const urls = JSON.parse(sources.url) as Record<keyof typeof SOURCES, string>;
const composed = composeServices(
  (Object.keys(SOURCES) as (keyof typeof SOURCES)[]).map((name) => ({
    name,
    url: urls[name],
    typeDefs: parse(SOURCES[name]),
  })),
);
const supergraph = join(folder, 'supergraph.graphql');
writeFileSync(supergraph, composed.supergraphSdl!);
const emit = async (): Promise<{ upstreams: number }> =>
  (await (await fetch(urls.docket.replace('/graphql', '/emit'), { method: 'POST', body: '{}' })).json()) as never;

const startOurs = (port = 0) =>
  startProcess(process.execPath, runtime('ours.ts'), { SUPERGRAPH: supergraph, PORT: String(port) });
async function startHive(): Promise<Started> {
  const port = await freePort();
  const bin = here('../gateway/peers/node_modules/@graphql-hive/gateway/dist/bin.js');
  const parameters = ['supergraph', supergraph, '--host', '127.0.0.1', '--port', String(port)];
  return startProcess(
    process.execPath,
    [bin, ...parameters, '--config-path', here('hive.config.mjs')],
    {},
    `http://127.0.0.1:${port}/graphql`,
  );
}

/** Each event goes out when all have the one before, so that nothing but the gateway is waited for. */
async function fanOut(name: string, start: () => Promise<Started>, identities: number): Promise<void> {
  const [clients, events] = [Number(given.clients), Number(given.events)];
  const gateway = await start();
  const listeners = await Listeners.start(1);
  try {
    const open = await listeners.open(gateway.url, clients, identities);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = usage(gateway.pid).cpu;
    const started = performance.now();
    let upstreams = 0;
    for (let at = 0; at < events; at += 1) ({ upstreams } = await emit());
    const { received, gaps, p99 } = await listeners.expect(events);
    const seconds = (performance.now() - started) / 1_000;
    const cpu = usage(gateway.pid).cpu - before;
    console.log(
      `${name.padEnd(22)} ${String(identities).padStart(4)} identities ${String(open).padStart(6)} clients ${String(upstreams).padStart(4)} upstreams ` +
        `${String(received).padStart(7)} of ${open * events} messages, ${gaps} gaps, ${Math.round(received / cpu).toLocaleString('en')} per CPU second, ` +
        `${Math.round(received / seconds).toLocaleString('en')} per second, p99 ${p99} ms`,
    );
  } finally {
    await listeners.stop();
    await gateway.stop();
  }
}

/** Many sockets on one process; then the process is killed and everybody comes back at once. */
async function crowd(sockets: number): Promise<void> {
  const port = await freePort();
  let gateway = await startOurs(port);
  const listeners = await Listeners.start(3);
  try {
    const idle = usage(gateway.pid).megabytes;
    const opening = performance.now();
    const open = await listeners.open(gateway.url, sockets, sockets);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const { megabytes } = usage(gateway.pid);
    console.log(
      `${open} sockets in ${((performance.now() - opening) / 1_000).toFixed(1)} s, ${(((megabytes - idle) * 1_024) / open).toFixed(1)} KB each`,
    );
    await emit();
    const { received, p50, p99 } = await listeners.expect(1);
    console.log(`one event reaches ${received} of ${open}: p50 ${p50} ms, p99 ${p99} ms`);
    process.kill(gateway.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const storm = performance.now();
    gateway = await startOurs(port);
    const back = (await listeners.all<{ open: number }>(() => ({ reopen: true }))).reduce(
      (sum, one) => sum + one.open,
      0,
    );
    console.log(
      `after kill -9, ${back} of ${open} are back ${((performance.now() - storm) / 1_000).toFixed(1)} s later`,
    );
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await emit();
    const again = await listeners.expect(1);
    console.log(`one event reaches ${again.received} of ${back}: p50 ${again.p50} ms, p99 ${again.p99} ms`);
  } finally {
    await listeners.stop();
    await gateway.stop();
  }
}

try {
  for (const identities of [1, 300]) {
    await fanOut('xianjie', startOurs, identities);
    await fanOut('hive', startHive, identities);
  }
  await crowd(Number(given.sockets));
} finally {
  await sources.stop();
  rmSync(folder, { recursive: true });
}
process.exit(0);
