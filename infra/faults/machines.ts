import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onPath } from '@xianjie/exchange/on-path.ts';
import type { Machine } from '@xianjie/local/machine.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';
import { MACHINES } from './bad-network.ts';
import type { Weather } from './nats-proxy.ts';

/** How the lines between the machines are now; what the harness itself asks passes untouched. */
export interface LineWeather extends Weather {
  /** names of machines that nothing reaches */
  readonly cut: readonly string[];
}
export interface LineCounts {
  readonly seen: number;
  readonly lost: number;
  readonly twice: number;
}
/** Three network namespaces, one for each machine of {@link MACHINES}, and a line from each to the others. NATS runs on that of the docket. */
export interface Machines {
  machineOf(program: string): Machine;
  /** lets the weather change; gives what happened to packets so far */
  weather(now: LineWeather): Promise<LineCounts>;
  close(): Promise<void>;
}

export const CALM: LineWeather = { loss: 0, twice: 0, mostDelayMs: 0, cut: [] };
/** a network for tests of networks (RFC 2544): nothing else is reached through it */
const NETWORK = '198.18.77';
const HARNESS = 'harness';
const NAMES = Object.keys(MACHINES);
const NATS_ON = NAMES.find((name) => MACHINES[name]!.includes('DOCKET'))!;
const addressOf = (name: string) => `${NETWORK}.${[HARNESS, ...NAMES].indexOf(name) + 1}`;

/** What this machine lacks for namespaces and TUN devices, or null. */
export function namespacesLack(): string | null {
  if (process.getuid?.() !== 0) return 'root';
  if (!existsSync('/dev/net/tun')) return '/dev/net/tun';
  const missing = ['ip', 'python3'].find((program) => !onPath(program));
  if (missing) return missing;
  try {
    ip('netns', 'list');
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'the right to make network namespaces';
  }
}

export async function startMachines(seed: number): Promise<Machines> {
  const deviceOf = (name: string) => `xj${process.pid.toString(36)}${name.slice(0, 3)}`;
  const namespaceOf = (name: string) => `xianjie-${process.pid}-${name}`;
  const all = [HARNESS, ...NAMES];
  const line = spawn(
    onPath('python3')!,
    [
      fileURLToPath(new URL('./line.py', import.meta.url)),
      String(seed),
      ...all.map((name) => `${deviceOf(name)}=${addressOf(name)}`),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => line.once('exit', () => resolve()));
  const told = createInterface(line.stdout)[Symbol.asyncIterator]();
  const made: string[] = [];
  const close = async () => {
    line.stdin.end();
    await exited;
    for (const name of made.splice(0)) ip('netns', 'delete', namespaceOf(name));
  };
  process.once('exit', () => {
    for (const name of made) ip('netns', 'delete', namespaceOf(name));
  });
  try {
    if ((await told.next()).value !== 'ready') throw new Error('the lines between the machines could not be made');
    const up = (name: string, within: readonly string[]) => {
      ip(...within, 'address', 'add', `${addressOf(name)}/29`, 'dev', deviceOf(name));
      ip(...within, 'link', 'set', deviceOf(name), 'mtu', '1400', 'up');
    };
    up(HARNESS, []);
    for (const name of NAMES) {
      ip('netns', 'add', namespaceOf(name));
      made.push(name);
      ip('link', 'set', deviceOf(name), 'netns', namespaceOf(name));
      ip('-n', namespaceOf(name), 'link', 'set', 'lo', 'up');
      up(name, ['-n', namespaceOf(name)]);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const machineNames = new Map<string, string>([
    ['nats', NATS_ON],
    ...SUBGRAPHS.map(
      ({ name, station }) => [name, NAMES.find((machine) => MACHINES[machine]!.includes(station))!] as const,
    ),
  ]);
  return {
    machineOf(program) {
      const name = machineNames.get(program);
      return name
        ? { address: addressOf(name), within: [onPath('ip')!, 'netns', 'exec', namespaceOf(name)] }
        : { address: addressOf(HARNESS), within: [] };
    },
    async weather(now) {
      line.stdin.write(`${JSON.stringify({ ...now, cut: now.cut.map(addressOf) })}\n`);
      return JSON.parse((await told.next()).value as string) as LineCounts;
    },
    close,
  };
}

function ip(...parameters: string[]): void {
  execFileSync(onPath('ip')!, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
}
