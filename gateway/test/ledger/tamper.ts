import type pg from 'pg';
import { quoted, type Ask } from '@xianjie/ledger/catalog.ts';
import { weightyTables } from '@xianjie/ledger/catalog.ts';
import type { Change } from '@xianjie/ledger/verify/finding.ts';

/** What a superuser did to one row, and what `verify` has to name. */
export interface Tampering {
  readonly what: string;
  readonly table: string;
  readonly key: string;
  /** null: the whole row */
  readonly field: string | null;
  readonly change: readonly Change[];
}

/** A table as a superuser sees it. */
export interface Target {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}
export type Dice = (below: number) => number;

const LEDGER_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  ledger_leaf: ['kind', 'ref', 'digest', 'record', 'mac', 'at', 'position', 'refused'],
  ledger_checkpoint: ['root', 'note', 'at'],
  ledger_tile: ['hashes'],
};
const LEDGER_KEYS: Readonly<Record<string, readonly string[]>> = {
  ledger_leaf: ['id'],
  ledger_checkpoint: ['size'],
  ledger_tile: ['level', 'index'],
};

/** The tables of a schema that say what happened, and those of its ledger. */
export async function targetsOf(client: pg.Client, schema: string): Promise<Target[]> {
  await client.query(`select set_config('search_path', $1, true)`, [schema]);
  const ask = (async (sql: string, values: readonly unknown[] = []) =>
    (await client.query(sql, [...values])).rows) as Ask;
  const types = await ask<{ table: string; name: string; type: string }>(
    `select table_name as table, column_name as name, udt_name as type from information_schema.columns where table_schema = $1`,
    [schema],
  );
  const typed = (table: string, columns: readonly string[]) =>
    types.filter((one) => one.table === table && columns.includes(one.name));
  return [
    ...(await weightyTables(ask)).map(({ name, key, columns }) => ({ name, key, columns: typed(name, columns) })),
    ...Object.entries(LEDGER_COLUMNS).map(([name, columns]) => ({
      name,
      key: LEDGER_KEYS[name]!,
      columns: typed(name, columns),
    })),
  ];
}

/** SQL that gives another value than a column has; `leaf` columns are read as the ledger means them. */
function otherValue({ name, type }: Target['columns'][number], dice: Dice): string {
  const column = quoted(name);
  const salt = dice(1_000_000);
  switch (type) {
    case 'uuid':
      return 'gen_random_uuid()';
    case 'timestamptz':
      return `coalesce(${column}, now()) + interval '${1 + dice(90)} minutes'`;
    case 'bool':
      return `not coalesce(${column}, false)`;
    case 'int4':
    case 'int8':
    case 'float8':
      return `coalesce(${column}, 0) + ${1 + dice(9)}`;
    case 'jsonb':
      return `case jsonb_typeof(${column}) when 'object' then ${column} || '{"tampered": ${salt}}' when 'array' then ${column} || '["${salt}"]' else to_jsonb(${salt}) end`;
    case '_text':
    case '_varchar':
      return `coalesce(${column}, '{}') || '${salt}'::text`;
    case 'bytea': {
      const at = dice(32);
      return `set_byte(${column}, ${at}, (get_byte(${column}, ${at}) + 1) % 256)`;
    }
    default:
      return `left(coalesce(${column}, ''), 200) || '${salt}'`;
  }
}

const keyText = (key: readonly string[]) => key.map((column) => `${quoted(column)}::text`).join(` || '/' || `);

async function rowsOf(client: pg.Client, { name, key }: Target, most: number): Promise<string[]> {
  const { rows } = await client.query<{ k: string }>(
    `select ${keyText(key)} as k from ${quoted(name)} order by random() limit ${most}`,
  );
  return rows.map(({ k }) => k);
}

const NOT_UNIQUE = '23505';

/** Does something to a row as a superuser; null where there was nothing to do it to. */
export async function tamper(...to: Parameters<typeof attempt>): Promise<Tampering[] | null> {
  const [client] = to;
  await client.query('savepoint before_tampering');
  try {
    return await attempt(...to);
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_UNIQUE) throw error;
    await client.query('rollback to before_tampering');
    return null;
  }
}

async function attempt(
  client: pg.Client,
  target: Target,
  dice: Dice,
  touched: Set<string>,
): Promise<Tampering[] | null> {
  const { name: table, key, columns } = target;
  const [one, two] = (await rowsOf(client, target, 6)).filter((row) => !touched.has(`${table}/${row}`));
  if (!one) return null;
  const where = (row: string) => `where ${keyText(key)} = '${row.replaceAll("'", "''")}'`;
  const take = (...rows: string[]) => rows.forEach((row) => touched.add(`${table}/${row}`));
  const kind = ['change', 'change', 'change', 'delete', 'insert', 'swap'][dice(6)]!;
  if (kind === 'delete') {
    take(one);
    const [{ position }] = (
      table === 'ledger_leaf'
        ? await client.query(`select position from ledger_leaf ${where(one)}`)
        : { rows: [{ position: null }] }
    ).rows as [{ position: string | null }];
    await client.query(`delete from ${quoted(table)} ${where(one)}`);
    const gone = table === 'ledger_leaf' ? `position ${position}` : one;
    return [{ what: 'deleted', table, key: gone, field: null, change: ['missing'] }];
  }
  if (kind === 'insert') return insert(client, target, one, where, take);
  if (columns.length === 0) return null;
  const column = columns[dice(columns.length)]!;
  const name = quoted(column.name);
  if (kind === 'swap') {
    if (!two) return null;
    const { rows } = await client.query<{ same: boolean }>(
      `select (select ${name}::text from ${quoted(table)} ${where(one)}) is not distinct from (select ${name}::text from ${quoted(table)} ${where(two)}) as same`,
    );
    if (rows[0]!.same) return null;
    take(one, two);
    const value = (row: string) => `(select ${name} from before_swap ${where(row)})`;
    await client.query(`create temporary table before_swap as select * from ${quoted(table)}`);
    if (column.name === 'position') await client.query(`update ledger_leaf set position = null ${where(one)}`);
    await client.query(`update ${quoted(table)} set ${name} = ${value(one)} ${where(two)}`);
    await client.query(`update ${quoted(table)} set ${name} = ${value(two)} ${where(one)}`);
    await client.query('drop table before_swap');
    return [one, two].map((row) => named(table, row, column.name, 'swapped'));
  }
  const { rowCount } = await client.query(
    `update ${quoted(table)} set ${name} = ${
      table === 'ledger_leaf' && column.name === 'position' ? '1000000 + id' : otherValue(column, dice)
    } ${where(one)}`,
  );
  if (rowCount === 0) return null;
  take(one);
  return [named(table, one, column.name, 'changed')];
}

const named = (table: string, key: string, field: string, what: string): Tampering => ({
  what,
  table,
  key,
  field,
  change: field === 'position' ? ['reordered', 'changed'] : ['changed'],
});

/** A row like another, under a key of its own. */
async function insert(
  client: pg.Client,
  { name: table, key }: Target,
  like: string,
  where: (row: string) => string,
  take: (...rows: string[]) => void,
): Promise<Tampering[] | null> {
  if (table === 'ledger_checkpoint') return null;
  const { rows: known } = await client.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from ${quoted(table)} t ${where(like)}`,
  );
  const row = { ...known[0]!.row };
  const own = table === 'ledger_leaf' ? ['id', 'position'] : [key.at(-1)!];
  for (const column of own) {
    const value = row[column];
    row[column] =
      column === 'position'
        ? null
        : typeof value === 'number'
          ? value + 1_000_000
          : /^[0-9a-f-]{36}$/.test(String(value))
            ? crypto.randomUUID()
            : `${String(value)}~`;
  }
  // a unique column of its own beside the key
  for (const column of ['started_by', 'act_id', 'envelope_id', 'version'])
    if (column in row && !key.includes(column) && typeof row[column] === 'string') row[column] = crypto.randomUUID();
  const names = (
    await client.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
  ).rows.map(({ name }) => quoted(name));
  const { rowCount } = await client.query(
    `insert into ${quoted(table)} (${names.join(', ')})
     select ${names.join(', ')} from jsonb_populate_record(null::${quoted(table)}, $1) on conflict do nothing`,
    [JSON.stringify(row)],
  );
  if (rowCount === 0) return null;
  const made = key.map((column) => String(row[column])).join('/');
  take(made);
  return [{ what: 'inserted', table, key: made, field: null, change: ['inserted'] }];
}
