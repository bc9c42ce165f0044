import { randomUUID } from 'node:crypto';
import type { RowRecord } from './leaf.ts';
import { sha256Hex, textOf } from './leaf.ts';
import type { NewLeaf } from './row-leaves.ts';
import { KIND_OF } from './weight.ts';

/** What one SQL statement wrote into many rows of a table. */
export interface ManyRows {
  readonly table: string;
  readonly change: 'insert' | 'update';
  /** columns that hold the same in all these rows */
  readonly same: Readonly<Record<string, unknown>>;
  /** columns that differ, in the order in which the lines have them */
  readonly columns: readonly string[];
  /** of each row a JSON array in a line of its own: its key, then `columns`, each as the text that `textOf` gives, or null */
  readonly lines: string;
}

/** The first line of the record of such a leaf; its key is the leaf's own. */
export interface ManyRecord extends Pick<RowRecord, 'table' | 'key' | 'change'> {
  readonly same: Readonly<Record<string, string | null>>;
  readonly columns: readonly string[];
}

/** Where the leaves of many rows of a table are found; beside `table/key`, never among them. */
export const manyRef = (table: string, key: string): string => `${table}[]/${key}`;

/**
 * One leaf for all of them. Unlike the record of a single row it holds the texts, not salted hashes: it stays in the database that has
 * the rows, and only its digest enters the tree, which 128 random bits of its key keep from being guessed.
 */
export function manyLeaf({ table, change, same, columns, lines }: ManyRows): NewLeaf {
  const key = randomUUID();
  const texts = Object.fromEntries(Object.entries(same).map(([column, value]) => [column, textOf(value)]));
  const head: ManyRecord = { table, key, change, same: texts, columns };
  const record = `${JSON.stringify(head)}\n${lines}`;
  return { kind: KIND_OF[table] ?? 'row', ref: manyRef(table, key), digest: sha256Hex(record), record };
}

/** SQL for the text that `textOf` gives of a column, by its type. */
export const TEXT_SQL = {
  key: (column: string) => `${column}::text`,
  text: (column: string) => `${column}::text`,
  moment: (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  array: (column: string) => `to_json(${column})::text`,
} as const;

/** SQL that gathers the lines of `ManyRows` out of rows: key first. */
export const linesSql = (texts: readonly string[]): string =>
  `string_agg(json_build_array(${texts.join(', ')})::text, E'\\n')`;
