import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { CONTESTANTS, startProcess, usage, type Started } from './contestants.ts';
import { federation2, SCENARIOS, SOURCES, type Scenario } from './sources.ts';

/**
 * `npm run bench:gateway [-- --rounds 3 --seconds 4 --warm 14 --only light,vary --who xianjie,hive]`: all gateways over one supergraph,
 * in turn, round after round. What counts is requests per second of CPU that the gateway's process used: what else
 * runs on the machine then matters little.
 */
const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    warm: { type: 'string', default: '14' },
    connections: { type: 'string', default: '50' },
    only: { type: 'string' },
    who: { type: 'string' },
  },
});
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const scenarios = given.only?.split(',') ?? Object.keys(SCENARIOS);
const contestants = CONTESTANTS.filter(
  ({ name }) => !given.who || given.who.split(',').some((one) => name.startsWith(one)),
);
if (!existsSync(here('peers/node_modules'))) {
  console.log('installing the other gateways …');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here('peers'), stdio: 'inherit' });
}

interface Measured {
  readonly perCore: number;
  readonly p50: number;
  readonly p99: number;
  readonly megabytes: number;
  readonly failed: number;
}
const ask = async (url: string, { query, variables }: Scenario): Promise<unknown> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables: variables(3) }),
  });
  return response.json();
};
const folder = mkdtempSync(join(tmpdir(), 'xianjie-bench-'));
const sources = await startProcess(process.execPath, ['--import', '@xianjie/runtime', here('subgraph-servers.ts')], {});
const running = new Map<string, Started>();
try {
  const subgraphs = JSON.parse(sources.url) as Record<string, string>;
  const supergraph = join(folder, 'supergraph.graphql');
  const services = Object.entries(SOURCES).map(([name, source]) => ({
    name,
    typeDefs: parse(federation2(source)),
    url: subgraphs[name]!,
  }));
  const composed = composeServices(services);
  if (!composed.supergraphSdl) throw new Error(String(composed.errors));
  writeFileSync(supergraph, composed.supergraphSdl);
  for (const [name, source] of Object.entries(SOURCES))
    writeFileSync(join(folder, `${name}.graphql`), federation2(source));
  writeFileSync(
    join(folder, 'grafbase.toml'),
    services
      .map(({ name, url }) => `[subgraphs.${name}]\nurl = "${url}"\nschema_path = "${folder}/${name}.graphql"\n`)
      .join('\n'),
  );
  const results = new Map<string, Measured[]>();
  for (const contestant of contestants) {
    try {
      running.set(contestant.name, await contestant.start({ supergraph, folder, subgraphs }));
    } catch (error) {
      console.log(`${contestant.name} does not take part: ${(error as Error).message.split('\n').slice(-3).join(' ')}`);
    }
  }
  await checkAnswers();
  const rounds = Number(given.rounds);
  for (let round = 0; round <= rounds; round += 1)
    for (const scenario of scenarios)
      for (const [name, { url, pid }] of running) {
        // round 0 warms everything up: code that was not run often enough is not compiled yet
        const seconds = round === 0 ? given.warm : given.seconds;
        const before = usage(pid);
        const output = execFileSync(
          process.execPath,
          ['--import', '@xianjie/runtime', here('load.ts'), url, scenario, seconds, given.connections],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        if (round === 0) continue;
        const after = usage(pid);
        const { requests, failed, p50, p99 } = JSON.parse(String(output)) as {
          requests: number;
          failed: number;
          p50: number;
          p99: number;
        };
        const key = `${scenario} ${name}`;
        const perCore = requests / Math.max(after.cpu - before.cpu, 0.01);
        results.set(key, [...(results.get(key) ?? []), { perCore, p50, p99, megabytes: after.megabytes, failed }]);
        if (process.stdout.isTTY) process.stdout.write(`\rround ${round}/${rounds} ${key.padEnd(40)}`);
      }
  console.log();
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  for (const scenario of scenarios) {
    console.log(`\n${SCENARIOS[scenario]!.title}`);
    console.log(`${'gateway'.padEnd(30)}  per core   p50 ms   p99 ms     MB  against xianjie, like with like`);
    const of = (name: string): Measured[] => results.get(`${scenario} ${name}`) ?? [];
    for (const { name, shares } of contestants) {
      const measured = of(name);
      if (measured.length === 0) continue;
      const ours = of(shares ? 'xianjie, sharing' : 'xianjie');
      const ratio = median(measured.map(({ perCore }, index) => (ours[index]?.perCore ?? 0) / perCore));
      const show = (pick: (one: Measured) => number, digits: number): string =>
        median(measured.map(pick)).toFixed(digits).padStart(9);
      const failed = measured.reduce((sum, one) => sum + one.failed, 0);
      console.log(
        `${name.padEnd(30)}${show((one) => one.perCore, 0)}${show((one) => one.p50, 1)}${show((one) => one.p99, 1)}${show((one) => one.megabytes, 0)}  ${ratio.toFixed(2)}${failed > 0 ? `  ${failed} failed` : ''}`,
      );
    }
  }
  /** Speed without the right answer counts for nothing: whoever answers otherwise than the hand-written one is out. */
  async function checkAnswers(): Promise<void> {
    const judge = await CONTESTANTS.at(-1)!.start({ supergraph, folder, subgraphs });
    for (const scenario of Object.values(SCENARIOS))
      for (const [name, { url }] of running) {
        const [expected, answer] = await Promise.all([judge.url, url].map((one) => ask(one, scenario)));
        if (isDeepStrictEqual(answer, expected)) continue;
        console.log(`${name} answers “${scenario.title}” wrongly: ${JSON.stringify(answer).slice(0, 200)}`);
        await running.get(name)!.stop();
        running.delete(name);
      }
    await judge.stop();
  }
} finally {
  await Promise.all([...running.values(), sources].map((one) => one.stop()));
  rmSync(folder, { recursive: true, force: true });
}
