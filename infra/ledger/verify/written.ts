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
  readonly id: string;
  readonly ref: string;
  /** the record of a leaf that stands for this row alone, else null */
  readonly record: string | null;
  /** what a leaf of many rows says of this one */
  readonly line: string;
}

/** All rows of a table that the ledger knows, in the order of their keys: their leaves laid over one another in the order in which they were written. */
export async function* writtenRows({ ask, stream }: Snapshot, table: string): AsyncGenerator<Written, void, void> {
  const many = `ref collate "C" > '${manyRef(table, '')}' and ref collate "C" < '${manyRef(table, 'g')}' and not refused`;
  const sources = stream<Source>(
    `select id, ref, record, line from (
       select id, ref, record, '' as line, position from ledger_leaf
       where ref collate "C" > '${table}/' and ref collate "C" < '${table}0' and not refused
       union all
       select id, '${table}/' || split_part(line, '"', 2), null, line, position
       from ledger_leaf, lateral string_to_table(substr(record, strpos(record, E'\\n') + 1), E'\\n') as line
       where ${many}) source
     order by ref collate "C", position, id`,
  );
  const heads = new Map<string, ManyRecord | null>();
  for (const { id, head } of await ask<{ id: string; head: string }>(
    `select id, split_part(record, E'\\n', 1) as head from ledger_leaf where ${many}`,
  ))
    heads.set(id, parsed<ManyRecord>(head));
  let written: Written | undefined;
  for await (const { id, ref, record, line } of sources) {
    const key = ref.slice(table.length + 1);
    if (written && written.key !== key) {
      yield written;
      written = undefined;
    }
    written ??= { key, fields: new Map(), isGone: false };
    const head = heads.get(id);
    if (head) layOneOfMany(written, head, parsed<Line>(line));
    else layRow(written, parsed<RowRecord>(record ?? ''));
  }
  if (written) yield written;
}

/** Null for what is no JSON any more; the audit of the leaves names it. */
function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

function layRow(written: Written, record: RowRecord | null): void {
  if (!record) return;
  const { change, enrolled, fields, salt } = record;
  written.isGone = change === 'delete';
  if (written.isGone) written.fields.clear();
  for (const [column, hash] of Object.entries(fields ?? {}))
    // what was taken in as it stood never replaces what the program wrote
    if (!enrolled || !written.fields.has(column)) written.fields.set(column, { salt, hash });
}

type Line = readonly [key: string, ...texts: (string | number | null)[]];
function layOneOfMany({ fields }: Written, { same, texts, columns }: ManyRecord, line: Line | null): void {
  if (!line) return;
  const [, ...said] = line;
  for (const [column, text] of Object.entries(same)) fields.set(column, { text });
  columns.forEach((column, at) => {
    const text = said[at] ?? null;
    fields.set(column, { text: typeof text === 'number' ? texts[text]! : text });
  });
}
