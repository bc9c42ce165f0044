import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { keyText, quoted, weightyTables, type Ask, type WeightyTable } from './catalog.ts';
import type { LeafKeeper } from './keep-leaves.ts';
import { textOf, type RowRecord } from './leaf.ts';
import { carriedLeaves, receiptLeaf, rowLeaf, type NewLeaf, type RowChange } from './row-leaves.ts';
import type { SignedReceipt } from '@xianjie/contracts/envelope.ts';

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
    const carried = new Set<string>();
    for (const table of await weightyTables(ask)) {
      const columns = table.columns.filter((column) => !known.get(table.name)?.has(column));
      if (columns.length === 0 && known.has(table.name)) continue;
      rows += await enrolTable(em, keeper, table, columns, known.has(table.name) ? null : carried);
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
  /** names of the envelopes and receipts that have their leaves; null: the table was taken in before */
  carried: Set<string> | null,
): Promise<number> {
  const transaction = em.getTransactionContext();
  const written: RowChange = { table: ENROLLED, key: table.name, change: 'insert', fields: new Map() };
  for (const column of columns) written.fields.set(column, null);
  await keeper.write(em, [rowLeaf(written, true)], transaction);
  // a column added later says something only where it has a value
  const filled = carried ? '' : `and (${columns.map((column) => `${quoted(column)} is not null`).join(' or ')})`;
  const key = keyText(table);
  // as text, and read as verify's client reads it: the ORM reads some types in its own way
  const values = columns.map((column, at) => `, ${quoted(column)}::text as v${at}`).join('');
  const read = (column: string, text: unknown): unknown =>
    text === null ? null : pg.types.getTypeParser(table.types.get(column)!, 'text')(text as string);
  let last = '';
  let rows = 0;
  for (;;) {
    const page = (await em.execute(
      `select ${key} as k${values} from ${quoted(table.name)} where (${key}) collate "C" > ? ${filled}
       order by (${key}) collate "C" limit ${PAGE}`,
      [last],
    )) as Record<string, unknown>[];
    const leaves = page.flatMap((row): NewLeaf[] => {
      const content = new Map(columns.map((column, at) => [column, read(column, row[`v${at}`])]));
      const fields = new Map([...content].map(([column, value]) => [column, textOf(value)]));
      const own = rowLeaf(
        { table: table.name, key: row['k'] as string, change: carried ? 'insert' : 'update', fields },
        true,
      );
      if (!carried) return [own];
      const told = allCarried(table.name, content).filter(({ kind, ref, digest }) => {
        const name = `${kind} ${ref} ${digest}`;
        return !carried.has(name) && carried.add(name);
      });
      return [...told, own];
    });
    await keeper.write(em, leaves, transaction);
    rows += page.length;
    if (page.length < PAGE) return rows;
    last = page.at(-1)!['k'] as string;
  }
}

/** Leaves of the envelope and of all receipts that a row holds. */
function allCarried(table: string, content: ReadonlyMap<string, unknown>): NewLeaf[] {
  const further = (content.get('further_receipts') ?? []) as readonly SignedReceipt[];
  return [
    ...carriedLeaves(table, Object.fromEntries(content), new Set(['message', 'receipt'])),
    ...further.map(receiptLeaf),
  ];
}
