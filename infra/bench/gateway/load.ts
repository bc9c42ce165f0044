import { Pool } from 'undici';
import { SCENARIOS } from './sources.ts';

/** Sends one scenario's requests for some seconds over some connections and prints what came back. URL SCENARIO SECONDS CONNECTIONS */
const [url, name, seconds, connections] = process.argv.slice(2) as [string, string, string, string];
const { query, variables } = SCENARIOS[name]!;
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections: Number(connections) });
/** Until then connections are made and this process itself is compiled: waiting that no gateway has to do with. */
const COUNTED_AFTER_MS = 500;
const times: number[] = [];
let requests = 0;
let failed = 0;
let bytes = 0;
let sent = Math.floor(Math.random() * 5_000);
const start = performance.now();
const until = start + Number(seconds) * 1_000;
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (performance.now() < until) {
      const body = JSON.stringify({ query, variables: variables(sent++) });
      const began = performance.now();
      try {
        const { statusCode, body: answer } = await pool.request({
          method: 'POST',
          path: pathname,
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body,
        });
        const text = await answer.text();
        bytes = text.length;
        if (statusCode !== 200 || text.includes('"errors"') || !text.includes('"data"')) {
          failed += 1;
          if (failed === 1) console.error(name, statusCode, text.slice(0, 300));
        }
      } catch (error) {
        failed += 1;
        if (failed === 1) console.error(name, error);
      }
      requests += 1;
      if (began - start > COUNTED_AFTER_MS) times.push(performance.now() - began);
    }
  }),
);
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
console.log(JSON.stringify({ requests, failed, p50: at(0.5), p99: at(0.99), bytes }));
await pool.close();
