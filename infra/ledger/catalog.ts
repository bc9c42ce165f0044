import { isKept, isWeighty } from './weight.ts';

/** A table whose rows stand in the ledger. */
export interface WeightyTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** of each column, the OID of its type */
  readonly types: ReadonlyMap<string, number>;
}
export type Ask = <T extends object>(sql: string, values?: readonly unknown[]) => Promise<T[]>;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** The key of a row as text, in the order in which leaves are read. */
export const keyText = ({ key }: WeightyTable): string =>
  key.map((column) => `${quoted(column)}::text`).join(` || '/' || `);

/** The tables of the current schema that carry weight, with what of them the ledger keeps. */
export async function weightyTables(ask: Ask): Promise<WeightyTable[]> {
  const rows = await ask<{ name: string; column: string; type: number; key: number | null }>(
    `select c.relname as name, a.attname as column, a.atttypid::int as type, array_position(i.indkey::int2[], a.attnum) as key
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
     order by c.relname, a.attnum`,
  );
  return [...Map.groupBy(rows, ({ name }) => name)]
    .filter(([name]) => isWeighty(name))
    .map(([name, columns]) => ({
      name,
      key: columns
        .filter(({ key }) => key !== null)
        .toSorted((a, b) => Number(a.key) - Number(b.key))
        .map(({ column }) => column),
      types: new Map(columns.map(({ column, type }) => [column, Number(type)])),
      columns: columns.filter(({ key, column }) => key === null && isKept(name, column)).map(({ column }) => column),
    }));
}
