import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps servers and network tools where the path of a user need not lead. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/bin'];

/** A program on this machine, or null. */
export const onPath = (program: string): string | null =>
  FOLDERS.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
