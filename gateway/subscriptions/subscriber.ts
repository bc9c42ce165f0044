import { refuse, type ErrorCode } from '@xianjie/contracts/errors.ts';
import type { GatewayContext } from '../context.ts';
import { Payload } from './payload.ts';

const MOST_WAITING = 1_000;

/** One client's end of a feed: results in order as JSON text, bounded; a client that can not keep up is told where to resume. */
export class Subscriber implements AsyncIterableIterator<Payload> {
  #queue: Payload[] = [];
  #wake = () => {};
  #ended = false;
  #taken: string | null = null;
  #cursors: (string | null)[] = [];
  #expiry: NodeJS.Timeout | undefined;

  constructor(
    readonly context: GatewayContext,
    private readonly onEnd: (subscriber: Subscriber) => void,
  ) {
    const until = context.identity?.expiresAt;
    if (until) {
      const left = Math.min(until * 1_000 - Date.now(), 2 ** 31 - 1);
      this.#expiry = setTimeout(() => this.end(failure('TOKEN_EXPIRED')), left).unref();
    }
  }

  push(result: Payload, cursor: string | null): void {
    if (this.#ended) return;
    if (this.#queue.length >= MOST_WAITING) {
      this.#queue = [];
      this.#cursors = [];
      return this.end(failure('SUBSCRIBER_TOO_SLOW', { cursor: this.#taken }));
    }
    this.#queue.push(result);
    this.#cursors.push(cursor);
    this.#wake();
  }

  /** No more results; `last` is delivered after those waiting. */
  end(last: Payload | null): void {
    if (this.#ended) return;
    if (last) this.#queue.push(last);
    this.#ended = true;
    clearTimeout(this.#expiry);
    this.onEnd(this);
    this.#wake();
  }

  async next(): Promise<IteratorResult<Payload>> {
    for (;;) {
      const value = this.#queue.shift();
      if (value) {
        this.#taken = this.#cursors.shift() ?? this.#taken;
        return { value, done: false };
      }
      if (this.#ended) return { value: undefined, done: true };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async return(): Promise<IteratorResult<Payload>> {
    this.#queue = [];
    this.end(null);
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A result that only says why there are no more. */
export const failure = (code: ErrorCode, details: Record<string, unknown> = {}): Payload =>
  new Payload(JSON.stringify({ errors: [refuse(code, details)] }));
