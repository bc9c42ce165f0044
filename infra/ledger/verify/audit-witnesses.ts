import type { Station } from '@xianjie/contracts/agencies.ts';
import { cosignedAt, openCheckpoint } from '../checkpoint.ts';
import { logName, witnessesOf } from '../log-name.ts';
import type { Findings } from './finding.ts';
import type { ProvenKeys } from './proven-keys.ts';
import type { Snapshot } from './snapshot.ts';

const keysOf = (station: Station, proven: ProvenKeys) => ({ name: logName(station), publicKeys: proven.of(station) });

/** Checks that every cosignature that a log keeps is the witness's own. */
export async function auditCosignatures(snapshot: Snapshot, proven: ProvenKeys, findings: Findings): Promise<void> {
  for await (const { size, witness, line, note } of snapshot.stream<{
    size: string;
    witness: Station;
    line: string;
    note: string | null;
  }>(
    'select s.size, s.witness, s.line, c.note from ledger_cosignature s left join ledger_checkpoint c using (size) order by size',
  )) {
    if (!note || !cosignedAt(note, line, keysOf(witness, proven)))
      findings.add('ledger_cosignature', `${size}/${witness}`, 'line', 'changed', '见证签名不符');
  }
}

/** Compares a log with what a witness remembers of it: what the witness has cosigned must still be there, as it was. */
export async function auditAgainstWitness(
  log: { readonly station: Station; readonly snapshot: Snapshot },
  witness: { readonly station: Station; readonly snapshot: Snapshot },
  proven: ProvenKeys,
  findings: Findings,
): Promise<void> {
  if (!witnessesOf(log.station).includes(witness.station)) return;
  const [seen] = await witness.snapshot.ask<{ size: string; note: string; line: string }>(
    'select size, note, line from ledger_witnessed where log = $1',
    [log.station],
  );
  if (!seen) return;
  const body = openCheckpoint(seen.note, keysOf(log.station, proven));
  // what the witness keeps is proven by two signatures, so a witness's own database can accuse nobody falsely
  if (!body || !cosignedAt(seen.note, seen.line, keysOf(witness.station, proven))) return;
  const [own] = await log.snapshot.ask<{ root: string }>('select root from ledger_checkpoint where size = $1', [
    body.size,
  ]);
  const key = String(body.size);
  if (!own)
    findings.add('ledger_checkpoint', key, null, 'missing', `${witness.station} 见证过此检查点，账本已被改回或另立`);
  else if (own.root !== body.root.toString('hex'))
    findings.add('ledger_checkpoint', key, 'root', 'changed', `与 ${witness.station} 见证的不同`);
}

/** A break of a log that a witness has acknowledged. */
export interface AcknowledgedBreak {
  readonly station: Station;
  readonly witness: Station;
  /** records that had been cosigned, and those of the restored log from which cosigning went on */
  readonly cosignedSize: number;
  readonly size: number;
  readonly at: Date;
  readonly reason: string;
}
/** What a witness has acknowledged of a log: no finding, and nothing to be silent about either. */
export const acknowledgedBreaks = async (
  station: Station,
  witness: { readonly station: Station; readonly snapshot: Snapshot },
): Promise<AcknowledgedBreak[]> =>
  (
    await witness.snapshot.ask<{ cosigned: string; size: string; at: Date; reason: string }>(
      'select cosigned_size as cosigned, size, at, reason from log_restoration where log = $1 order by at',
      [station],
    )
  ).map(({ cosigned, size, at, reason }) => ({
    station,
    witness: witness.station,
    cosignedSize: Number(cosigned),
    size: Number(size),
    at,
    reason,
  }));
