import { AGENCY_NAMES, DOCKET, type Station } from '@xianjie/contracts/agencies.ts';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import type { Sql } from '@xianjie/local/hub-sql.ts';
import { recipientsOf, type Done } from './handoffs.ts';

/**
 * What the databases hold against the harness's own list: each finding in one line; none means nothing lost and nothing done twice.
 * @param forged envelopes that were forged: each must have an alarm at public security and stand nowhere else
 */
export async function findings(sql: Sql, done: readonly Done[], forged: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  const tell = (id: string, what: string) => found.push(`${id} ${what}`);
  const times = async (text: string): Promise<Map<string, number>> =>
    new Map((await sql<{ id: string; n: number }>(text)).map(({ id, n }) => [id, n]));

  const sender = new Map(done.map(({ actId, act }) => [actId, ACTS[act].by]));
  for (const station of [...AGENCY_NAMES, DOCKET] as Station[]) {
    const schema = schemaOf(station);
    const acts = await times(`select id, count(*)::int n from ${schema}.act group by id`);
    const inbox = await times(`select envelope_id id, count(*)::int n from ${schema}.inbox group by envelope_id`);
    const open = await times(
      `select envelope_id id, count(*)::int n from ${schema}.outbox where receipted_at is null group by envelope_id`,
    );
    const alarms = await times(`select envelope_id id, count(*)::int n from ${schema}.alarm group by envelope_id`);
    for (const { actId, act } of done) {
      const own = sender.get(actId) === station;
      const told = station === DOCKET || recipientsOf(act).includes(station);
      const wanted = own || told ? 1 : 0;
      if ((acts.get(actId) ?? 0) !== wanted)
        tell(actId, `${act}: ${acts.get(actId) ?? 0} acts in ${schema}, not ${wanted}`);
      if ((inbox.get(actId) ?? 0) !== (told ? 1 : 0)) tell(actId, `${act}: not received once in ${schema}`);
      if (open.has(actId)) tell(actId, `${act}: a receipt is missing in ${schema}`);
    }
    for (const id of acts.keys()) if (!sender.has(id)) tell(id, `in ${schema} and on nobody's list`);
    const wanted = new Set(station === 'PUBLIC_SECURITY' ? forged : []);
    for (const id of alarms.keys()) if (!wanted.delete(id)) tell(id, `alarm in ${schema}`);
    for (const id of wanted) tell(id, `forged, without an alarm in ${schema}`);
  }
  const events = await times(
    "select act_id id, count(*)::int n from docket.feed_event where kind = 'ACT' group by act_id",
  );
  for (const { actId, act } of done)
    if (events.get(actId) !== 1) tell(actId, `${act}: told ${events.get(actId) ?? 0} times in the feed`);
  const [cursors] = await sql<{ n: string; last: string | null }>(
    'select count(*) n, max(cursor) last from docket.feed_event',
  );
  if (cursors!.n !== (cursors!.last ?? '0'))
    found.push(`the feed has ${cursors!.n} rows up to cursor ${cursors!.last}`);
  for (const { rule, cases, clocks } of await sql<{ rule: string; cases: number; clocks: number }>(
    `select rule_id rule, count(distinct started_by)::int cases, count(*)::int clocks from docket.deadline group by rule_id`,
  ))
    if (cases !== clocks) found.push(`${rule}: ${clocks} clocks for ${cases} acts`);
  return found;
}

/** What is still on its way. */
export async function waiting(sql: Sql): Promise<number> {
  const rows = await Promise.all(
    AGENCY_NAMES.map((agency) =>
      sql<{ n: number }>(`select count(*)::int n from ${schemaOf(agency)}.outbox where receipted_at is null`),
    ),
  );
  return rows.reduce((sum, [row]) => sum + row!.n, 0);
}
