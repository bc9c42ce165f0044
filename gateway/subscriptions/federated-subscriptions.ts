import type { GraphQLDataSource } from '@apollo/gateway';
import { Kind, type ExecutionResult, type GraphQLError } from 'graphql';
import { randomUUID } from 'node:crypto';
import { rightsOf, type GatewayContext } from '../context.ts';
import { SharedFeed } from './shared-feed.ts';
import { failure, Subscriber } from './subscriber.ts';
import { SupergraphPlans, type SubscriptionRequest } from './supergraph-plans.ts';

export interface FederatedSubscriptionsOptions {
  readonly dataSource: (service: string) => GraphQLDataSource<GatewayContext>;
  readonly webSocketUrl: (service: string) => string;
  readonly mostPerIdentity?: number;
}

/** Subscriptions across agencies, planned by the Apollo query planner and shared by clients with the same rights. */
export class FederatedSubscriptions {
  #o: FederatedSubscriptionsOptions;
  #plans: SupergraphPlans | undefined;
  #feeds = new Map<string, SharedFeed>();
  #live = new Map<string, number>();
  #subscribers = new Set<Subscriber>();

  constructor(options: FederatedSubscriptionsOptions) {
    this.#o = options;
  }

  /** Takes a new supergraph; running subscriptions go on over it. */
  update(supergraphSdl: string): void {
    this.#plans = new SupergraphPlans(supergraphSdl, this.#o.dataSource);
    for (const feed of this.#feeds.values()) feed.replan();
  }

  get schema() {
    return this.#plans!.schema;
  }
  get counts() {
    return { subscribers: this.#subscribers.size, feeds: this.#feeds.size };
  }

  subscribe(
    request: SubscriptionRequest,
    context: GatewayContext,
  ): AsyncIterableIterator<ExecutionResult> | { errors: readonly GraphQLError[] } {
    const who = context.identity?.sub ?? 'anonymous';
    const running = this.#live.get(who) ?? 0;
    if (running >= (this.#o.mostPerIdentity ?? 100))
      return failure('SUBSCRIPTION_LIMIT', '同时订阅过多，请先关闭其他页面。') as { errors: readonly GraphQLError[] };
    const key = JSON.stringify([
      request.source,
      request.operationName ?? null,
      request.variables,
      rightsOf(context.identity),
      resumes(request) ? randomUUID() : '',
    ]);
    let feed = this.#feeds.get(key);
    if (!feed) {
      const plan = this.#plans!.plan(request);
      if ('errors' in plan) return plan;
      feed = new SharedFeed({
        plans: () => this.#plans!,
        plan,
        request,
        webSocketUrl: this.#o.webSocketUrl,
        onEmpty: () => this.#feeds.delete(key),
      });
      this.#feeds.set(key, feed);
    }
    const joined = feed;
    const subscriber = new Subscriber(context, (one) => {
      this.#subscribers.delete(one);
      const left = (this.#live.get(who) ?? 1) - 1;
      if (left > 0) this.#live.set(who, left);
      else this.#live.delete(who);
      joined.remove(one);
    });
    this.#live.set(who, running + 1);
    this.#subscribers.add(subscriber);
    feed.add(subscriber);
    return subscriber;
  }

  close(): void {
    for (const subscriber of this.#subscribers) subscriber.end(null);
  }
}

/** A client that resumes reads its own past first, so its feed can not be shared with one that is further on. */
function resumes({ document, variables }: SubscriptionRequest): boolean {
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.selectionSet.selections.some(
        (selection) =>
          selection.kind === Kind.FIELD &&
          selection.arguments?.some(
            ({ name, value }) =>
              name.value === 'after' &&
              (value.kind === Kind.VARIABLE ? variables[value.name.value] != null : value.kind !== Kind.NULL),
          ),
      ),
  );
}
