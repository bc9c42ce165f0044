import type { GraphQLError } from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Authenticated } from '@xianjie/identity/verify-token.ts';
import { scopeSetOf } from '../access/refusal.ts';
import type { GraphqlRequest } from '../engine.ts';
import { Budget } from './budget.ts';
import { Counters } from './counters.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

export interface DoorOptions {
  readonly limits?: Partial<Limits>;
  readonly documents?: TrustedDocuments;
  /** scopes of those who may ask what they like and look at the schema, `*` for whoever is signed in; absent: everybody */
  readonly explorers?: readonly string[];
}

/** Asks for nothing, so anybody may: a load balancer looks whether the gateway is alive. */
const LIVENESS = /^\s*(?:query\s*)?\{\s*__typename\s*\}\s*$/;
/** A new document costs its length: a screen of text takes the planner some milliseconds. */
const MOST_READING = 10_000;
const RETRY = { seconds: 1 };

/** What a request must pass before anything is planned or fetched for it. */
export class Door {
  readonly limits: Limits;
  readonly #o: DoorOptions;
  readonly #budget: Budget;
  readonly #underWay = new Counters();

  constructor(options: DoorOptions = {}) {
    this.#o = options;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#budget = new Budget(this.limits);
  }

  /** The text of the operation that is asked for, or why it is not answered. */
  documentOf({ query, documentHash }: GraphqlRequest, identity: Authenticated | null): string | GraphQLError {
    const { documents } = this.#o;
    if (query) {
      if (!documents || this.mayExplore(identity) || documents.includes(query) || LIVENESS.test(query)) return query;
      return identity ? refuse('UNKNOWN_DOCUMENT') : refuse('UNAUTHENTICATED');
    }
    const hash = documentHash ?? '';
    return documents?.byHash(hash) ?? refuse('PERSISTED_QUERY_NOT_FOUND', { hash });
  }

  /** Whether a caller may send operations of its own and look at the schema. */
  mayExplore(identity: Authenticated | null): boolean {
    const { explorers } = this.#o;
    if (!explorers) return true;
    if (!identity) return false;
    const scopes = scopeSetOf(identity);
    return explorers.some((scope) => scope === '*' || scopes.has(scope));
  }

  /** Takes the cost of an operation from the caller's budget; whoever is not signed in has none of its own. */
  charge(cost: number, identity: Authenticated | null): GraphQLError | undefined {
    const { cost: max } = this.limits;
    if (cost > max) return refuse('QUERY_TOO_COSTLY', { cost, max });
    return identity ? this.#budget.take(identity.sub, cost) : undefined;
  }

  /** Takes what reading, checking and planning a document that is not known yet costs. */
  chargeReading(query: string, identity: Authenticated | null): GraphQLError | undefined {
    return identity ? this.#budget.take(identity.sub, Math.min(query.length, MOST_READING)) : undefined;
  }

  /** Runs an operation if there is room for one more, in all and for this caller. */
  async within<T>(identity: Authenticated | null, run: () => Promise<T>): Promise<T | GraphQLError> {
    const who = identity?.sub ?? '';
    if (this.#underWay.total >= this.limits.underWay) return refuse('HUB_BUSY', RETRY);
    if (identity && this.#underWay.of(who) >= this.limits.underWayEach) return refuse('TOO_MANY_REQUESTS', RETRY);
    this.#underWay.add(who);
    try {
      return await run();
    } finally {
      this.#underWay.remove(who);
    }
  }
}
