import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** `nobody`: exists on every Linux; PostgreSQL refuses to run as root. */
const NOBODY = 65534;
/** Options of a child process that must not be root. */
export const asUser: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

const WORLD_READABLE = '/var/tmp';
const OTHERS_MAY_PASS = 0o001;

/** True when every folder above a path lets other users through. */
function passable(path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    if (existsSync(folder) && !(statSync(folder).mode & OTHERS_MAY_PASS)) return false;
    if (folder === dirname(folder)) return true;
  }
}

const shadowOf = (path: string) =>
  join(WORLD_READABLE, `xianjie-${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16)}`);

/** Where the unprivileged user can keep a folder: the path itself, or for one below a closed folder such as /root a place in /var/tmp. */
export function reachableFolder(path: string): string {
  if (asUser.uid === undefined || passable(path)) return path;
  const shadow = shadowOf(path);
  mkdirSync(shadow, { recursive: true, mode: 0o755 });
  return join(shadow, 'data');
}

/** Programs that the unprivileged user can run: the package's folder itself, or a copy of it where it can be reached. */
export function reachablePrograms(folder: string): string {
  if (asUser.uid === undefined || passable(join(folder, 'x'))) return folder;
  const copy = `${shadowOf(folder)}-programs`;
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return copy;
}
