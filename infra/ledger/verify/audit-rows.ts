import { keyText, quoted, weightyTables, type WeightyTable } from '../catalog.ts';
import { fieldHash, textOf, type RowRecord } from '../leaf.ts';
import type { Findings } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

interface LeafRow {
  readonly ref: string;
  readonly record: string;
}
type Row = Record<string, unknown> & { readonly k: string };

/** What the ledger says of one row: the newest hash of each column. */
interface Known {
  readonly key: string;
  readonly fields: Map<string, { readonly salt: string; readonly hash: string }>;
  isGone: boolean;
}

/** Compares every row of weight with what the ledger says was written into it: rows and leaves are read side by side, each once. */
export async function auditRows(snapshot: Snapshot, findings: Findings, onRow: () => void): Promise<void> {
  for (const table of await weightyTables(snapshot.ask)) await auditTable(snapshot, table, findings, onRow);
}

async function auditTable(
  { stream }: Snapshot,
  table: WeightyTable,
  findings: Findings,
  onRow: () => void,
): Promise<void> {
  const columns = table.columns.map((column, at) => `, ${quoted(column)} as v${at}`).join('');
  const key = `(${keyText(table)}) collate "C"`;
  const rows = stream<Row>(`select ${key} as k${columns} from ${quoted(table.name)} order by ${key}`);
  const leaves = stream<LeafRow>(
    `select ref, record from ledger_leaf
     where ref collate "C" > '${table.name}/' and ref collate "C" < '${table.name}0' and not refused
     order by ref collate "C", position, id`,
  );
  const known = folded(leaves, table.name.length + 1);
  let next = await known.next();
  const missing = ({ key: gone, isGone }: Known) => {
    if (!isGone) findings.add(table.name, gone, null, 'missing', '账本记有此行，数据库中没有');
  };
  for await (const row of rows) {
    onRow();
    while (!next.done && next.value.key < row.k) {
      missing(next.value);
      next = await known.next();
    }
    if (next.done || next.value.key !== row.k || next.value.isGone) {
      findings.add(table.name, row.k, null, 'inserted', '账本中没有写入此行的记录');
      if (!next.done && next.value.key === row.k) next = await known.next();
      continue;
    }
    const { fields } = next.value;
    table.columns.forEach((column, at) => {
      const text = textOf(row[`v${at}`]);
      const said = fields.get(column);
      // a column that came later is in the ledger only where it has a value
      if (said ? fieldHash(said.salt, column, text) !== said.hash : text !== null)
        findings.add(table.name, row.k, column, 'changed', '与账本所记不符');
    });
    next = await known.next();
  }
  for (; !next.done; next = await known.next()) missing(next.value);
}

/** Leaves of one row after the other, laid over one another in the order in which they were written. */
async function* folded(leaves: AsyncIterable<LeafRow>, prefix: number): AsyncGenerator<Known, void, void> {
  let known: Known | undefined;
  for await (const { ref, record } of leaves) {
    const key = ref.slice(prefix);
    if (known && known.key !== key) {
      yield known;
      known = undefined;
    }
    known ??= { key, fields: new Map(), isGone: false };
    lay(known, record);
  }
  if (known) yield known;
}

function lay(known: Known, text: string): void {
  let record: RowRecord;
  try {
    record = JSON.parse(text) as RowRecord;
  } catch {
    return; // the audit of the leaves names it
  }
  known.isGone = record.change === 'delete';
  if (known.isGone) known.fields.clear();
  for (const [column, hash] of Object.entries(record.fields ?? {}))
    // what was taken in as it stood never replaces what the program wrote
    if (!record.enrolled || !known.fields.has(column)) known.fields.set(column, { salt: record.salt, hash });
}
