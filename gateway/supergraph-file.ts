import { readFileSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from './error-mask.ts';

const SETTLE_MS = 50;

/**
 * Loads a supergraph and follows the file: however it is changed (written, renamed over, its folder's link swapped), the new
 * one is taken when it is usable; otherwise the old one stays and the log says why.
 */
export function followSupergraph(file: string, load: (sdl: string) => void, log: Log): { close(): void } {
  let current = readFileSync(file, 'utf8');
  load(current);
  const look = (): void => {
    try {
      const sdl = readFileSync(file, 'utf8');
      if (sdl === current) return;
      current = sdl;
      load(sdl);
      log('the new supergraph is in force');
    } catch (error) {
      log('the new supergraph is not usable, the old one stays', error);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(dirname(file), { persistent: false }, () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLE_MS).unref();
  });
  return {
    close() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
