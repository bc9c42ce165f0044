import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { alarmId, raiseAlarm } from '@xianjie/exchange/alarm.ts';

/** More events than a docket can have lost: after a restoration its feed goes on beyond every cursor that it ever gave out, so that whoever asks `after` one misses nothing. */
const FEED_JUMP = 1_000_000_000;

/** Refuses an act while this station knows that it has lost something, or has come out of a backup and not heard everybody. */
export async function assertReconciled(em: EntityManager): Promise<void> {
  const [row] = (await em.execute(
    'select peer from reconciliation where behind > 0 or restored_at is not null order by peer limit 1',
  )) as { peer: string }[];
  if (row) throw refuse('RECONCILING', { peer: row.peer });
}

/** SQL that says in a station's database that it came out of a backup: until each other station has been heard it takes its own acts back and performs none. */
export function declareRestored(name: Station, at: Date): string[] {
  const schema = schemaOf(name);
  const rows = STATIONS.filter((station) => station !== name).map((peer) => `('${peer}', '${at.toISOString()}')`);
  return [
    `insert into ${schema}.reconciliation (peer, restored_at) values ${rows.join(', ')}
     on conflict (peer) do update set restored_at = excluded.restored_at`,
    ...(name === DOCKET ? [`update ${schema}.feed_head set last = last + ${FEED_JUMP}`] : []),
  ];
}

/** A station whose database lacks what it had goes through the same as one of which it was said that it was restored; with an alarm. */
export async function noteRolledBack(
  em: EntityManager,
  name: Station,
  lost: { readonly size: number; readonly root: string },
  now: Date,
  log: (message: string) => void,
): Promise<void> {
  log(`ALARM ROLLED_BACK: the ledger had ${lost.size} records and has them no more`);
  await em.transactional(async (tx) => {
    for (const statement of declareRestored(name, now)) await tx.execute(statement);
  });
  const envelopeId = alarmId(`${name} lost ${lost.size} ${lost.root}`);
  await raiseAlarm(em, {
    kind: 'ROLLED_BACK',
    envelopeId,
    sender: name,
    digest: lost.root,
    message: lost,
    raisedAt: now,
  });
}
