import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { startHub } from '@xianjie/local/hub.ts';
import { sqlOf } from '@xianjie/local/hub-sql.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';
import { findings, waiting } from './audit.ts';
import { startBadNetwork, type BadNetworkOptions } from './bad-network.ts';
import { Handoffs } from './handoffs.ts';
import { KeyChanges } from './key-changes.ts';
import { killInTurn, random } from './kills.ts';
import { startMachines } from './machines.ts';
import { mountSmallDisk } from './small-disk.ts';
import { changingWeather, type WeatherPlan } from './weather.ts';
import { wildClocks } from './wild-clocks.ts';

export interface FaultOptions {
  readonly handoffs: number;
  readonly kills: number;
  readonly bus: 'postgres' | 'nats';
  /** every station with a PostgreSQL server of its own */
  readonly separate?: boolean;
  /** the lines between the stations' machines and NATS are bad; NATS must be the bus */
  readonly network?: Omit<BadNetworkOptions, 'natsPort' | 'next'>;
  /** every machine is a network namespace, and the weather on the lines between them changes, at least so often; needs root */
  readonly namespaces?: WeatherPlan;
  /** so often the disk under everything is full for some seconds; needs root */
  readonly fullDisks?: number;
  /** so often the clock of one program jumps a day ahead or behind, and back after some seconds; needs libfaketime */
  readonly clockJumps?: number;
  /** so often both agencies change their keys, and forged envelopes come in */
  readonly keyChanges?: number;
  /** no cases step by step: as many as `handoffs` are opened and then handed over once each, as fast as the hub takes them */
  readonly atOnce?: boolean;
  readonly seed: number;
  /** folder for the programs' logs, which are gone with everything else otherwise */
  readonly logs?: string;
  /** cases at once */
  readonly together: number;
  readonly say?: (line: string) => void;
}
export interface FaultOutcome {
  readonly handoffs: number;
  readonly kills: Readonly<Record<string, number>>;
  /** lost, double or unfinished, a line each */
  readonly found: readonly string[];
}

const TELL_EVERY_MS = 10_000;
const QUIET_WITHIN_MS = 600_000;
const MOST_PAUSE_MS = 1_000;
const SMALL_DISK_MEGABYTES = 1_000;
const FULL_FOR_MS = 5_000;
const DAY_S = 86_400;
const WRONG_FOR_MS = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** 30 % of all messages lost, each up to 2 s late and so reordered, a tenth doubled, a machine cut off every 10 s for up to 8 s. */
export const BAD_NETWORK: FaultOptions['network'] = {
  weather: { loss: 0.3, twice: 0.1, mostDelayMs: 2_000 },
  cutEveryMs: 10_000,
  mostCutMs: 8_000,
};
/** Each kind of weather once at least. */
export const NAMESPACES: WeatherPlan = { lastsMs: 10_000, turns: 10 };

/**
 * Officers hand cases over while subgraphs, gateway, PostgreSQL and, where it carries, NATS are killed (SIGKILL) and started again;
 * afterwards every database is held against the harness's own list of what officers were told. Leaves nothing behind.
 */
export async function runFaults({
  separate = false,
  network: bad,
  namespaces,
  fullDisks = 0,
  clockJumps = 0,
  keyChanges = 0,
  atOnce = false,
  handoffs,
  kills,
  bus,
  seed,
  logs,
  together,
  say = () => {},
}: FaultOptions): Promise<FaultOutcome> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'xianjie-faults-'));
  const disk = fullDisks > 0 ? mountSmallDisk(dataDirectory, SMALL_DISK_MEGABYTES) : null;
  const clocks = clockJumps > 0 ? wildClocks() : null;
  const next = random(seed);
  const natsPort = await freePort();
  const network = bad ? await startBadNetwork({ ...bad, natsPort, next }) : null;
  const machines = namespaces ? await startMachines(seed) : null;
  const stationOf = new Map(SUBGRAPHS.map(({ name, station }) => [name, station]));
  const hub = await startHub({
    dataDirectory,
    bus,
    separate,
    natsPort,
    ...(machines ? { machineOf: machines.machineOf } : {}),
    environment: (program): Record<string, string> => ({
      ...(network && stationOf.has(program) ? { NATS_URL: network.urlOf(stationOf.get(program)!) } : {}),
      ...clocks?.environmentOf(program),
    }),
  });
  const victims = [...hub.services.keys()].filter((name) => name !== 'identity' && !name.startsWith('files'));
  const sql = sqlOf(hub);
  const work = new Handoffs(hub);
  const keys = new KeyChanges(hub, sql);
  let changed = 0;
  let handedOver = false;
  const changeKeys = async () => {
    while (keyChanges > 0 && (changed < keyChanges || (atOnce && !handedOver))) {
      await pause(next() * MOST_PAUSE_MS);
      await keys.change();
      changed += 1;
    }
  };
  let killed = 0;
  let filled = 0;
  let jumped = 0;
  const fillDisk = async () => {
    for (; disk && filled < fullDisks; filled += 1) {
      await pause(next() * MOST_PAUSE_MS * 5);
      await disk.fill(FULL_FOR_MS);
      // PostgreSQL ends where it can not write its log; a supervisor starts it again
      for (const [name, { exited }] of hub.services)
        if (await Promise.race([exited.then(() => true), pause(0).then(() => false)])) await hub.restart(name);
      say(`the disk was full for ${FULL_FOR_MS / 1_000} s, ${work.done.length} acts done`);
    }
  };
  const jumpClocks = async () => {
    // one program after the other, the databases first
    const jumping = victims.filter((name) => name !== 'nats');
    for (; clocks && jumped < clockJumps; jumped += 1) {
      await pause(next() * MOST_PAUSE_MS * 5);
      const program = jumping[jumped % jumping.length]!;
      const days = next() < 0.5 ? -1 : 1;
      clocks.set(program, days * DAY_S);
      await pause(WRONG_FOR_MS);
      clocks.set(program, 0);
      say(`the clock of ${program} was ${days > 0 ? 'ahead' : 'behind'} by a day, ${work.done.length} acts done`);
    }
  };
  const weather = machines && namespaces ? changingWeather(machines, next, namespaces) : null;
  let left = 0;
  const timer = setInterval(() => {
    void waiting(sql).then(
      (count) => (left = count),
      () => {},
    );
    say(
      `${work.handoffs} handoffs, ${work.done.length} acts, ${work.repeated} repeated, ${killed} kills, ${left} waiting${network ? `; ${network.tell()}` : ''}${weather ? `; ${weather.tell()}` : ''}`,
    );
  }, TELL_EVERY_MS);
  try {
    const began = Date.now();
    const [counts] = await Promise.all([
      killInTurn(hub, {
        kills,
        victims,
        next,
        mostPauseMs: MOST_PAUSE_MS,
        onKill: () => (killed += 1),
      }),
      atOnce
        ? work.atOnce(handoffs, together).then((each) => {
            handedOver = true;
            say(`${each.toFixed(1)} handoffs a second`);
          })
        : work.work(
            together,
            () =>
              work.handoffs >= handoffs &&
              killed >= kills &&
              (weather?.turns() ?? 0) >= (namespaces?.turns ?? 0) &&
              filled >= fullDisks &&
              jumped >= clockJumps &&
              changed >= keyChanges,
          ),
      fillDisk(),
      jumpClocks(),
      changeKeys(),
    ]);
    const each = (work.handoffs * 1_000) / (Date.now() - began);
    say(`${work.done.length} acts done, ${each.toFixed(1)} handoffs a second, killed ${JSON.stringify(counts)}`);
    if (changed > 0) say(`keys changed ${changed} times on both sides, ${keys.forged.length} envelopes forged`);
    await weather?.calm();
    say('waiting for what is on its way');
    const until = Date.now() + QUIET_WITHIN_MS;
    while ((await waiting(sql)) > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 500));
    return { handoffs: work.handoffs, kills: counts, found: await findings(sql, work.done, keys.forged) };
  } finally {
    clearInterval(timer);
    await weather?.calm();
    await work.close();
    await hub.stop();
    if (logs) cpSync(join(dataDirectory, 'logs'), logs, { recursive: true });
    await network?.close();
    await machines?.close();
    disk?.close();
    clocks?.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}
