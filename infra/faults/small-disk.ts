import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  /** fills it to the last byte, and gives the room back after a while */
  fill(ms: number): Promise<void>;
  /** unmounts it */
  close(): void;
}

const BLOCK = Buffer.alloc(1 << 20);

/** Makes a folder a disk of its own with so little room that it can be filled (a tmpfs; needs root). */
export function mountSmallDisk(directory: string, megabytes: number): SmallDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', directory]);
  const ballast = join(directory, 'ballast');
  return {
    async fill(ms) {
      const file = openSync(ballast, 'w');
      try {
        for (const size of [BLOCK.length, 4_096]) for (;;) writeSync(file, BLOCK, 0, size);
      } catch (error) {
        if ((error as { code?: string }).code !== 'ENOSPC') throw error;
      }
      fsyncSync(file);
      closeSync(file);
      await new Promise((resolve) => setTimeout(resolve, ms));
      rmSync(ballast);
    },
    close() {
      execFileSync('umount', ['-l', directory]);
    },
  };
}
