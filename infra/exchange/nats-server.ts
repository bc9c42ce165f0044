import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { makeNkeys, natsConfig, OPERATOR, type NatsUser } from './nats-config.ts';
import { connectNats, type NatsSettings } from './nats-connection.ts';
import { onPath } from './on-path.ts';
import { makeStreams } from './nats-streams.ts';

/** The server's program on this machine, or null. */
export const natsProgram = (): string | null => onPath('nats-server');

export interface LocalNats {
  readonly url: string;
  readonly pid: number;
  readonly exited: Promise<void>;
  settings(user: NatsUser): Required<Pick<NatsSettings, 'url' | 'keyFile'>>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}
export interface LocalNatsOptions {
  /** keeps the configuration, the streams and the stations' NKEYs */
  readonly directory: string;
  /** where it listens; loopback unless said */
  readonly address?: string;
  readonly port?: number;
  /** command in front of the server's own */
  readonly within?: readonly string[];
  readonly streamBytes?: number;
}

const STREAM_BYTES = 64 * 1_024 * 1_024;
const UP_WITHIN_MS = 30_000;

/** Starts a NATS server with JetStream, with a user for every station, and makes the streams. */
export async function startNats({
  directory,
  address = '127.0.0.1',
  port,
  within = [],
  streamBytes = STREAM_BYTES,
}: LocalNatsOptions): Promise<LocalNats> {
  const program = natsProgram();
  if (!program) throw new Error('no nats-server on this machine; on Debian: apt-get install nats-server');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { keyFile, nkey } = makeNkeys(join(directory, 'keys'));
  const chosen = port ?? (await freePort());
  const file = join(directory, 'nats.conf');
  const storeDirectory = join(directory, 'store');
  writeFileSync(file, natsConfig({ listen: `${address}:${chosen}`, storeDirectory, nkey }));
  const [command, ...parameters] = [...within, program, '-c', file];
  const child = spawn(command!, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    process.off('exit', kill);
    await ended(child, signal);
  };
  const url = `nats://${address}:${chosen}`;
  const settings = (user: NatsUser) => ({ url, keyFile: keyFile(user) });
  try {
    await listening(address, chosen, child, () => said);
    const operator = await connectNats(settings(OPERATOR), OPERATOR);
    await makeStreams(operator, { maxBytes: streamBytes, replicas: 1 });
    await operator.close();
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { url, pid: child.pid!, exited, settings, stop };
}

async function listening(address: string, port: number, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + UP_WITHIN_MS;
  while (Date.now() < until && child.exitCode === null) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, address, () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nats-server did not start: ${said()}`);
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
