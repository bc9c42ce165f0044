import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { withoutSecurity } from '@xianjie/gateway/access/without-security.ts';
import { supergraphAt } from '@xianjie/gateway/portability/hive.ts';
import { startHub } from '@xianjie/local/hub.ts';
import { replayDemoCases } from '@xianjie/local/replay/demo-cases.ts';
import { Officers } from '@xianjie/local/replay/hub-client.ts';
import { readCases } from '@xianjie/local/replay/published-case.ts';
import { Pool } from 'undici';
import { startProcess, usage, type Started } from './contestants.ts';
import { recordFetches } from './recorder.ts';

/**
 * `npm run bench:case-file [-- --rounds 3 --seconds 5 --warm 20]`: what a prosecutor's whole case file over the hub's own six subgraphs costs each gateway, per
 * request, while the subgraphs and their database do the most of the work.
 */
const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    warm: { type: 'string', default: '20' },
    connections: { type: 'string', default: '10' },
  },
});
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const QUERY = `query CaseFile($id: ID!, $first: Int) { case(id: $id) {
  title stage kinds summary openedAt tracks { track state title } parties { id name uscc role }
  timeline(first: $first) { edges { node { id act title article agency actor occurredAt recordedAt recipients papers { name title number digest } deliveries { recipient receivedAt } } } }
  deadlines(first: $first) { edges { node { rule title article obligor startsAt dueAt status period steps { date text } } } }
  evidence(first: 50) { edges { node { id title kind sha256 custody { from to at hashOk } } } }
  environment { penalty transferNumber } publicSecurity { decision } procuratorate { prosecution } court { verdict courtCaseNumber }
  creditBlacklist { partyName } } }`;

const folder = mkdtempSync(join(tmpdir(), 'xianjie-bench-'));
const hub = await startHub({ dataDirectory: join(folder, 'hub'), onProgress: console.log });
const officers = new Officers(hub.url, hub.issuer);
const running = new Map<string, Started>();
try {
  const sources = readCases(readFileSync(new URL('../../local/data/published-cases.json', import.meta.url), 'utf8'));
  await replayDemoCases(sources, officers, new Date());
  const prosecutor = await officers.as('pp-officer');
  const { cases } = await prosecutor.request<{ cases: { edges: { node: { id: string } }[] } }>(
    'query { cases(division: "", first: 10) { edges { node { id } } } }',
  );
  const ids = cases.edges.map(({ node }) => node.id);
  const subgraphs = new Map([...hub.services].map(([name, { ready }]) => [name, ready]));
  const sdl = supergraphAt(subgraphs);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const [secured, open] = [file('secured.graphql', sdl), file('open.graphql', withoutSecurity(sdl))];
  const runtime = (name: string) => ['--import', '@xianjie/runtime', here(name)];
  const hive = async (...flags: string[]) => {
    const port = await freePort();
    const parameters = [
      here('peers/node_modules/@graphql-hive/gateway/dist/bin.js'),
      'supergraph',
      open,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
    ];
    const config = ['--config-path', here('../../../gateway/portability/hive.config.mjs')];
    return startProcess(process.execPath, [...parameters, ...config, ...flags], {}, `http://127.0.0.1:${port}/graphql`);
  };
  running.set(
    'xianjie',
    await startProcess(process.execPath, runtime('ours.ts'), { SUPERGRAPH: secured, ISSUER: hub.issuer, SHARE: '0' }),
  );
  running.set(
    'apollo stock',
    await startProcess(process.execPath, runtime('stock.ts'), { SUPERGRAPH: open, PASS_TOKEN: '1' }),
  );
  running.set('hive', await hive());
  running.set('hive, rust planner', await hive('--hive-router-runtime'));

  // no two in flight are the same, so nobody answers one with another's fetches
  let asked = 0;
  const body = (at: number) =>
    JSON.stringify({ query: QUERY, variables: { id: ids[at % ids.length], first: 50 + (at % 47) } });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    authorization: `Bearer ${prosecutor.token}`,
  };
  const ask = async (pool: Pool, at = (asked += 1)): Promise<string> =>
    (await pool.request({ method: 'POST', path: '/graphql', headers, body: body(at) })).body.text();
  // what our gateway asks for the first case, and what comes of it, is the limit's whole work
  const recorder = await recordFetches(subgraphs);
  const recorded = await startProcess(process.execPath, runtime('ours.ts'), {
    SUPERGRAPH: file('recorded.graphql', supergraphAt(recorder.urls)),
    ISSUER: hub.issuer,
  });
  const recordedPool = new Pool(new URL(recorded.url).origin);
  const whole = await ask(recordedPool, 0);
  await recordedPool.close();
  await recorded.stop();
  recorder.close();
  running.set(
    'its fetches alone',
    await startProcess(process.execPath, runtime('replay-fetches.ts'), {
      FETCHES: JSON.stringify(recorder.fetches),
      ANSWER: whole,
    }),
  );
  console.log(`${recorder.fetches.length} fetches a request, an answer of ${whole.length} bytes`);
  let expected: unknown;
  for (const [name, { url, stop }] of running) {
    const pool = new Pool(new URL(url).origin);
    const answer = JSON.parse(await ask(pool, 0)) as { data?: unknown };
    await pool.close();
    expected ??= answer.data;
    if (isDeepStrictEqual(answer.data, expected)) continue;
    console.log(`${name} answers otherwise: ${JSON.stringify(answer).slice(0, 300)}`);
    await stop();
    running.delete(name);
  }
  const results = new Map<string, { cpu: number; p50: number; p99: number; failed: number }[]>();
  for (let round = 0; round <= Number(given.rounds); round += 1)
    for (const [name, { url, pid }] of running) {
      const pool = new Pool(new URL(url).origin, { connections: Number(given.connections) });
      const times: number[] = [];
      let failed = 0;
      const before = usage(pid).cpu;
      const until = performance.now() + Number(round === 0 ? given.warm : given.seconds) * 1_000;
      await Promise.all(
        Array.from({ length: Number(given.connections) }, async () => {
          while (performance.now() < until) {
            const began = performance.now();
            // what the prosecutor may not see of a case is refused within the answer, by every gateway alike
            if (!(await ask(pool)).includes('"title"')) failed += 1;
            times.push(performance.now() - began);
          }
        }),
      );
      await pool.close();
      if (round === 0) continue;
      times.sort((a, b) => a - b);
      const cpu = ((usage(pid).cpu - before) * 1_000) / times.length;
      const at = (share: number) => times[Math.floor(times.length * share)]!;
      results.set(name, [...(results.get(name) ?? []), { cpu, p50: at(0.5), p99: at(0.99), failed }]);
    }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
  const ours = results.get('xianjie')!;
  console.log(`\n${'gateway'.padEnd(22)} ms of CPU per request   against xianjie   p50 ms   p99 ms`);
  for (const [name, measured] of results) {
    const ratio = median(measured.map(({ cpu }, index) => cpu / ours[index]!.cpu));
    const failed = measured.reduce((sum, one) => sum + one.failed, 0);
    const show = (pick: (one: (typeof measured)[number]) => number, digits: number) =>
      median(measured.map(pick)).toFixed(digits);
    console.log(
      `${name.padEnd(22)} ${show(({ cpu }) => cpu, 2).padStart(21)} ${ratio.toFixed(2).padStart(17)} ${show(({ p50 }) => p50, 0).padStart(8)} ${show(({ p99 }) => p99, 0).padStart(8)}${failed ? `  ${failed} failed` : ''}`,
    );
  }
} finally {
  await Promise.all([...running.values()].map((one) => one.stop()));
  await officers.close();
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
