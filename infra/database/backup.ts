import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { withClient } from './provision.ts';
import { asUser, reachableFolder } from './unprivileged.ts';

/** What PostgreSQL makes anew, or what belongs to the running server alone. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'recovery.signal', 'pg_internal.init']);
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

export interface BaseBackup {
  readonly startedAt: string;
  readonly finishedAt: string;
  /** log sequence numbers between which the copy becomes whole */
  readonly startLsn: string;
  readonly stopLsn: string;
}

/**
 * Copies a running cluster whose write-ahead log is archived: the copy alone is not whole, with the archive it can be brought to any moment from
 * `finishedAt` on.
 */
export async function takeBaseBackup(adminUrl: string, dataDir: string, target: string): Promise<BaseBackup> {
  const from = reachableFolder(dataDir);
  return withClient(adminUrl, async (client) => {
    const [mode] = (await client.query<{ archive_mode: string }>('show archive_mode')).rows;
    if (mode!.archive_mode === 'off')
      throw new Error('the cluster archives no write-ahead log (archive_mode is off): see docs/deployment.md');
    const startedAt = new Date().toISOString();
    const [start] = (await client.query<{ lsn: string }>(`select pg_backup_start('xianjie', fast => true) as lsn`))
      .rows;
    mkdirSync(target, { recursive: true, mode: 0o700 });
    cpSync(from, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => {
        const inside = path.slice(from.length + 1).split('/');
        if (LEFT_OUT.has(inside.at(-1)!) || inside.at(-1)!.startsWith('pgsql_tmp')) return false;
        return !(inside.length > 1 && EMPTIED.has(inside[0]!));
      },
    });
    const [stop] = (
      await client.query<{ lsn: string; labelfile: string; spcmapfile: string }>(
        'select lsn, labelfile, spcmapfile from pg_backup_stop(wait_for_archive => true)',
      )
    ).rows;
    writeFileSync(join(target, 'backup_label'), stop!.labelfile);
    if (stop!.spcmapfile) writeFileSync(join(target, 'tablespace_map'), stop!.spcmapfile);
    return { startedAt, finishedAt: new Date().toISOString(), startLsn: start!.lsn, stopLsn: stop!.lsn };
  });
}

export interface Recovery {
  readonly base: string;
  readonly walArchive: string;
  readonly dataDir: string;
  /** as the cluster stood at this moment; absent: as far as the archive goes */
  readonly at?: Date;
  readonly port?: number;
}
const RECOVER_WITHIN_MS = 600_000;

/** Puts a base backup in a cluster's place and brings it to a moment; what was there is kept beside it. The server runs when this resolves. */
export async function recover({ base, walArchive, dataDir, at, port }: Recovery): Promise<EmbeddedPostgres> {
  const place = reachableFolder(dataDir);
  if (existsSync(join(place, 'postmaster.pid'))) throw new Error(`stop the PostgreSQL on ${place} first`);
  if (existsSync(place)) renameSync(place, `${place}.before-${Date.now()}`);
  cpSync(base, place, { recursive: true, verbatimSymlinks: true });
  for (const folder of EMPTIED) mkdirSync(join(place, folder), { recursive: true });
  mkdirSync(join(place, 'pg_wal/archive_status'), { recursive: true });
  writeFileSync(join(place, 'recovery.signal'), '');
  const auto = join(place, 'postgresql.auto.conf');
  const settings = [
    `restore_command = 'cp "${resolve(reachableFolder(walArchive))}/%f" "%p"'`,
    `recovery_target_timeline = 'latest'`,
    `recovery_target_action = 'promote'`,
    ...(at ? [`recovery_target_time = '${at.toISOString().replace('T', ' ').replace('Z', '+00')}'`] : []),
  ];
  const before = existsSync(auto) ? readFileSync(auto, 'utf8') : '';
  writeFileSync(auto, `${before}\n${settings.join('\n')}\n`);
  if (asUser.uid) own(place);
  const server = await startEmbeddedPostgres({ dataDir, walArchive, ...(port ? { port } : {}) });
  try {
    const until = Date.now() + RECOVER_WITHIN_MS;
    while (await inRecovery(server.url)) {
      if (Date.now() > until) throw new Error('the recovery has not come to its end');
      await new Promise((done) => setTimeout(done, 200));
    }
    writeFileSync(auto, before);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const inRecovery = (url: string) =>
  withClient(
    url,
    async (client) => (await client.query<{ on: boolean }>('select pg_is_in_recovery() as on')).rows[0]!.on,
  ).catch(() => true);

function own(path: string): void {
  chownSync(path, asUser.uid!, asUser.gid!);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) own(inside);
    else chownSync(inside, asUser.uid!, asUser.gid!);
  }
}

/** Copies into `to` what is not there yet; never replaces anything. */
export function copyMissing(from: string, to: string): void {
  if (!existsSync(from)) return;
  cpSync(from, to, { recursive: true, force: false, errorOnExist: false, preserveTimestamps: true });
}
