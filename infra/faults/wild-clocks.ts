import { chmodSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Clocks of single programs that can be set wrong, as those of single machines are. */
export interface WildClocks {
  /** what a program is started with so that its clock can be set */
  environmentOf(program: string): Record<string, string>;
  /** sets the clock of a program ahead (or, below 0, behind) within a second; 0 sets it right */
  set(program: string, seconds: number): void;
  close(): void;
}

const [LIBRARY] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');

/** False where libfaketime is not installed (Debian: `faketime`). */
export const clocksCanJump = (): boolean => LIBRARY !== undefined;

/** Programs whose wall clock follows a file (libfaketime); what measures spans of time goes on as it was, as in a kernel whose clock is set. */
export function wildClocks(): WildClocks {
  if (!LIBRARY) throw new Error('libfaketime is not installed: apt-get install faketime');
  const directory = mkdtempSync(join(tmpdir(), 'xianjie-clocks-'));
  // PostgreSQL, which is not root, reads its own too
  chmodSync(directory, 0o755);
  const fileOf = (program: string) => join(directory, program);
  const set = (program: string, seconds: number) =>
    writeFileSync(fileOf(program), `${seconds < 0 ? '' : '+'}${seconds}s\n`);
  return {
    set,
    close: () => rmSync(directory, { recursive: true, force: true }),
    environmentOf(program) {
      if (!existsSync(fileOf(program))) set(program, 0);
      return {
        LD_PRELOAD: LIBRARY!,
        FAKETIME_TIMESTAMP_FILE: fileOf(program),
        FAKETIME_CACHE_DURATION: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      };
    },
  };
}
