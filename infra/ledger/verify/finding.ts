export const CHANGES = { changed: '被改动', missing: '缺失', inserted: '被插入', reordered: '次序被改' } as const;
export type Change = keyof typeof CHANGES;

/** One thing that is not as it was written. */
export interface Finding {
  readonly station: string;
  readonly table: string;
  readonly key: string;
  /** the column; null where the whole row is concerned */
  readonly field: string | null;
  readonly change: Change;
  readonly why: string;
}

/** Collects findings, each row and field once. */
export class Findings {
  readonly #known = new Map<string, Finding>();
  readonly #station: string;
  constructor(station: string) {
    this.#station = station;
  }
  add(table: string, key: string, field: string | null, change: Change, why: string): void {
    const name = JSON.stringify([table, key, field, change]);
    if (!this.#known.has(name)) this.#known.set(name, { station: this.#station, table, key, field, change, why });
  }
  all(): Finding[] {
    return [...this.#known.values()];
  }
}
