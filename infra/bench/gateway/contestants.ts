import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '@xianjie/database/embedded-postgres.ts';

export interface Started {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}
export interface Contestant {
  readonly name: string;
  /** whether identical requests in flight are answered once: like is compared with like */
  readonly shares: boolean;
  readonly start: (setting: Setting) => Promise<Started>;
}
export interface Setting {
  readonly supergraph: string;
  readonly folder: string;
  readonly subgraphs: Readonly<Record<string, string>>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const peers = (path: string): string => here(`peers/node_modules/${path}`);

/** One of our own scripts beside this file, which prints `ready URL`. */
const script =
  (file: string, env: (setting: Setting) => Record<string, string> = () => ({})) =>
  (setting: Setting): Promise<Started> =>
    startProcess(process.execPath, ['--import', '@xianjie/runtime', here(file)], {
      SUPERGRAPH: setting.supergraph,
      SUBGRAPHS: JSON.stringify(setting.subgraphs),
      ...env(setting),
    });

const hive =
  (config: string, ...flags: string[]) =>
  async ({ supergraph }: Setting): Promise<Started> => {
    const port = await freePort();
    const args = [
      peers('@graphql-hive/gateway/dist/bin.js'),
      'supergraph',
      supergraph,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
    ];
    return startProcess(
      process.execPath,
      [...args, '--config-path', here(config), ...flags],
      {},
      `http://127.0.0.1:${port}/graphql`,
    );
  };

const mercurius = (setting: Setting): Promise<Started> =>
  startProcess(process.execPath, [here('peers/mercurius.mjs')], { SUBGRAPHS: JSON.stringify(setting.subgraphs) });

async function grafbase({ folder }: Setting): Promise<Started> {
  const port = await freePort();
  return startProcess(
    peers('@grafbase/cli-x86_64-unknown-linux-musl/grafbase'),
    ['dev', '--port', String(port), '--config', `${folder}/grafbase.toml`],
    {},
    `http://127.0.0.1:${port}/graphql`,
  );
}

export const CONTESTANTS: readonly Contestant[] = [
  { name: 'xianjie', shares: false, start: script('ours.ts', () => ({ SHARE: '0' })) },
  { name: 'xianjie, sharing', shares: true, start: script('ours.ts') },
  { name: 'apollo stock', shares: false, start: script('stock.ts') },
  { name: 'hive', shares: false, start: hive('peers/hive.config.mjs') },
  { name: 'hive, sharing', shares: true, start: hive('peers/hive-sharing.config.mjs') },
  { name: 'hive, rust planner', shares: false, start: hive('peers/hive-rust.config.mjs', '--hive-router-runtime') },
  {
    name: 'hive, rust planner, sharing',
    shares: true,
    start: hive('peers/hive-rust-sharing.config.mjs', '--hive-router-runtime'),
  },
  { name: 'mercurius', shares: false, start: mercurius },
  { name: 'grafbase (rust)', shares: true, start: grafbase },
  { name: 'hand-written', shares: false, start: script('hand-written.ts') },
];

export async function startProcess(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
  knownUrl?: string,
): Promise<Started> {
  const child = spawn(command, args, {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      APOLLO_TELEMETRY_DISABLED: '1',
      HIVE_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output = (output + String(chunk)).slice(-4_000)));
  child.stdout.on('data', (chunk: Buffer) => (output = (output + String(chunk)).slice(-4_000)));
  const until = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${command} ended: ${output}`);
    const url = knownUrl ?? /^ready (.+)$/m.exec(output)?.[1];
    if (url && (!url.startsWith('http') || (await answers(url))))
      return { url, pid: child.pid!, stop: () => ended(child) };
    if (Date.now() > until) {
      await ended(child);
      throw new Error(`${command} did not start: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{__typename}"}',
  }).then(
    ({ ok }) => ok,
    () => false,
  );

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
  });
}

const TICKS_PER_SECOND = 100;
/** CPU seconds that a process and its threads have used, and the memory it holds now in MB (Linux). */
export function usage(pid: number): { cpu: number; megabytes: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, megabytes: Number(resident) / 1_024 };
}
