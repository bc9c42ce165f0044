import type { Findings } from './finding.ts';
import type { Snapshot } from './snapshot.ts';

const TABLE = 'intervention_record';

/** Checks that the public digest of every intervention record stands in the ledger, and that every digest there still has its record. */
export async function auditInterventions({ ask }: Snapshot, findings: Findings): Promise<void> {
  const [has] = await ask(
    `select 1 from pg_class where relnamespace = current_schema()::regnamespace and relname = '${TABLE}'`,
  );
  if (!has) return;
  const paired = `${TABLE} as record full join (select ref, digest from ledger_leaf where kind = 'intervention' and not refused) as leaf
     on leaf.ref = record.number and leaf.digest = record.digest`;
  for (const { id, number } of await ask<{ id: string | null; number: string }>(
    `select record.id::text as id, coalesce(record.number, leaf.ref) as number from ${paired} where record.id is null or leaf.ref is null`,
  ))
    if (id) findings.add(TABLE, id, 'digest', 'changed', `账本中没有 ${number} 的校验值`);
    else findings.add(TABLE, number, null, 'missing', `账本记有 ${number}，但没有这份干预记录`);
}
