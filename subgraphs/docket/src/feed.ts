import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { FeedEvent, type EventKind } from './entities/feed.ts';

export interface NewEvent {
  readonly kind: EventKind;
  readonly caseId: string;
  readonly at: Date;
  readonly actId?: string | null;
  readonly deadlineId?: string | null;
  readonly message: string;
  readonly audience: readonly string[];
}

export const FEED_CHANNEL = 'docket_feed';

/**
 * Appends events at the end of a transaction. The row lock on the head makes cursors gap-free and ordered as transactions commit:
 * a reader that saw N never misses a row that committed late.
 */
export async function appendEvents(em: EntityManager, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await em.flush();
  const rows = (await em.execute(
    'insert into feed_head (id, last) values (1, ?) on conflict (id) do update set last = feed_head.last + excluded.last returning last',
    [events.length],
  )) as { last: string | number }[];
  const first = Number(rows[0]!.last) - events.length + 1;
  events.forEach((event, index) =>
    em.persist(
      em.create(FeedEvent, {
        actId: null,
        deadlineId: null,
        ...event,
        audience: [...event.audience],
        cursor: first + index,
      }),
    ),
  );
  await em.flush();
  await em.execute(`select pg_notify('${FEED_CHANNEL}', '')`);
}

/** Wakes followers of the feed when something was appended by any replica; also once a second, since NOTIFY is only a hint. */
export class FeedWatch {
  #waiting = new Set<() => void>();
  #client: pg.Client | undefined;
  #closed = false;
  #timer: NodeJS.Timeout;

  constructor(private readonly url: string) {
    this.#timer = setInterval(() => this.#wake(), 1_000);
    void this.#listen();
  }

  /** Resolves when there may be news or `signal` aborts. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      if (signal.aborted) return resolve();
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  async stop(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#wake();
    await this.#client?.end().catch(() => {});
  }

  #wake(): void {
    for (const done of this.#waiting) done();
  }

  async #listen(): Promise<void> {
    while (!this.#closed) {
      const client = new pg.Client({ connectionString: this.url, application_name: 'docket feed' });
      this.#client = client;
      const lost = new Promise<void>((resolve) => client.on('error', () => resolve()).on('end', () => resolve()));
      try {
        await client.connect();
        client.on('notification', () => this.#wake());
        await client.query(`listen ${FEED_CHANNEL}`);
        await lost;
      } catch {
        // the loop tries again
      }
      await client.end().catch(() => {});
      if (!this.#closed) await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
    }
  }
}
