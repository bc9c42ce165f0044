import type { GraphQLError } from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Limits } from './limits.ts';

const SWEEP_ABOVE = 10_000;

/** What each identity may still spend: a bucket that fills up again as time passes. */
export class Budget {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #spent = new Map<string, { amount: number; at: number }>();

  constructor(limits: Limits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Takes the cost of an operation from an identity's bucket, or says when there is enough in it. */
  take(who: string, cost: number): GraphQLError | undefined {
    const { burst, costPerSecond } = this.#limits;
    const now = this.#now();
    const spent = this.#spent.get(who);
    const before = spent ? Math.max(0, spent.amount - ((now - spent.at) / 1_000) * costPerSecond) : 0;
    const amount = before + cost;
    if (amount > burst)
      return refuse('TOO_MANY_REQUESTS', { seconds: Math.max(1, Math.ceil((amount - burst) / costPerSecond)) });
    if (spent) Object.assign(spent, { amount, at: now });
    else {
      if (this.#spent.size >= SWEEP_ABOVE) this.#sweep(now);
      this.#spent.set(who, { amount, at: now });
    }
    return undefined;
  }

  #sweep(now: number): void {
    for (const [who, { amount, at }] of this.#spent)
      if (amount <= ((now - at) / 1_000) * this.#limits.costPerSecond) this.#spent.delete(who);
  }
}
