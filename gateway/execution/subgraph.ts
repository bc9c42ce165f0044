import { Pool, type Dispatcher } from 'undici';
import { refuse } from '@xianjie/contracts/errors.ts';
import { isTraced, spanned, traceHeaders } from '@xianjie/telemetry/tracing.ts';
import type { GatewayContext } from '../context.ts';
import { subgraphSeconds } from '../metrics.ts';

const CONNECT_WITHIN_MS = 2_000;
const MOST_ANSWER_BYTES = 16 * 1_048_576;
const MOST_CONNECTIONS = 64;
const MOST_WAITING = 2_000;
/** After so many failures in a row the agency is left alone for a while; one request then tries whether it is back. */
const FAILURES_TO_OPEN = 5;
const OPEN_FOR_MS = 1_000;

/** One agency's subgraph over HTTP, asked on behalf of the caller. An agency that does not answer is named and soon no longer waited for. */
export class Subgraph {
  #pool: Pool;
  #path: string;
  #waiting = 0;
  #failures = 0;
  #closedUntil = 0;

  constructor(
    readonly name: string,
    readonly url: string,
    answerMs: number,
  ) {
    const { origin, pathname, search } = new URL(url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, {
      connections: MOST_CONNECTIONS,
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
      connect: { timeout: CONNECT_WITHIN_MS },
    });
  }

  /**
   * Sends one GraphQL request (JSON text) and gives the text of the answer.
   * @throws AGENCY_UNAVAILABLE when it can not be reached, takes too long, answers too much or has too many waiting
   */
  async send(
    body: string,
    { authorization, requestId }: GatewayContext,
    operation: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const now = Date.now();
    if (now < this.#closedUntil || this.#waiting >= MOST_WAITING) throw this.#unavailable();
    if (this.#failures >= FAILURES_TO_OPEN) this.#closedUntil = now + OPEN_FOR_MS;
    this.#waiting += 1;
    const measured = subgraphSeconds.startTimer({ subgraph: this.name });
    try {
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        accept: 'application/json',
        ...operation,
      };
      if (authorization) headers['authorization'] = authorization;
      if (requestId) headers['x-request-id'] = requestId;
      const ask = () => dispatch(this.#pool, { method: 'POST', path: this.#path, headers, body });
      const text = isTraced()
        ? await spanned(`fetch ${this.name}`, { kind: 'CLIENT' }, () => {
            Object.assign(headers, traceHeaders());
            return ask();
          })
        : await ask();
      this.#failures = this.#closedUntil = 0;
      measured({ outcome: 'answered' });
      return text;
    } catch {
      this.#failures += 1;
      measured({ outcome: 'unavailable' });
      throw this.#unavailable();
    } finally {
      this.#waiting -= 1;
    }
  }

  #unavailable = () => refuse('AGENCY_UNAVAILABLE', { agency: this.name });

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** The body of an answer without a stream in between, whatever its status: GraphQL errors come with any. */
function dispatch(pool: Pool, options: Dispatcher.DispatchOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    pool.dispatch(options, {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData(controller, chunk) {
        size += chunk.length;
        if (size > MOST_ANSWER_BYTES) controller.abort(new Error('answer too large'));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        resolve(chunks.length === 1 ? chunks[0]!.toString('utf8') : Buffer.concat(chunks).toString('utf8'));
      },
      onResponseError(_controller, error) {
        reject(error);
      },
    });
  });
}
