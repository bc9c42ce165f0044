import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { graphql, type ExecutionResult } from 'graphql';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { makeStatutes, ruleById, STATUTES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';
import type { Envelope, TrackSnapshot } from '@xianjie/contracts/envelope.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase } from '@xianjie/database/test-database.ts';
import { Deadline, DeadlineLog } from '../src/entities/deadline.ts';
import { FeedEvent } from '../src/entities/feed.ts';
import { receiveAct } from '../src/receive.ts';
import { entities, migrations, schema as docketSchema } from '../src/subgraph.ts';

/** A docket on a database of its own, with a replica. */
export interface Desk {
  readonly orm: MikroORM;
  readonly replica: MikroORM;
  /** an act arrives; `now` is when, the moment it happened unless said */
  receive(act: Told, statutes?: Statutes): Promise<string>;
  clocks(caseId: string): Promise<Deadline[]>;
  logOf(deadlineId: string): Promise<string[]>;
  /** what an officer's request answers */
  ask(query: string, officer?: Partial<Identity> | null, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  /** kind and message of the feed's clock events of a case */
  events(caseId: string): Promise<(readonly [string, string])[]>;
  empty(): Promise<void>;
  close(): Promise<void>;
}
export interface Told {
  readonly caseId: string;
  readonly act: ActName;
  /** legal time, e.g. 2026-03-02T10:00 */
  readonly at: string;
  readonly now?: string;
  readonly recorded?: string;
  readonly precision?: Envelope['precision'];
  readonly payload?: Record<string, unknown>;
  readonly origin?: Envelope['case']['origin'];
  /** states of tracks after the act */
  readonly states?: Readonly<Record<string, string>>;
  readonly tracks?: readonly TrackSnapshot[];
  readonly case?: Partial<Envelope['case']>;
  readonly envelope?: Partial<
    Pick<Envelope, 'from' | 'to' | 'cc' | 'actor' | 'documents' | 'documentNumber' | 'evidence'>
  >;
}

const TABLES = ['case_officer', 'docket_entry', 'deadline', 'deadline_log', 'feed_event', 'feed_head', 'holiday_plan'];
const legal = (text: string) => new Date(`${text}${text.includes('T') ? '' : 'T10:00'}+08:00`).toISOString();

export const POLICE: Identity = {
  sub: 'psb-officer',
  name: '张某',
  organisation: 'PUBLIC_SECURITY',
  roles: ['OFFICER'],
  division: '220100',
};

/** `now` is what officers' requests are answered at. */
export async function openDesk(now = () => new Date(), station: object = {}): Promise<Desk> {
  const database = await createTestDatabase();
  const options = { url: database.urls.DOCKET, schema: schemaOf('DOCKET'), entities, migrations };
  const orm = await createOrm(options);
  await migrate(orm);
  const replica = await createOrm(options);
  const schema = await docketSchema();
  return {
    orm,
    replica,
    async receive(told, statutes = STATUTES) {
      const envelope = envelopeOf(told);
      const now = new Date(told.now ? legal(told.now) : envelope.recordedAt);
      await orm.em
        .fork()
        .transactional((em) => receiveAct(em as never, envelope, envelope.id.replaceAll('-', ''), now, statutes));
      return envelope.id;
    },
    ask: (source, officer = {}, variableValues = {}) =>
      graphql({
        schema,
        source,
        variableValues,
        contextValue: {
          em: orm.em.fork(),
          identity: officer && { ...POLICE, ...officer },
          station: { now, ...station },
          loaders: new Map(),
          operation: { name: null, hash: null },
          reads: { note: () => {} },
        },
      }),
    clocks: (caseId) => orm.em.fork().find(Deadline, { caseId }, { orderBy: { id: 1 } }),
    logOf: async (deadlineId) =>
      (await orm.em.fork().find(DeadlineLog, { deadlineId }, { orderBy: { id: 1 } })).map(
        ({ change, before, after, why }) => [change, short(before), short(after), why].join(' | '),
      ),
    events: async (caseId) =>
      (await orm.em.fork().find(FeedEvent, { caseId, kind: { $ne: 'ACT' } }, { orderBy: { cursor: 1 } })).map(
        ({ kind, message }) => [kind, message] as const,
      ),
    async empty() {
      for (const table of TABLES) await orm.em.execute(`delete from docket.${table}`);
    },
    async close() {
      await orm.close(true);
      await replica.close(true);
      await database.drop();
    },
  };
}

function envelopeOf({
  caseId,
  act,
  at,
  recorded,
  precision = 'minute',
  payload = {},
  origin = 'LIVE',
  states = {},
  tracks = Object.entries(states).map(([track, state]) => ({ track, state, version: 1 }) as TrackSnapshot),
  case: header = {},
  envelope = {},
}: Told): Envelope {
  const occurredAt = legal(at);
  return {
    id: randomUUID(),
    act,
    caseId,
    case: {
      id: caseId,
      title: '某公司案',
      placeCode: '220100',
      kinds: [],
      summary: '',
      parties: [],
      origin,
      openedAt: occurredAt,
      division: '220100',
      ...header,
    },
    from: 'PUBLIC_SECURITY',
    to: ['ENVIRONMENT'],
    cc: [],
    actor: { sub: 'psb-officer', name: '张某', role: 'OFFICER' },
    occurredAt,
    precision,
    recordedAt: recorded ? legal(recorded) : occurredAt,
    documents: [],
    payload,
    evidence: [],
    tracks,
    assumed: false,
    after: [],
    ...envelope,
  };
}

/** A clock of a rule that runs and is due at a moment, as it stands in the docket. */
export const runningClock = (rule: Rule, due: Date, over: Partial<Deadline> = {}) => ({
  id: randomUUID(),
  caseId: randomUUID(),
  ruleId: rule.id,
  obligor: rule.obligor,
  obligee: rule.obligee,
  kind: rule.kind,
  reminder: false,
  conditional: rule.conditional,
  startedBy: randomUUID(),
  startAct: 'acceptCase' as const,
  startsAt: new Date(due.getTime() - 86_400_000),
  startPrecision: 'minute' as const,
  dueAt: due,
  provisional: false,
  approximate: false,
  steps: [],
  status: 'RUNNING' as const,
  endedBy: null,
  endedAt: null,
  nextFireAt: due,
  breachedAt: null,
  audience: ['ENVIRONMENT', 'PUBLIC_SECURITY'],
  ...over,
});

/** 2026-03-09 of a due moment at the end of the day; a status stays as it is. */
const short = (text: string | null | undefined) => (text?.endsWith('Z') ? dayOf(new Date(text)) : text);
export function dayOf(at: Date): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Asia/Shanghai');
  const time = zoned.toPlainTime().toString().slice(0, 5);
  return `${zoned.toPlainDate().toString()}${time === '23:59' ? '' : `T${time}`}`;
}

/** Statutes of a few rules, each the filing decision of 17号 art. 9 with what is said otherwise. */
export const statutesOf = (...rules: (Partial<Rule> & { id: string })[]): Statutes =>
  makeStatutes(
    rules.map((over) => ({
      ...ruleById('H17-09a'),
      startsOn: [],
      endsOn: [],
      extensions: [],
      variants: [],
      pausesOn: [],
      resumesOn: [],
      ...over,
    })),
  );
export const days = (amount: number) => ({ amount, unit: 'days' as const });
