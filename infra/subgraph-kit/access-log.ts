import type { EntityManager } from '@mikro-orm/postgresql';
import type { FieldGroup } from '@xianjie/contracts/access/index.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { AccessRecord } from './entities.ts';
import type { RequestContext } from './station-context.ts';

const WRITE_EVERY_MS = 200;
const TRY_AGAIN_MS = 2_000;
const MOST_AT_ONCE = 1_000;
const MOST_WAITING = 20_000;

interface Read {
  readonly at: Date;
  readonly context: RequestContext;
  readonly caseId: string;
  readonly groups: Set<FieldGroup>;
  taken: boolean;
}

/**
 * Writes down who of another organisation read what of a case here: a row per request and case, a moment later, many at once, so
 * that nobody waits for it. What can not be written down any more is not shown.
 */
export class AccessLog {
  readonly #fork: () => EntityManager;
  readonly #log: (message: string, error?: unknown) => void;
  #waiting: Read[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(fork: () => EntityManager, log: (message: string, error?: unknown) => void) {
    this.#fork = fork;
    this.#log = log;
  }

  /** @throws ACCESS_LOG_FULL */
  note(context: RequestContext, caseId: string, group: FieldGroup): void {
    if (context.identity!.organisation === context.station.name) return;
    let mine = context.loaders.get(AccessLog) as Map<string, Read> | undefined;
    if (!mine) context.loaders.set(AccessLog, (mine = new Map()));
    const known = mine.get(caseId);
    if (known && !known.taken) return void known.groups.add(group);
    if (this.#waiting.length >= MOST_WAITING) throw refuse('ACCESS_LOG_FULL');
    const read = { at: context.station.now(), context, caseId, groups: new Set([group]), taken: false };
    mine.set(caseId, read);
    this.#waiting.push(read);
    this.#schedule(WRITE_EVERY_MS);
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#writing;
    while (this.#waiting.length > 0 && (await this.#write()));
  }

  #schedule(ms: number): void {
    if (this.#stopped || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#write().then((written) => {
        if (this.#waiting.length > 0) this.#schedule(written ? 0 : TRY_AGAIN_MS);
      });
    }, ms);
  }

  async #write(): Promise<boolean> {
    const reads = this.#waiting.splice(0, MOST_AT_ONCE);
    const rows = reads.map((read) => {
      read.taken = true;
      const { identity, operation } = read.context;
      return {
        at: read.at,
        officer: identity!.sub,
        officerName: identity!.name,
        organisation: identity!.organisation,
        caseId: read.caseId,
        groups: [...read.groups],
        operation: operation.name,
        operationHash: operation.hash,
      };
    });
    try {
      await this.#fork().transactional(async (em) => {
        for (const row of rows) em.persist(em.create(AccessRecord, row));
      });
      return true;
    } catch (error) {
      this.#log('reads could not be written down, they are tried again', error);
      this.#waiting.unshift(...reads);
      return false;
    }
  }
}
