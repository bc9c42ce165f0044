import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PaperFormat, RenderReply, RenderRequest } from './render-worker.ts';

export type { PaperFormat };
interface Waiting {
  readonly request: RenderRequest;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}
export interface RenderPoolOptions {
  /** papers that may wait; more are refused */
  readonly longest?: number;
  /** milliseconds after which a paper is given up and the thread ended */
  readonly timeout?: number;
  /** milliseconds after the last paper until the thread ends and gives its memory back */
  readonly idle?: number;
}
/** The queue is full: the caller may try again later. */
export class RenderQueueFull extends Error {
  override readonly name = 'RenderQueueFull';
}

const RUNTIME = pathToFileURL(createRequire(import.meta.url).resolve('@xianjie/runtime')).href;

/**
 * Sets papers in a thread of its own, one after the other, so that the clocks of this process run on meanwhile.
 * The thread starts with the first paper and keeps no process alive while it is idle.
 */
export class RenderPool {
  readonly #longest: number;
  readonly #timeout: number;
  readonly #idle: number;
  readonly #queue: Waiting[] = [];
  #worker: Worker | null = null;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;
  #serial = 0;
  #closed = false;

  constructor({ longest = 200, timeout = 60_000, idle = 60_000 }: RenderPoolOptions = {}) {
    this.#longest = longest;
    this.#timeout = timeout;
    this.#idle = idle;
  }

  /** The paper as bytes of a PDF or a Word document. */
  renderPaper(paper: Paper, format: PaperFormat): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new Error('the render pool is closed'));
    if (this.#queue.length >= this.#longest)
      return Promise.reject(new RenderQueueFull(`${this.#queue.length} papers are waiting already`));
    return new Promise((resolve, reject) => {
      this.#serial += 1;
      this.#queue.push({ request: { id: this.#serial, paper, format }, resolve, reject });
      this.#next();
    });
  }

  /** Ends the thread; what still waits is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#fail(new Error('the render pool was closed'), this.#queue.splice(0));
    await this.#end(new Error('the render pool was closed'));
  }

  #next(): void {
    if (this.#current) return;
    const next = this.#queue.shift();
    if (!next) return this.#rest();
    this.#current = next;
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    this.#setTimer(this.#timeout, () => void this.#end(new Error(`no paper after ${this.#timeout} ms`)));
    worker.postMessage(next.request);
  }
  #rest(): void {
    this.#worker?.unref();
    this.#setTimer(this.#idle, () => void this.#end(null)).unref();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
      execArgv: ['--import', RUNTIME, '--disable-warning=ExperimentalWarning'],
      name: 'papers',
    });
    worker.on('message', (reply: RenderReply) => this.#settle(worker, reply));
    worker.on('error', (error) => void this.#end(error instanceof Error ? error : new Error(String(error)), worker));
    worker.on('exit', () => void this.#end(new Error('the render thread ended'), worker));
    return worker;
  }
  #settle(worker: Worker, reply: RenderReply): void {
    const current = this.#current;
    if (worker !== this.#worker || current?.request.id !== reply.id) return;
    this.#current = null;
    if ('error' in reply) current.reject(new Error(reply.error));
    else current.resolve(reply.bytes);
    this.#next();
  }

  /** Ends the thread; the paper it was at fails, those that wait get a new thread. */
  async #end(error: Error | null, which: Worker | null = this.#worker): Promise<void> {
    if (which !== this.#worker) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#worker = null;
    const current = this.#current;
    this.#current = null;
    if (current) this.#fail(error ?? new Error('the render thread ended'), [current]);
    await which?.terminate();
    if (this.#queue.length > 0) this.#next();
  }
  #fail(error: Error, papers: readonly Waiting[]): void {
    for (const { reject } of papers) reject(error);
  }
  #setTimer(milliseconds: number, then: () => void): NodeJS.Timeout {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(then, milliseconds);
    return this.#timer;
  }
}

let shared: RenderPool | null = null;
/** The process's own pool. */
export const renderPaper = (paper: Paper, format: PaperFormat): Promise<Uint8Array> =>
  (shared ??= new RenderPool()).renderPaper(paper, format);
