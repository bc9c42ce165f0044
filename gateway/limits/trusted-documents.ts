import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The operations that are registered: those of the console and of the platforms, by the SHA-256 of their text. */
export class TrustedDocuments {
  readonly #byHash: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor(byHash: Readonly<Record<string, string>>) {
    this.#byHash = new Map(Object.entries(byHash));
    this.#texts = new Set(this.#byHash.values());
    for (const [hash, text] of this.#byHash)
      if (hash !== hashOf(text)) throw new Error(`the trusted document ${hash} has another SHA-256`);
  }

  /** @throws when the file is no manifest `{ "<sha256>": "<document>" }` */
  static read(file: string): TrustedDocuments {
    return new TrustedDocuments(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  }

  byHash(hash: string): string | undefined {
    return this.#byHash.get(hash);
  }
  includes(text: string): boolean {
    return this.#texts.has(text);
  }
}
