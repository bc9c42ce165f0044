import { Kind } from 'graphql';
import { randomUUID } from 'node:crypto';
import { rightsOf, type GatewayContext } from '../context.ts';
import type { Admitted, Engine } from '../engine.ts';
import type { PreparedOperation } from '../execution/federated-schema.ts';
import type { Refused } from '../execution/refused.ts';
import { Payload } from './payload.ts';
import { SharedFeed } from './shared-feed.ts';
import { failure, Subscriber } from './subscriber.ts';

export interface FederatedSubscriptionsOptions {
  readonly engine: Engine;
  readonly mostPerIdentity?: number;
}

/** Subscriptions across agencies, planned by the Apollo query planner and shared by clients with the same rights. */
export class FederatedSubscriptions {
  #o: FederatedSubscriptionsOptions;
  #feeds = new Map<string, SharedFeed>();
  #live = new Map<string, number>();
  #subscribers = new Set<Subscriber>();

  constructor(options: FederatedSubscriptionsOptions) {
    this.#o = options;
  }

  /** After a new supergraph: running subscriptions go on over it. */
  replan(): void {
    for (const feed of this.#feeds.values()) feed.replan();
  }

  get counts() {
    return { subscribers: this.#subscribers.size, feeds: this.#feeds.size };
  }

  /** A subscriber, or the refusal. */
  subscribe(admitted: Admitted | Refused, context: GatewayContext): Subscriber | Payload {
    if ('errors' in admitted) return new Payload(JSON.stringify(admitted));
    const who = context.identity?.sub ?? 'anonymous';
    const running = this.#live.get(who) ?? 0;
    if (running >= (this.#o.mostPerIdentity ?? 100)) return failure('SUBSCRIPTION_LIMIT');
    const { engine } = this.#o;
    const { request, prepared, values, decided } = admitted;
    if (prepared.operation.operation !== 'subscription') return failure('NOT_A_SUBSCRIPTION');
    const key = JSON.stringify([
      request.query,
      request.operationName ?? null,
      values,
      rightsOf(context.identity),
      resumes(prepared, values) ? randomUUID() : '',
    ]);
    let feed = this.#feeds.get(key);
    if (!feed) {
      feed = new SharedFeed({
        engine,
        prepared,
        decided,
        request,
        values,
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
function resumes({ operation }: PreparedOperation, variables: Readonly<Record<string, unknown>>): boolean {
  return operation.selectionSet.selections.some(
    (selection) =>
      selection.kind === Kind.FIELD &&
      selection.arguments?.some(
        ({ name, value }) =>
          name.value === 'after' &&
          (value.kind === Kind.VARIABLE ? variables[value.name.value] != null : value.kind !== Kind.NULL),
      ),
  );
}
