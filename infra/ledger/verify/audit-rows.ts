import { keyText, quoted, weightyTables, type WeightyTable } from '../catalog.ts';
import { textOf } from '../leaf.ts';
import type { Findings } from './finding.ts';
import type { Snapshot } from './snapshot.ts';
import { isSaid, writtenRows, type Written } from './written.ts';

type Row = Record<string, unknown> & { readonly k: string };

/** Compares every row of weight with what the ledger says was written into it: rows and leaves are read side by side, each once. */
export async function auditRows(snapshot: Snapshot, findings: Findings, onRow: () => void): Promise<void> {
  for (const table of await weightyTables(snapshot.ask)) await auditTable(snapshot, table, findings, onRow);
}

async function auditTable(
  snapshot: Snapshot,
  table: WeightyTable,
  findings: Findings,
  onRow: () => void,
): Promise<void> {
  const columns = table.columns.map((column, at) => `, ${quoted(column)} as v${at}`).join('');
  const key = `(${keyText(table)}) collate "C"`;
  const rows = snapshot.stream<Row>(`select ${key} as k${columns} from ${quoted(table.name)} order by ${key}`);
  const known = writtenRows(snapshot, table.name);
  let next = await known.next();
  const missing = ({ key: gone, isGone }: Written) => {
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
      if (said ? !isSaid(said, column, text) : text !== null)
        findings.add(table.name, row.k, column, 'changed', '与账本所记不符');
    });
    next = await known.next();
  }
  for (; !next.done; next = await known.next()) missing(next.value);
}
