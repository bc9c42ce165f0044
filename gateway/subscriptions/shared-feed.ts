import type { ExecutionResult } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { GatewayContext } from '../context.ts';
import {
  resumable,
  takeCursor,
  type SubscriptionPlan,
  type SubscriptionRequest,
  type SupergraphPlans,
} from './supergraph-plans.ts';
import type { Subscriber } from './subscriber.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export interface SharedFeedOptions {
  readonly plans: () => SupergraphPlans;
  readonly plan: SubscriptionPlan;
  readonly request: SubscriptionRequest;
  /** WebSocket address of a subgraph */
  readonly webSocketUrl: (service: string) => string;
  readonly onEmpty: () => void;
}

/**
 * One upstream subscription and one execution per event, for all clients that ask the same with the same rights.
 * When the upstream breaks it is opened again from the last cursor seen, so no event is missed or repeated.
 */
export class SharedFeed {
  #o: SharedFeedOptions;
  #plan: SubscriptionPlan;
  #members = new Set<Subscriber>();
  #chain: Promise<void> = Promise.resolve();
  #cursor: string | null = null;
  #client: Client | undefined;
  #stopped = false;

  constructor(options: SharedFeedOptions) {
    this.#o = options;
    this.#plan = options.plan;
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
    const next = this.#o.plans().plan(this.#o.request);
    if ('errors' in next) return this.#end({ errors: next.errors });
    const changed = next.operation !== this.#plan.operation || next.service !== this.#plan.service;
    this.#plan = next;
    if (changed) disposeQuietly(this.#client);
  }

  /** Any live member's context: they all have the same rights. */
  #context(): GatewayContext | undefined {
    return this.#members.values().next().value?.context;
  }

  async #run(): Promise<void> {
    for (let attempt = 0; !this.#stopped;) {
      const operation = resumable(this.#plan.operation, this.#o.plans().schema);
      const before = this.#cursor;
      const outcome = await this.#open(operation ? operation(this.#cursor) : this.#plan.operation);
      if (this.#stopped) return;
      if (outcome.kind === 'refused') return this.#end({ errors: outcome.errors as never });
      if (outcome.kind === 'complete') return this.#end(null);
      if (!operation) return this.#end(sourceLost());
      attempt = this.#cursor === before ? attempt + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, Math.min(FIRST_RETRY_MS * 2 ** attempt, LAST_RETRY_MS)));
    }
  }

  /** Opens the upstream and resolves when it has ended. */
  #open(operation: string): Promise<{ kind: 'complete' | 'lost' } | { kind: 'refused'; errors: readonly unknown[] }> {
    const authorization = this.#context()?.authorization;
    const client = createClient({
      url: this.#o.webSocketUrl(this.#plan.service),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      keepAlive: 10_000,
      connectionParams: authorization ? { authorization } : {},
    });
    this.#client = client;
    const variables = Object.fromEntries(
      this.#plan.variableNames
        .filter((name) => this.#o.request.variables[name] !== undefined)
        .map((name) => [name, this.#o.request.variables[name]]),
    );
    return new Promise((resolve) => {
      client.subscribe<Record<string, unknown>>(
        {
          query: operation,
          variables,
          ...(this.#plan.operationName ? { operationName: this.#plan.operationName } : {}),
        },
        {
          next: (payload) => this.#event(payload as ExecutionResult),
          error: (error) => resolve(Array.isArray(error) ? { kind: 'refused', errors: error } : { kind: 'lost' }),
          complete: () => resolve({ kind: 'complete' }),
        },
      );
    }).finally(() => disposeQuietly(client)) as never;
  }

  #event(payload: ExecutionResult): void {
    const cursor = takeCursor(payload);
    if (cursor) this.#cursor = cursor;
    const context = this.#context();
    if (!context) return;
    const result = this.#plan
      .execute(payload, this.#o.request, context)
      .catch((error: Error) => ({ errors: [error] }) as never);
    this.#chain = this.#chain
      .then(() => result)
      .then((value) => this.#members.forEach((member) => member.push(value, cursor)));
  }

  #end(last: ExecutionResult | null): void {
    this.#stopped = true;
    void this.#chain.then(() => [...this.#members].forEach((member) => member.end(last)));
    this.#o.onEmpty();
    disposeQuietly(this.#client);
  }
}

const sourceLost = (): ExecutionResult => ({
  errors: [
    Object.assign(new Error('动态来源中断，请重新订阅。'), {
      extensions: { code: 'SUBSCRIPTION_SOURCE_LOST' },
    }) as never,
  ],
});

/** Disposing rejects while a connection attempt is under way. */
function disposeQuietly(client: Client | undefined): void {
  void Promise.resolve(client?.dispose()).catch(() => {});
}
