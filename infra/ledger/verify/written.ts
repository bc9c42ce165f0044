import { fieldHash, type RowRecord } from '../leaf.ts';
import { manyRef, type ManyRecord } from '../many-rows.ts';
import type { Snapshot } from './snapshot.ts';

/** What the ledger says was written into a column: the text itself or its salted hash. */
type Said = { readonly salt: string; readonly hash: string } | { readonly text: string | null };

/** What the ledger says of one row: the newest of each column. */
export interface Written {
  readonly key: string;
  readonly fields: Map<string, Said>;
  isGone: boolean;
}

export const isSaid = (said: Said, column: string, text: string | null): boolean =>
  'text' in said ? said.text === text : fieldHash(said.salt, column, text) === said.hash;

interface Source {
  readonly ref: string;
  /** the leaf's record; of many rows its first line, and `line` what it says of this one */
  readonly record: string;
  readonly line: string | null;
}

/** All rows of a table that the ledger knows, in the order of their keys: their leaves laid over one another in the order in which they were written. */
export async function* writtenRows({ stream }: Snapshot, table: string): AsyncGenerator<Written, void, void> {
  const sources = stream<Source>(
    `select ref, record, line from (
       select ref, record, null as line, position, id from ledger_leaf
       where ref collate "C" > '${table}/' and ref collate "C" < '${table}0' and not refused
       union all
       select '${table}/' || split_part(line, '"', 2), split_part(record, E'\\n', 1), line, position, id
       from ledger_leaf, lateral string_to_table(substr(record, strpos(record, E'\\n') + 1), E'\\n') as line
       where ref collate "C" > '${manyRef(table, '')}' and ref collate "C" < '${manyRef(table, 'g')}' and not refused) source
     order by ref collate "C", position, id`,
  );
  let written: Written | undefined;
  for await (const { ref, record, line } of sources) {
    const key = ref.slice(table.length + 1);
    if (written && written.key !== key) {
      yield written;
      written = undefined;
    }
    written ??= { key, fields: new Map(), isGone: false };
    try {
      if (line === null) layRow(written, JSON.parse(record) as RowRecord);
      else layOneOfMany(written, JSON.parse(record) as ManyRecord, JSON.parse(line) as Line);
    } catch {
      // the audit of the leaves names it
    }
  }
  if (written) yield written;
}

function layRow(written: Written, { change, enrolled, fields, salt }: RowRecord): void {
  written.isGone = change === 'delete';
  if (written.isGone) written.fields.clear();
  for (const [column, hash] of Object.entries(fields ?? {}))
    // what was taken in as it stood never replaces what the program wrote
    if (!enrolled || !written.fields.has(column)) written.fields.set(column, { salt, hash });
}

type Line = readonly [key: string, ...texts: (string | number | null)[]];
function layOneOfMany({ fields }: Written, { same, texts, columns }: ManyRecord, [, ...said]: Line): void {
  for (const [column, text] of Object.entries(same)) fields.set(column, { text });
  columns.forEach((column, at) => {
    const text = said[at] ?? null;
    fields.set(column, { text: typeof text === 'number' ? texts[text]! : text });
  });
}
