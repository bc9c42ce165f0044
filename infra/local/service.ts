import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program of the hub running as a process of its own. */
export interface Service {
  readonly name: string;
  readonly pid: number;
  /** what it printed after `ready` */
  readonly ready: string;
  readonly exited: Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface ServiceOptions {
  readonly name: string;
  /** TypeScript file, from the root */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** command in front of the program's own */
  readonly within?: readonly string[];
  readonly logFile: string;
}

/** A program inherits where things are on this machine and nothing else: no secret of the launcher's environment. */
const inherited = () =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'LANG'].flatMap((name) =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  );

/** What this process has started dies with it. */
const started = new Set<ChildProcess>();
process.on('exit', () => started.forEach((child) => child.kill('SIGKILL')));

const GIVE_UP_MS = 180_000;

/** Starts a program and resolves when it prints `ready …`; what it prints goes to its log file. */
export async function startService({
  name,
  file,
  environment,
  within = [],
  logFile,
}: ServiceOptions): Promise<Service> {
  // a full disk loses lines of the log and nothing else
  const log = createWriteStream(logFile, { flags: 'a' }).on('error', () => {});
  const [command, ...parameters] = [
    ...within,
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    '--import',
    '@xianjie/runtime',
    file,
  ];
  const child = spawn(command!, parameters, {
    cwd: root,
    env: {
      ...inherited(),
      TZ: 'Asia/Shanghai',
      APOLLO_TELEMETRY_DISABLED: '1',
      ENDS_WITH_LAUNCHER: '1',
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  started.add(child);
  void exited.then(() => {
    started.delete(child);
    log.end();
  });
  const ready = await untilReady(child, name, (chunk) => log.write(chunk));
  return {
    name,
    pid: child.pid!,
    ready,
    exited,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const forced = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exited;
      clearTimeout(forced);
    },
  };
}

function untilReady(child: ChildProcess, name: string, write: (chunk: Buffer) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`${name} ${why}\n${said.slice(-4_000)}`));
    const timer = setTimeout(() => fail(`was not ready within ${GIVE_UP_MS / 1000} s`), GIVE_UP_MS);
    const hear = (chunk: Buffer) => {
      write(chunk);
      said = (said + chunk.toString()).slice(-16_000);
      const line = /^ready ?(.*)$/m.exec(said);
      if (!line) return;
      clearTimeout(timer);
      resolve(line[1]!);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended before it was ready (${signal ?? `exit code ${code}`})`);
    });
  });
}
