/**
 * A function written for one plan alone. With the names of its fields as constants, V8 knows the shape of every object it meets there;
 * a function that serves all plans looks each field up anew, which made up most of the gateway's own time. Only names from a document
 * that was checked against the schema, quoted by {@link quoted}, and names chosen here may stand in its text.
 */
export class GeneratedCode {
  #given: unknown[] = [];

  /** The name under which the text may use a value. */
  given(value: unknown): string {
    return `given${this.#given.push(value) - 1}`;
  }

  /** @param body of a function with these parameters */
  compile<T>(parameters: readonly string[], body: string): T {
    const names = this.#given.map((_, index) => `given${index}`);
    const text = `'use strict'; return function (${parameters.join(', ')}) {\n${body}\n};`;
    return new Function(...names, text)(...this.#given) as T;
  }
}

export const quoted = (name: string): string => JSON.stringify(name);
