import { randomUUID } from 'node:crypto';
import { textOf, type RowRecord } from './leaf.ts';
import { KIND_OF } from './weight.ts';

/**
 * Rows of one table that one SQL statement writes, and that share a leaf. Unlike the record of a single row, that of many holds the texts
 * and no salted hashes: it stays in the database that has the rows, and only its digest enters the tree, which the 122 random bits of its
 * key keep from being guessed.
 */
export interface ManyRows {
  readonly table: string;
  readonly change: 'insert' | 'update';
  /** where the statement has them: the name of a `with` query */
  readonly from: string;
  /** SQL for the text of their key, as JSON; as `keyText` has it */
  readonly key: string;
  /** SQL, as JSON, for the texts of the columns that differ from row to row, or for the place of such a text among those of `headsOf` */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * The first line of the record of such a leaf; its key is the leaf's own. Each further line is a JSON array of a row's key and `columns`;
 * a number is the place of a text in `texts`.
 */
export interface ManyRecord extends Pick<RowRecord, 'table' | 'key' | 'change'> {
  readonly same: Readonly<Record<string, string | null>>;
  readonly texts: readonly string[];
  readonly columns: readonly string[];
}

/** Where the leaves of many rows of a table are found; beside `table/key`, never among them. */
export const manyRef = (table: string, key: string): string => `${table}[]/${key}`;

/** SQL for the text that `textOf` gives of a column, as JSON. */
export const JSON_SQL = {
  /** of an id or a number, which hold nothing that has to be escaped */
  id: (column: string) => `'"' || ${column} || '"'`,
  moment: (column: string) => `to_char(${column} at time zone 'UTC', '"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""')`,
  array: (column: string) => `to_json(to_json(${column})::text)::text`,
} as const;

/** A `with` query that writes their leaves, still without macs, and gives what a mac is made of. It takes `:heads` (`headsOf`) and `:now`. */
export const manyLeavesSql = (written: readonly ManyRows[]): string =>
  `insert into ledger_leaf (kind, ref, digest, record, mac, at)
   select head.kind, head.ref, encode(sha256(convert_to(head.record || lines, 'UTF8')), 'hex'), head.record || lines, '', :now
   from json_to_recordset(:heads) as head ("table" text, kind text, ref text, record text)
   join (${written.map((rows) => `select '${rows.table}' as "table", ${linesSql(rows)} as lines from ${rows.from}`).join(' union all ')}) as written using ("table")
   where lines is not null
   returning id, kind, ref, digest, at`;
const linesSql = ({ key, columns }: ManyRows) =>
  `string_agg(E'\\n[' || ${[key, ...Object.values(columns)].join(` || ',' || `)} || ']', '')`;

/** What all rows of a table have in common: columns that hold the same in each, and texts that many of them share. */
export interface InCommon {
  readonly same: Readonly<Record<string, unknown>>;
  readonly texts?: readonly string[];
}

/** What the leaves begin with, for one run of the statement. */
export function headsOf(written: readonly ManyRows[], inCommon: Readonly<Record<string, InCommon>>): string {
  const heads = written.map(({ table, change, columns }) => {
    const key = randomUUID();
    const { same, texts = [] } = inCommon[table]!;
    const head: ManyRecord = {
      table,
      key,
      change,
      same: Object.fromEntries(Object.entries(same).map(([column, value]) => [column, textOf(value)])),
      texts,
      columns: Object.keys(columns),
    };
    return { table, kind: KIND_OF[table] ?? 'row', ref: manyRef(table, key), record: JSON.stringify(head) };
  });
  return JSON.stringify(heads);
}
