import type { Station } from '@xianjie/contracts/agencies.ts';
import { logName } from '../log-name.ts';
import { auditEnvelopes } from './audit-envelopes.ts';
import { auditInterventions } from './audit-interventions.ts';
import { auditLeaves } from './audit-leaves.ts';
import { auditRows } from './audit-rows.ts';
import { auditCheckpoints, auditTree, tileReader } from './audit-tree.ts';
import { auditCosignatures } from './audit-witnesses.ts';
import { Findings, type Finding } from './finding.ts';
import { weightyTables, quoted } from '../catalog.ts';
import { ProvenKeys } from './proven-keys.ts';
import type { Snapshot } from './snapshot.ts';

export interface StationToAudit {
  readonly station: Station;
  /** of the station's schema; left open */
  readonly snapshot: Snapshot;
  /** the public keys that began it, SPKI PEM by station; absent: no signature is checked */
  readonly trusted?: Readonly<Record<string, string>>;
  /** of the station's leaves; absent: what only it can tell is not told */
  readonly macKey?: Buffer;
  readonly onProgress?: (done: number, total: number) => void;
}
export interface Audited {
  readonly findings: readonly Finding[];
  readonly leaves: number;
  readonly rows: number;
  /** size that the newest checkpoint signs */
  readonly size: number;
}

/** Audits one station's database and ledger: a few passes, each row and leaf read once in each. */
export async function auditStation(target: StationToAudit): Promise<Audited> {
  const { station, snapshot, trusted, macKey, onProgress } = target;
  const findings = new Findings(station);
  const total = await countRows(snapshot.ask);
  let done = 0;
  let leaves = 0;
  let rows = 0;
  const step = () => {
    done += 1;
    if (done % 500 === 0 || done === total) onProgress?.(done, total);
  };
  const proven = trusted && (await new ProvenKeys(trusted).learn(snapshot));
  const keys = proven && { name: logName(station), publicKeys: proven.of(station) };
  const history = await auditCheckpoints(snapshot, keys, findings);
  const { tileChanged } = await auditLeaves({
    snapshot,
    findings,
    hash: history.hash,
    size: history.size,
    tileHash: tileReader(snapshot),
    ...(macKey ? { macKey } : {}),
    onLeaf: () => {
      leaves += 1;
      step();
    },
  });
  await auditTree(snapshot, history, tileChanged, findings);
  await auditRows(snapshot, findings, () => {
    rows += 1;
    step();
  });
  if (proven) await auditCosignatures(snapshot, proven, findings);
  await auditEnvelopes(snapshot, proven, findings, step);
  await auditInterventions(snapshot, findings);
  return { findings: findings.all(), leaves, rows, size: history.size };
}

async function countRows(ask: Parameters<typeof weightyTables>[0]): Promise<number> {
  const tables = (await weightyTables(ask)).map(({ name }) => name);
  const counted = [...tables, 'ledger_leaf', 'inbox', 'outbox', 'act'].map(
    (name) => `select count(*) as rows from ${quoted(name)}`,
  );
  const [sum] = await ask<{ rows: string }>(`select sum(rows) as rows from (${counted.join(' union all ')}) counted`);
  return Number(sum!.rows);
}
