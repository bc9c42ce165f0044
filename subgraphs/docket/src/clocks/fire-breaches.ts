import type { EntityManager } from '@mikro-orm/postgresql';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import { linesSql, TEXT_SQL } from '@xianjie/ledger/many-rows.ts';
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

/** How many, and what was written, as lines for the ledger. */
interface Fired {
  readonly count: number;
  readonly deadlines: string;
  readonly logs: string;
  readonly events: string;
}

/** Duties that nobody did in time and whose calendar is the one in force; the others are fired one by one. */
const DUE = `next_fire_at <= :now and due_at <= :now and status = 'RUNNING' and ${BINDING} and calendar_version >= :calendar
  order by next_fire_at limit ${BATCH}`;

const ALIKE = `select rule_id, obligor, kind, minute from (
    select rule_id, obligor, kind, date_trunc('minute', due_at, 'UTC') as minute from deadline where ${DUE}) due
  group by rule_id, obligor, kind, minute`;

const { key, text, moment, array } = TEXT_SQL;
const FIRE = `with said as (
    select * from json_to_recordset(:said) as said (rule_id text, obligor text, kind text, minute timestamptz, why text, message text)),
  due as materialized (select id from deadline where ${DUE} for update skip locked),
  fired as (
    update deadline set status = 'BREACHED', breached_at = due_at, next_fire_at = null
    from due, said
    where deadline.id = due.id and deadline.rule_id = said.rule_id and deadline.obligor = said.obligor and deadline.kind = said.kind
      and date_trunc('minute', deadline.due_at, 'UTC') = said.minute
    returning deadline.id, case_id, audience, breached_at, why, message),
  numbered as (select *, row_number() over (order by breached_at, id) as place, count(*) over () as all_of_them from fired),
  logged as (
    insert into deadline_log (deadline_id, at, change, before, after, why)
    select id, :now, 'BREACHED', 'RUNNING', 'BREACHED', why from numbered returning id, deadline_id, why),
  head as (
    insert into feed_head (id, last) select 1, count(*) from fired having count(*) > 0
    on conflict (id) do update set last = feed_head.last + excluded.last returning last),
  told as (
    insert into feed_event (cursor, kind, case_id, at, deadline_id, message, audience)
    select last - all_of_them + place, 'CLOCK_BREACHED', case_id, :now, id, message, audience from numbered, head
    returning cursor, case_id, deadline_id, message, audience)
  select (select count(*)::int from fired) as count,
    (select ${linesSql([key('id'), moment('breached_at')])} from fired) as deadlines,
    (select ${linesSql([key('id'), text('deadline_id'), text('why')])} from logged) as logs,
    (select ${linesSql([key('cursor'), text('case_id'), text('deadline_id'), text('message'), array('audience')])} from told) as events`;

/**
 * Breaches what is overdue, whichever replica takes it, a batch in one statement: the clock, its log, the feed, and one leaf of the ledger
 * for each of the three. What it writes of a clock is what `expire` writes. Call it in a transaction that holds the calendar.
 * @returns how many
 */
export async function fireBreaches(
  em: EntityManager,
  { now, statutes, calendar }: { now: Date; statutes: Statutes; calendar: { readonly version: number } },
): Promise<number> {
  const bound = { now: now.toISOString(), calendar: calendar.version };
  const alike = (await em.execute(ALIKE, bound)) as Alike[];
  if (alike.length === 0) return 0;
  const said = alike.map(({ rule_id, obligor, kind, minute }) => {
    const rule = statutes.byId(rule_id);
    return {
      rule_id,
      obligor,
      kind,
      minute,
      why: rule.breach.zh,
      message: breachMessage(rule, { obligor, kind, dueAt: new Date(minute) }),
    };
  });
  const [fired] = (await em.execute(FIRE, { ...bound, said: JSON.stringify(said) })) as Fired[];
  const { count, deadlines, logs, events } = fired!;
  if (count === 0) return 0;
  const ledger = ledgerOf(em);
  ledger?.wroteMany(em, {
    table: 'deadline',
    change: 'update',
    same: { status: 'BREACHED', next_fire_at: null },
    columns: ['breached_at'],
    lines: deadlines,
  });
  ledger?.wroteMany(em, {
    table: 'deadline_log',
    change: 'insert',
    same: { at: now, change: 'BREACHED', before: 'RUNNING', after: 'BREACHED' },
    columns: ['deadline_id', 'why'],
    lines: logs,
  });
  ledger?.wroteMany(em, {
    table: 'feed_event',
    change: 'insert',
    same: { kind: 'CLOCK_BREACHED', at: now, act_id: null },
    columns: ['case_id', 'deadline_id', 'message', 'audience'],
    lines: events,
  });
  await em.execute(`select pg_notify('${FEED_CHANNEL}', '')`);
  return count;
}
