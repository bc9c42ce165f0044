import type { EntityManager } from '@mikro-orm/postgresql';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import type { Leaf } from '@xianjie/ledger/leaf.ts';
import { headsOf, manyLeavesSql, JSON_SQL, type ManyRows } from '@xianjie/ledger/many-rows.ts';
import type { RuleKind } from '@xianjie/contracts/clock/rule.ts';
import type { Statutes } from '@xianjie/contracts/clock/statutes.ts';
import { FEED_CHANNEL } from '../feed.ts';
import { BINDING } from './end-clock.ts';
import { breachMessage } from './messages.ts';

/** Clocks of one statement. */
const BATCH = 5_000;

/** Clocks that are told of in the same words: messages name the due moment to the minute. */
interface Alike {
  readonly rule_id: string;
  readonly obligor: string;
  readonly kind: RuleKind;
  readonly minute: string;
}

/** A leaf as it comes back, and how many clocks were fired. */
interface Written extends Omit<Leaf, 'at'> {
  readonly id: string;
  readonly at: string | Date;
  readonly fired: number;
}

/** Duties that nobody did in time and whose calendar is the one in force; the others are fired one by one. */
const DUE = `next_fire_at <= :now and due_at <= :now and status = 'RUNNING' and ${BINDING} and calendar_version >= :calendar
  order by next_fire_at limit ${BATCH}`;

const ALIKE = `select rule_id, obligor, kind, minute from (
    select rule_id, obligor, kind, date_trunc('minute', due_at, 'UTC') as minute from deadline where ${DUE}) due
  group by rule_id, obligor, kind, minute`;

const { id, moment, array } = JSON_SQL;
const WRITTEN: readonly ManyRows[] = [
  {
    table: 'deadline',
    change: 'update',
    from: 'fired',
    key: id('id'),
    columns: { breached_at: moment('breached_at') },
  },
  {
    table: 'deadline_log',
    change: 'insert',
    from: 'entered',
    key: id('log_id'),
    columns: { deadline_id: id('id'), why: 'nth' },
  },
  {
    table: 'feed_event',
    change: 'insert',
    from: 'placed',
    key: id('cursor'),
    columns: { case_id: id('case_id'), deadline_id: id('id'), message: 'nth', audience: array('audience') },
  },
];
// the head of the feed is locked last, after all that can be done beside another batch
const FIRE = `with said as (
    select * from json_to_recordset(:said) as said (nth int, rule_id text, obligor text, kind text, minute timestamptz, why text, message text)),
  due as materialized (select id from deadline where ${DUE} for update skip locked),
  fired as (
    update deadline set status = 'BREACHED', breached_at = due_at, next_fire_at = null
    from said
    where deadline.id = any (array(select id from due)) and deadline.rule_id = said.rule_id and deadline.obligor = said.obligor
      and deadline.kind = said.kind and date_trunc('minute', deadline.due_at, 'UTC') = said.minute
    returning deadline.id, case_id, audience, breached_at, nth, why, message),
  entered as materialized (
    select *, nextval('deadline_log_id_seq') as log_id, row_number() over (order by breached_at, id) as place from fired),
  logged as (
    insert into deadline_log (id, deadline_id, at, change, before, after, why)
    select log_id, id, :now, 'BREACHED', 'RUNNING', 'BREACHED', why from entered returning 1),
  head as (
    insert into feed_head (id, last) select 1, count(*) from logged having count(*) > 0
    on conflict (id) do update set last = feed_head.last + excluded.last returning last),
  placed as (select *, last - (select count(*) from fired) + place as cursor from entered, head),
  told as (
    insert into feed_event (cursor, kind, case_id, at, deadline_id, message, audience)
    select cursor, 'CLOCK_BREACHED', case_id, :now, id, message, audience from placed),
  leaves as (${manyLeavesSql(WRITTEN)})
  select id, kind, ref, digest, at, (select count(*)::int from fired) as fired, pg_notify('${FEED_CHANNEL}', '') from leaves`;

/**
 * Breaches what is overdue, whichever replica takes it, a batch in one statement: the clock, its log, the feed, and one leaf of the ledger
 * for each of the three. What it writes of a clock is what `expire` writes. Call it in a transaction that holds the calendar.
 * @returns whether there may be more
 */
export async function fireBreaches(
  em: EntityManager,
  { now, statutes, calendar }: { now: Date; statutes: Statutes; calendar: { readonly version: number } },
): Promise<boolean> {
  const bound = { now: now.toISOString(), calendar: calendar.version };
  const alike = (await em.execute(ALIKE, bound)) as Alike[];
  if (alike.length === 0) return false;
  const said = alike.map(({ rule_id, obligor, kind, minute }, nth) => {
    const rule = statutes.byId(rule_id);
    const message = breachMessage(rule, { obligor, kind, dueAt: new Date(minute) });
    return { nth, rule_id, obligor, kind, minute, why: rule.breach.zh, message };
  });
  const heads = headsOf(WRITTEN, {
    deadline: { same: { status: 'BREACHED', next_fire_at: null } },
    deadline_log: {
      same: { at: now, change: 'BREACHED', before: 'RUNNING', after: 'BREACHED' },
      texts: said.map(({ why }) => why),
    },
    feed_event: { same: { kind: 'CLOCK_BREACHED', at: now, act_id: null }, texts: said.map(({ message }) => message) },
  });
  const leaves = (await em.execute(FIRE, { ...bound, said: JSON.stringify(said), heads })) as Written[];
  if (leaves.length === 0) return false;
  await ledgerOf(em)?.seal(
    em,
    leaves.map((leaf) => ({ ...leaf, at: new Date(leaf.at) })),
  );
  return leaves[0]!.fired === BATCH;
}
