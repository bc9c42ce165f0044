import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Checkpoint } from './entities.ts';

/** The newest checkpoint of a station's own log that this machine has seen. */
interface Mark {
  readonly size: number;
  /** hex */
  readonly root: string;
}

/**
 * Remembers outside the database how far the station's log had come, so that a database that was put back to an earlier state is recognised
 * when the station starts. A mark that is behind the database (another replica went on, the machine failed before it was written) is in order.
 */
export class HighWater {
  readonly #file: string;
  readonly #log: (message: string, error?: unknown) => void;
  #isWritable = true;

  constructor(file: string, log: (message: string, error?: unknown) => void) {
    this.#file = file;
    this.#log = log;
  }

  /** What the database lacks that it had; null: nothing, as far as this machine knows. */
  async lostBy(em: EntityManager): Promise<Mark | null> {
    const mark = this.#read();
    if (!mark) return null;
    const own = await em.findOne(Checkpoint, mark.size);
    return own?.root === mark.root ? null : mark;
  }

  /** Keeps the checkpoint, whole and on disk; where the folder can not be written it is said once and goes on without. */
  keep({ size, root }: Mark): void {
    if (!this.#isWritable) return;
    try {
      const part = openSync(`${this.#file}.new`, 'w', 0o600);
      writeSync(part, JSON.stringify({ size, root }));
      fsyncSync(part);
      closeSync(part);
      renameSync(`${this.#file}.new`, this.#file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC') return;
      this.#isWritable = false;
      this.#log(`${this.#file} can not be written: a database that is put back to an old state is not recognised here`);
    }
  }

  #read(): Mark | null {
    try {
      const { size, root } = JSON.parse(readFileSync(this.#file, 'utf8')) as Mark;
      return Number.isSafeInteger(size) && typeof root === 'string' ? { size, root } : null;
    } catch {
      return null;
    }
  }
}
