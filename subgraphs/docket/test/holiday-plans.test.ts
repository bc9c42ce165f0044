import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { graphql, type GraphQLSchema } from 'graphql';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import type { HolidayPlanInput } from '@xianjie/contracts/calendar/holiday-plan.ts';
import { holdCalendar, readCalendar } from '../src/calendar/docket-calendar.ts';
import { fireDue } from '../src/clocks/fire-due.ts';
import { recalculateBatch } from '../src/clocks/recalculate.ts';
import { Deadline, DeadlineLog } from '../src/entities/deadline.ts';
import { FeedEvent } from '../src/entities/feed.ts';
import { HolidayPlan } from '../src/entities/holiday-plan.ts';
import { publishPlan } from '../src/resolvers/publish-holiday-plan.ts';
import { schema as docketSchema } from '../src/subgraph.ts';
import { dayOf, days, openDesk, statutesOf, type Desk } from './desk.ts';

let desk: Desk;
let schema: GraphQLSchema;
beforeAll(async () => {
  desk = await openDesk();
  schema = await docketSchema();
});
afterAll(() => desk?.close());
beforeEach(() => desk.empty());

const statutes = statutesOf(
  {
    id: 'WORKING',
    period: { amount: 3, unit: 'working_days' },
    startsOn: [{ act: 'acceptCase' }],
    endsOn: [{ act: 'fileCase' }],
  },
  {
    id: 'NATURAL',
    period: days(10),
    startsOn: [{ act: 'extendAsMajor' }],
    pausesOn: [{ act: 'requestHearing', cause: '' }],
    resumesOn: [{ act: 'holdHearing', cause: '' }],
  },
);
const ADMINISTRATOR: Identity = {
  sub: 'administrator',
  name: '朱某',
  organisation: 'SUPERVISION_OFFICE',
  roles: ['ADMINISTRATOR'],
  division: '220100',
};
const PLAN: HolidayPlanInput = {
  year: 2027,
  notice: '甲号通知',
  off: [{ name: '元旦', days: ['01-01', '01-02', '01-03'] }],
  work: [],
};
const NOW = new Date('2026-12-31T12:00:00+08:00');
const publish = (over: Partial<HolidayPlanInput> = {}, orm = desk.orm) =>
  publishPlan(orm.em.fork() as never, { ...PLAN, ...over }, ADMINISTRATOR, NOW);
const recalculateAll = async (orm = desk.orm) => {
  for (let more = true; more;) more = await recalculateBatch(orm, NOW, statutes);
};
const plans = () => desk.orm.em.fork().find(HolidayPlan, {}, { orderBy: { id: 1 } });
/** A case with a clock of three working days from 30 December: 31, 1 January (as long as nobody knows of it), 4. */
async function accept(): Promise<string> {
  const caseId = randomUUID();
  await desk.receive({ caseId, act: 'acceptCase', at: '2026-12-30' }, statutes);
  return caseId;
}
const clockOf = async (caseId: string) => (await desk.clocks(caseId))[0]!;
/** Copies a clock, so that there are many. */
async function copies(caseId: string, number: number): Promise<void> {
  const columns = (await desk.orm.em.execute(
    "select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns where table_schema = 'docket' and table_name = 'deadline' and is_generated = 'NEVER' and column_name not in ('id', 'case_id', 'started_by')",
  )) as { names: string }[];
  const { names } = columns[0]!;
  await desk.orm.em.execute(
    `insert into deadline (id, case_id, started_by, ${names}) select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), ${names} from deadline, generate_series(1, ?) where case_id = ?`,
    [number, caseId],
  );
}
const counts = async () => {
  const em = desk.orm.em.fork();
  const logged = await em.find(DeadlineLog, { change: 'RECALCULATED' });
  const told = await em.find(FeedEvent, { kind: 'CLOCK_RECALCULATED' });
  return { logged: logged.length, clocks: new Set(logged.map(({ deadlineId }) => deadlineId)).size, told: told.length };
};

describe('a holiday plan that is published', () => {
  test('moves the clocks that ran into its year, and says what, from when to when and why', async () => {
    const caseId = await accept();
    expect([dayOf((await clockOf(caseId)).dueAt), (await clockOf(caseId)).provisional]).toEqual(['2027-01-04', true]);
    await publish();
    await recalculateAll();
    const clock = await clockOf(caseId);
    expect([dayOf(clock.dueAt), clock.provisional, clock.status]).toEqual(['2027-01-05', false, 'RUNNING']);
    expect(dayOf(clock.nextFireAt!)).toBe('2027-01-04');
    expect(await desk.logOf(clock.id)).toEqual([
      expect.stringMatching(/^STARTED/),
      'RECALCULATED | 2027-01-04 | 2027-01-05 | 2027年放假安排公布（甲号通知），不再暂定',
    ]);
    expect((await desk.events(caseId)).at(-1)).toEqual([
      'CLOCK_RECALCULATED',
      expect.stringMatching(/由2027年1月4日 23:59改为2027年1月5日 23:59.*甲号通知/),
    ]);
    expect(await plans()).toMatchObject([{ total: 1, done: 1, finishedAt: NOW }]);
  });

  test('takes the doubt from a clock that it does not move, without an event', async () => {
    const caseId = randomUUID();
    await desk.receive({ caseId, act: 'extendAsMajor', at: '2026-12-27' }, statutes);
    expect([dayOf((await clockOf(caseId)).dueAt), (await clockOf(caseId)).provisional]).toEqual(['2027-01-06', true]);
    await publish();
    await recalculateAll();
    expect([dayOf((await clockOf(caseId)).dueAt), (await clockOf(caseId)).provisional]).toEqual(['2027-01-06', false]);
    expect(await counts()).toEqual({ logged: 1, clocks: 1, told: 0 });
  });

  test('moves a clock that stands still, with its pauses', async () => {
    const caseId = randomUUID();
    await desk.receive({ caseId, act: 'extendAsMajor', at: '2026-12-20' }, statutes);
    for (const [act, at] of [
      ['requestHearing', '2026-12-22'],
      ['holdHearing', '2026-12-24'],
      ['requestHearing', '2026-12-25'],
    ] as const)
      await desk.receive({ caseId, act, at }, statutes);
    expect(dayOf((await clockOf(caseId)).dueAt)).toBe('2027-01-01');
    await publish();
    await recalculateAll();
    const clock = await clockOf(caseId);
    expect([clock.status, dayOf(clock.dueAt), clock.nextFireAt]).toEqual(['PAUSED', '2027-01-04', null]);
  });

  test('leaves alone what has fired or ended', async () => {
    const caseId = await accept();
    await fireDue(desk.orm, new Date('2027-01-05T00:00:00+08:00'), statutes);
    await publish();
    await recalculateAll();
    const clock = await clockOf(caseId);
    expect([clock.status, dayOf(clock.dueAt), clock.provisional]).toEqual(['BREACHED', '2027-01-04', true]);
    expect(await counts()).toEqual({ logged: 0, clocks: 0, told: 0 });
  });

  test('is followed at once by what comes before the recalculation', async () => {
    const [old, ended] = [await accept(), await accept()];
    await publish({}, desk.replica);
    expect(dayOf((await clockOf(await accept())).dueAt)).toBe('2027-01-05');
    await desk.receive({ caseId: ended, act: 'fileCase', at: '2027-01-05' }, statutes);
    expect((await clockOf(ended)).status).toBe('SATISFIED');
    await fireDue(desk.orm, new Date('2027-01-05T12:00:00+08:00'), statutes);
    expect((await clockOf(old)).status).toBe('RUNNING');
    await recalculateAll();
    expect(await counts()).toEqual({ logged: 2, clocks: 2, told: 2 });
    expect((await plans())[0]).toMatchObject({ total: 2, done: 2, finishedAt: NOW });
  });

  test('waits for those who still count with the old calendar', async () => {
    let publication: Promise<unknown> | undefined;
    await desk.orm.em.fork().transactional(async (em) => {
      await holdCalendar(em as never);
      publication = publish({}, desk.replica);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await plans()).toEqual([]);
    });
    await publication;
    expect(await plans()).toHaveLength(1);
  });

  test('overrides a year of the bundled calendar; the last version counts and all are kept', async () => {
    const calendar = async () => readCalendar(desk.orm.em.fork() as never);
    const works = async (day: string) => (await calendar()).isWorkingDay(Temporal.PlainDate.from(day));
    expect(await works('2026-12-25')).toBe(true);
    const first = await publish({ year: 2026, off: [{ name: '甲', days: ['12-25'] }] });
    expect(await works('2026-12-25')).toBe(false);
    expect(await publish({ year: 2026, off: [{ name: '甲', days: ['12-25', '12-26'] }] })).toMatchObject({
      id: first.id,
      version: 1,
    });
    const second = await publish({ year: 2026, off: [{ name: '甲', days: ['12-24'] }] });
    expect(second.version).toBe(2);
    expect([await works('2026-12-25'), await works('2026-12-24')]).toEqual([true, false]);
    expect((await calendar()).since(0)).toBe('2026年放假安排公布（甲号通知）');
    expect((await plans()).map(({ year, version }) => [year, version])).toEqual([
      [2026, 1],
      [2026, 2],
    ]);
  });
});

describe('many clocks', () => {
  test('are computed anew once each, by whichever replica', async () => {
    await copies(await accept(), 1_299);
    await publish();
    await Promise.all([recalculateAll(), recalculateAll(desk.replica)]);
    await recalculateAll();
    expect(await counts()).toEqual({ logged: 1_300, clocks: 1_300, told: 1_300 });
    expect(await plans()).toMatchObject([{ total: 1_300, done: 1_300 }]);
    const dues = await desk.orm.em.fork().find(Deadline, {});
    expect(new Set(dues.map(({ dueAt }) => dayOf(dueAt)))).toEqual(new Set(['2027-01-05']));
  });

  test('are taken up where a replica died', async () => {
    await copies(await accept(), 699);
    await publish();
    expect(await recalculateBatch(desk.orm, NOW, statutes)).toBe(true);
    expect((await plans())[0]).toMatchObject({ total: 700, done: 500, finishedAt: null });
    // the second batch is broken off while it waits to tell: all of it is undone
    await desk.replica.em.fork().transactional(async (em) => {
      await em.execute('update feed_head set last = last');
      const batch = expect(recalculateBatch(desk.orm, NOW, statutes)).rejects.toThrow();
      let broken = 0;
      while (broken === 0) {
        // not in the transaction, which would see the same activity for ever
        const rows = (await desk.replica.em
          .fork()
          .execute(
            "select count(pg_cancel_backend(pid))::int as broken from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()",
          )) as { broken: number }[];
        broken = rows[0]!.broken;
      }
      await batch;
    });
    expect((await plans())[0]).toMatchObject({ total: 700, done: 500, finishedAt: null });
    await recalculateAll(desk.replica);
    expect(await counts()).toEqual({ logged: 700, clocks: 700, told: 700 });
    expect((await plans())[0]).toMatchObject({ total: 700, done: 700, finishedAt: NOW });
  });
});

describe('through the API', () => {
  const ask = async (
    source: string,
    identity: Identity | null = ADMINISTRATOR,
    variableValues: Record<string, unknown> = {},
  ) => {
    const contextValue = {
      identity,
      em: desk.orm.em.fork(),
      station: { now: () => NOW },
      loaders: new Map(),
      operation: { name: null, hash: null },
      reads: { note: () => {} },
      wake: () => {},
    };
    const { data, errors } = await graphql({ schema, source, contextValue, variableValues });
    return {
      data: JSON.parse(JSON.stringify(data ?? null)) as never,
      code: errors?.[0]?.extensions['code'],
      message: errors?.[0]?.message,
    };
  };
  const PUBLISH =
    'mutation ($input: PublishHolidayPlanInput!) { publishHolidayPlan(input: $input) { year version notice publishedBy total off { name days } } }';

  test('an administrator publishes, everybody signed in sees it', async () => {
    const { data } = await ask(PUBLISH, ADMINISTRATOR, { input: PLAN });
    expect(data).toEqual({
      publishHolidayPlan: {
        year: 2027,
        version: 1,
        notice: '甲号通知',
        publishedBy: '朱某',
        total: 0,
        off: [{ name: '元旦', days: ['01-01'] }],
      },
    });
    const officer: Identity = { ...ADMINISTRATOR, organisation: 'COURT', roles: ['CLERK'] };
    const seen = await ask('{ holidayPlans(first: 5) { edges { node { year version done finishedAt } } } }', officer);
    expect(seen.data).toEqual({
      holidayPlans: { edges: [{ node: { year: 2027, version: 1, done: 0, finishedAt: null } }] },
    });
    expect((await ask('{ holidayPlans { edges { cursor } } }', null)).code).toBe('UNAUTHENTICATED');
  });

  test('nobody else publishes', async () => {
    const refused = await ask(PUBLISH, { ...ADMINISTRATOR, roles: ['SUPERVISOR'] }, { input: PLAN });
    expect([refused.code, refused.message]).toEqual([
      'WRONG_ROLE',
      '“公布放假安排”须由系统管理员办理，请转交相应人员。',
    ]);
    expect((await ask(PUBLISH, null, { input: PLAN })).code).toBe('UNAUTHENTICATED');
    expect(
      (await ask(PUBLISH, ADMINISTRATOR, { input: { ...PLAN, off: [{ name: '元旦', days: ['02-30'] }] } })).code,
    ).toBe('BAD_FIELD');
    expect(await plans()).toEqual([]);
  });

  test('a clock tells its history and what a breach means', async () => {
    const caseId = randomUUID();
    const tracks = [{ track: 'criminal' as const, state: 'ACCEPTED', version: 1 }];
    await desk.receive({ caseId, act: 'acceptCase', at: '2026-12-30', tracks });
    const { data, message } = await ask(
      `{ case(id: "${caseId}") { deadlines(first: 50) { edges { node { rule status pausedAt breachEffect confidence history { change before after why } } } } } }`,
      { ...ADMINISTRATOR, organisation: 'PUBLIC_SECURITY', roles: ['OFFICER'] },
    );
    expect(message).toBeUndefined();
    const { edges } = (data as { case: { deadlines: { edges: { node: Record<string, unknown> }[] } } }).case.deadlines;
    expect(edges.find(({ node }) => node['rule'] === 'H17-09a')!.node).toEqual({
      rule: 'H17-09a',
      status: 'RUNNING',
      pausedAt: null,
      breachEffect: expect.stringContaining('建议立案监督'),
      confidence: 'S',
      history: [
        { change: 'STARTED', before: null, after: '2027-01-04T15:59:59.000Z', why: expect.stringContaining('第9条') },
      ],
    });
  });
});
