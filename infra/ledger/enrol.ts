import type { EntityManager } from '@mikro-orm/postgresql';
import { keyText, quoted, weightyTables, type Ask, type WeightyTable } from './catalog.ts';
import type { LeafKeeper } from './keep-leaves.ts';
import { textOf, type RowRecord } from './leaf.ts';
import { rowLeaf, type NewLeaf, type RowChange } from './row-leaves.ts';

const ENROL_LOCK = 72_005;
const PAGE = 1_000;
/** Leaves that say which columns of a table have been taken in. */
export const ENROLLED = 'ledger_enrolled';

/**
 * Takes rows into the ledger that were there before it was, or before a column was: once for each table and column, as they stand.
 * Their leaves say so. Call it after the migrations; replicas wait for one another.
 */
export async function enrol(fork: () => EntityManager, keeper: LeafKeeper): Promise<number> {
  return fork().transactional(async (tx) => {
    const em = tx as EntityManager;
    const ask = ((sql: string, values: readonly unknown[] = []) => em.execute(sql, [...values])) as Ask;
    await em.execute('select pg_advisory_xact_lock(?, hashtext(current_schema()))', [ENROL_LOCK]);
    const known = await enrolledColumns(ask);
    let rows = 0;
    for (const table of await weightyTables(ask)) {
      const columns = table.columns.filter((column) => !known.get(table.name)?.has(column));
      if (columns.length === 0 && known.has(table.name)) continue;
      rows += await enrolTable(em, keeper, table, columns, !known.has(table.name));
    }
    return rows;
  });
}

async function enrolledColumns(ask: Ask): Promise<Map<string, Set<string>>> {
  const rows = await ask<{ record: string }>(
    `select record from ledger_leaf where ref collate "C" > '${ENROLLED}/' and ref collate "C" < '${ENROLLED}0' order by id`,
  );
  const known = new Map<string, Set<string>>();
  for (const { record } of rows) {
    const { key, fields } = JSON.parse(record) as RowRecord;
    known.set(key, new Set([...(known.get(key) ?? []), ...Object.keys(fields)]));
  }
  return known;
}

async function enrolTable(
  em: EntityManager,
  keeper: LeafKeeper,
  table: WeightyTable,
  columns: readonly string[],
  isNew: boolean,
): Promise<number> {
  const transaction = em.getTransactionContext();
  const written: RowChange = { table: ENROLLED, key: table.name, change: 'insert', fields: new Map() };
  for (const column of columns) written.fields.set(column, null);
  await keeper.write(em, [rowLeaf(written, true)], transaction);
  // a column added later says something only where it has a value
  const filled = isNew ? '' : `and (${columns.map((column) => `${quoted(column)} is not null`).join(' or ')})`;
  const key = keyText(table);
  const values = columns.map((column, at) => `, ${quoted(column)} as v${at}`).join('');
  let last = '';
  let rows = 0;
  for (;;) {
    const page = (await em.execute(
      `select ${key} as k${values} from ${quoted(table.name)} where (${key}) collate "C" > ? ${filled}
       order by (${key}) collate "C" limit ${PAGE}`,
      [last],
    )) as Record<string, unknown>[];
    const leaves = page.map((row): NewLeaf => {
      const fields = new Map(columns.map((column, at) => [column, textOf(row[`v${at}`])]));
      return rowLeaf({ table: table.name, key: row['k'] as string, change: isNew ? 'insert' : 'update', fields }, true);
    });
    await keeper.write(em, leaves, transaction);
    rows += page.length;
    if (page.length < PAGE) return rows;
    last = page.at(-1)!['k'] as string;
  }
}
