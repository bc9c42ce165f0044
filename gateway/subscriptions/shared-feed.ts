import type { FormattedExecutionResult } from 'graphql';
import type { FetchNode } from '@apollo/query-planner';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { GatewayContext } from '../context.ts';
import type { Engine, GraphqlRequest } from '../engine.ts';
import type { Run } from '../execution/plan-steps.ts';
import type { DecidedOperation, PreparedOperation } from '../execution/federated-schema.ts';
import { resumable, takeCursor } from './cursor.ts';
import { Payload } from './payload.ts';
import { failure, type Subscriber } from './subscriber.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export interface SharedFeedOptions {
  readonly engine: Engine;
  readonly prepared: PreparedOperation;
  readonly decided: DecidedOperation;
  readonly request: GraphqlRequest;
  /** its variables, checked and completed */
  readonly values: Run['variables'];
  readonly onEmpty: () => void;
}

/**
 * One upstream subscription and one execution per event, for all clients that ask the same with the same rights.
 * When the upstream breaks it is opened again from the last cursor seen, so no event is missed or repeated.
 */
export class SharedFeed {
  #o: SharedFeedOptions;
  #prepared: PreparedOperation;
  #decided: DecidedOperation;
  #members = new Set<Subscriber>();
  #chain: Promise<void> = Promise.resolve();
  #cursor: string | null = null;
  #client: Client | undefined;
  #stopped = false;

  constructor(options: SharedFeedOptions) {
    this.#o = options;
    this.#prepared = options.prepared;
    this.#decided = options.decided;
    queueMicrotask(() => void this.#run());
  }

  add(subscriber: Subscriber): void {
    this.#members.add(subscriber);
  }

  remove(subscriber: Subscriber): void {
    this.#members.delete(subscriber);
    if (this.#members.size > 0 || this.#stopped) return;
    this.#stopped = true;
    this.#o.onEmpty();
    disposeQuietly(this.#client);
  }

  /** A new supergraph: events from now on are planned over it; the upstream stays unless its operation changed. */
  replan(): void {
    const next = this.#o.engine.prepare(this.#o.request, null);
    if ('errors' in next) return this.#end(new Payload(JSON.stringify(next)));
    const before = this.#primary;
    this.#prepared = next;
    this.#decided = next.decide(this.#o.values);
    const after = this.#primary;
    if (before.operation !== after.operation || before.serviceName !== after.serviceName) disposeQuietly(this.#client);
  }

  /** What is opened upstream. */
  get #primary(): FetchNode {
    return this.#decided.plan().primary!;
  }

  /** Any live member's context: they all have the same rights. */
  #context(): GatewayContext | undefined {
    return this.#members.values().next().value?.context;
  }

  async #run(): Promise<void> {
    for (let attempt = 0; !this.#stopped;) {
      const primary = this.#primary;
      const operation = resumable(primary.operation, this.#o.engine.schema);
      const before = this.#cursor;
      const outcome = await this.#open(operation ? operation(this.#cursor) : primary.operation);
      if (this.#stopped) return;
      if (outcome.kind === 'refused') return this.#end(new Payload(JSON.stringify({ errors: outcome.errors })));
      if (outcome.kind === 'complete') return this.#end(null);
      if (!operation) return this.#end(failure('SUBSCRIPTION_SOURCE_LOST'));
      attempt = this.#cursor === before ? attempt + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, Math.min(FIRST_RETRY_MS * 2 ** attempt, LAST_RETRY_MS)));
    }
  }

  /** Opens the upstream and resolves when it has ended. */
  #open(operation: string): Promise<{ kind: 'complete' | 'lost' } | { kind: 'refused'; errors: readonly unknown[] }> {
    const authorization = this.#context()?.authorization;
    const { serviceName, operationName, variableUsages = [] } = this.#primary;
    const given = this.#o.values;
    const client = createClient({
      url: this.#o.engine.subgraph(serviceName).url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      keepAlive: 10_000,
      connectionParams: { ...(authorization ? { authorization } : {}), ...this.#prepared.headers },
    });
    this.#client = client;
    const variables = Object.fromEntries(
      variableUsages.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
    );
    return new Promise((resolve) => {
      client.subscribe<Record<string, unknown>>(
        { query: operation, variables, ...(operationName ? { operationName } : {}) },
        {
          next: (payload) => this.#event(payload as FormattedExecutionResult),
          error: (error) => resolve(Array.isArray(error) ? { kind: 'refused', errors: error } : { kind: 'lost' }),
          complete: () => resolve({ kind: 'complete' }),
        },
      );
    }).finally(() => disposeQuietly(client)) as never;
  }

  #event(payload: FormattedExecutionResult): void {
    const cursor = takeCursor(payload);
    if (cursor) this.#cursor = cursor;
    const context = this.#context();
    if (!context) return;
    const { data, errors = [] } = payload;
    const known = { data: data ?? {}, errors: [...errors] as never[] };
    const result = this.#o.engine.execute(this.#prepared, this.#decided, this.#o.values, context, known);
    this.#chain = this.#chain
      .then(() => result)
      .then(({ text }) => {
        const payload = new Payload(text);
        this.#members.forEach((member) => member.push(payload, cursor));
      });
  }

  #end(last: Payload | null): void {
    this.#stopped = true;
    void this.#chain.then(() => [...this.#members].forEach((member) => member.end(last)));
    this.#o.onEmpty();
    disposeQuietly(this.#client);
  }
}

/** Disposing rejects while a connection attempt is under way. */
function disposeQuietly(client: Client | undefined): void {
  void Promise.resolve(client?.dispose()).catch(() => {});
}
