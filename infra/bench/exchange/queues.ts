import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inDatabase, withClient } from '@xianjie/database/provision.ts';
import type { Ground } from './ground.ts';

/** What a job does: the clock is marked and somebody told, by one statement. */
const FIRE = `with fired as (update plain_clock set status = 'BREACHED', breached_at = now(), next_fire_at = null where id = any($1::uuid[]) and next_fire_at is not null returning *)
  insert into plain_event (deadline_id, at) select id, now() from fired`;
const WORKERS = 2;
const LOOK_MS = 100;
const ENQUEUED_AT_ONCE = 5_000;
/** of pg-boss, which hands a batch to its worker; Graphile Worker hands out one job after the other */
const BATCH = 1_000;
const AT_ONCE = 20;

interface Worker {
  stop(): Promise<unknown>;
}
interface Queue {
  readonly name: string;
  /** arms a job for each clock, due a minute ago */
  arm(ids: readonly string[]): Promise<void>;
  work(): Promise<Worker>;
}

/** Job queues on PostgreSQL that fire as many clocks: each job of theirs does the bare statement's work. Jobs a second, by queue. */
export async function benchQueues(ground: Ground, count: number): Promise<Record<string, number>> {
  await withClient(ground.adminUrl, (client) => client.query('create database queues'));
  const url = inDatabase(ground.adminUrl, 'queues');
  const pool = new pg.Pool({ connectionString: url, max: AT_ONCE });
  // an idle connection may outlive `end` by a moment, and PostgreSQL is stopped then
  pool.on('error', () => {});
  const figures: Record<string, number> = {};
  try {
    for (const open of [pgBoss, graphileWorker]) {
      await pool.query(`drop table if exists plain_clock, plain_event;
        create table plain_clock (id uuid primary key, status text, breached_at timestamptz, next_fire_at timestamptz);
        create table plain_event (cursor bigserial primary key, deadline_id uuid unique, at timestamptz)`);
      const { rows } = await pool.query<{ id: string }>(
        `insert into plain_clock select gen_random_uuid(), 'RUNNING', null, now() from generate_series(1, $1::int) returning id`,
        [count],
      );
      const queue = await open(url, pool);
      for (let at = 0; at < count; at += ENQUEUED_AT_ONCE)
        await queue.arm(rows.slice(at, at + ENQUEUED_AT_ONCE).map(({ id }) => id));
      const began = performance.now();
      const workers = await Promise.all(Array.from({ length: WORKERS }, () => queue.work()));
      for (;;) {
        const { rows: left } = await pool.query<{ n: number }>(
          'select count(*)::int n from plain_clock where next_fire_at is not null',
        );
        if (left[0]!.n === 0) break;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      figures[queue.name] = (count * 1_000) / (performance.now() - began);
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  } finally {
    await pool.end();
  }
  return figures;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
function peer<T>(name: string): T {
  if (!existsSync(here('peers/node_modules'))) {
    console.log('installing the other queues …');
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: here('peers'),
      stdio: 'inherit',
    });
  }
  return createRequire(here('peers/package.json'))(name) as T;
}

interface Boss {
  start(): Promise<unknown>;
  stop(options: object): Promise<unknown>;
  createQueue(name: string): Promise<unknown>;
  insert(jobs: readonly object[]): Promise<unknown>;
  work(
    name: string,
    options: object,
    handler: (jobs: { data: { id: string } }[]) => Promise<unknown>,
  ): Promise<unknown>;
}
async function pgBoss(url: string, pool: pg.Pool): Promise<Queue> {
  const Boss = peer<new (options: object) => Boss>('pg-boss');
  const open = async () => {
    const boss = new Boss({ connectionString: url });
    await boss.start();
    return boss;
  };
  const boss = await open();
  await boss.createQueue('fire');
  await boss.stop({ graceful: false });
  return {
    name: 'pg-boss',
    async arm(ids) {
      const sender = await open();
      await sender.insert(ids.map((id) => ({ name: 'fire', data: { id } })));
      await sender.stop({ graceful: false });
    },
    async work() {
      const worker = await open();
      // its smallest interval between two looks is half a second
      const options = { batchSize: BATCH, pollingIntervalSeconds: 0.5 };
      for (let nth = 0; nth < AT_ONCE / WORKERS; nth += 1)
        await worker.work('fire', options, (jobs) => pool.query(FIRE, [jobs.map(({ data }) => data.id)]));
      return { stop: () => worker.stop({ graceful: false }) };
    },
  };
}

interface Graphile {
  makeWorkerUtils(options: object): Promise<{
    migrate(): Promise<void>;
    release(): Promise<void>;
  }>;
  run(options: object): Promise<Worker>;
  readonly Logger: new (factory: () => () => void) => object;
}
async function graphileWorker(url: string, pool: pg.Pool): Promise<Queue> {
  const { makeWorkerUtils, run, Logger } = peer<Graphile>('graphile-worker');
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  await utils.release();
  return {
    name: 'graphile-worker',
    arm: (ids) =>
      pool
        .query(`select graphile_worker.add_job('fire', json_build_object('id', id)) from unnest($1::uuid[]) as id`, [
          ids,
        ])
        .then(() => {}),
    work: () =>
      run({
        connectionString: url,
        concurrency: AT_ONCE / WORKERS,
        pollInterval: 500,
        noHandleSignals: true,
        logger,
        taskList: { fire: ({ id }: { id: string }) => pool.query(FIRE, [[id]]) },
      }),
  };
}
