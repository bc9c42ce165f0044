const FIRST_PAUSE_MS = 250;
/** where it is known what has not arrived, and where it is not */
const LAST_PAUSE_MS = { known: 30_000, unknown: 5_000 } as const;
/** what was not seen for so long has gone to another replica */
const FORGET_AFTER_MS = 600_000;

interface Pause {
  readonly awaited: string | null;
  readonly tries: number;
  /** by the clock of this process alone, ms */
  until: number;
}

/**
 * Arrivals that can not take effect yet and need not be looked at for a while: until the act that they build on is here or, since another replica may have
 * taken that, until a pause is over that grows from try to try. So however many wait, what comes after them is looked at first.
 */
export class Waiting {
  readonly #pauses = new Map<string, Pause>();

  /** Sequences that are not to be looked at by a step that began then: not what waits longer, nor what it has looked at itself and nothing has come for since. */
  paused(since: number): string[] {
    return [...this.#pauses].filter(([, { until }]) => until > since).map(([sequence]) => sequence);
  }

  /** @param awaited id of the act that has to come first, where that is known */
  hold(sequence: string, awaited: string | null): void {
    const tries = (this.#pauses.get(sequence)?.tries ?? 0) + 1;
    const most = LAST_PAUSE_MS[awaited ? 'known' : 'unknown'];
    const until = performance.now() + Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), most);
    this.#pauses.set(sequence, { awaited, tries, until });
  }

  /** The act is here: what waits for it may be looked at. */
  arrived(act: string): void {
    for (const pause of this.#pauses.values()) if (pause.awaited === act) pause.until = 0;
  }

  /** Everything may be looked at. */
  wake(): void {
    for (const pause of this.#pauses.values()) pause.until = 0;
  }

  done(sequence: string): void {
    this.#pauses.delete(sequence);
  }

  sweep(): void {
    const before = performance.now() - FORGET_AFTER_MS;
    for (const [sequence, { until }] of this.#pauses) if (until < before) this.#pauses.delete(sequence);
  }
}
