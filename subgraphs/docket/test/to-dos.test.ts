import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { CHINA, workingDaysUntil } from '@xianjie/contracts/calendar/calendar.ts';
import { fireDue } from '../src/clocks/fire-due.ts';
import { days, openDesk, statutesOf, type Desk, type Told } from './desk.ts';

const statutes = statutesOf(
  {
    id: 'H17-09a',
    period: { amount: 3, unit: 'working_days' },
    startsOn: [{ act: 'acceptCase' }],
    endsOn: [{ act: 'fileCase' }],
  },
  { id: 'H17-11a', kind: 'right', period: days(60), startsOn: [{ act: 'acceptCase' }] },
  { id: 'H17-08a', conditional: true, period: days(1), startsOn: [{ act: 'extendForVerification' }] },
  {
    id: 'H17-09c',
    period: days(20),
    startsOn: [{ act: 'extendAsMajor' }],
    pausesOn: [{ act: 'giveIncompleteNotice', cause: '' }],
    resumesOn: [],
  },
  { id: 'CR36-MINOR', kind: 'duration', period: days(5), startsOn: [{ act: 'acceptCase' }] },
);
/** Four cases of the police in two districts, one of them published long ago. */
const [LATE, NEW, ELSEWHERE, OLD] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const NAME: Readonly<Record<string, string>> = { [LATE]: 'late', [NEW]: 'new', [ELSEWHERE]: 'elsewhere', [OLD]: 'old' };
const by = (sub: string, name: string) => ({ actor: { sub, name, role: 'OFFICER' } });
const accept = (
  caseId: string,
  at: string,
  division: string,
  who: Told['envelope'],
  origin: Told['origin'] = 'LIVE',
): Told => ({
  caseId,
  act: 'acceptCase',
  at,
  origin,
  states: { administrative: 'INVESTIGATING', criminal: 'ACCEPTED' },
  case: { division, title: `${NAME[caseId]}案` },
  envelope: who,
});
const NOW = '2026-03-10T12:00:00+08:00';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(() => new Date(NOW));
  for (const act of [
    accept(OLD, '2018-03-01', '220100', by('zhang', '张某'), 'PUBLISHED'),
    accept(LATE, '2026-03-02', '220104', by('zhang', '张某')),
    accept(NEW, '2026-03-09', '220103', by('li', '李某')),
    { caseId: NEW, act: 'extendForVerification', at: '2026-03-10T09:00', envelope: by('zhang', '张某') } as const,
    // its head approves and does not thereby handle the case
    { caseId: LATE, act: 'extendAsMajor', at: '2026-03-05', envelope: by('head', '刘某') } as const,
    { caseId: LATE, act: 'giveIncompleteNotice', at: '2026-03-06', envelope: by('zhang', '张某') } as const,
    accept(ELSEWHERE, '2026-03-06', '220204', by('wang', '王某')),
  ])
    await desk.receive(act, statutes);
  await fireDue(desk.orm, new Date(NOW), statutes);
  // entered late, and nobody has looked since: its day is over, nothing is late and nothing to do
  const entered = { caseId: LATE, act: 'extendForVerification', at: '2026-03-03T09:00' } as const;
  await desk.receive({ ...entered, envelope: by('zhang', '张某') }, statutes);
});
afterAll(() => desk?.close());

interface ToDo {
  readonly rule: string;
  readonly risk: string;
  readonly case: { readonly id: string };
  readonly [field: string]: unknown;
}
async function toDos(filter = 'division: ""', officer: Partial<Identity> = {}, fields = ''): Promise<ToDo[]> {
  const { data, errors } = await desk.ask(
    `{ toDos(${filter}) { edges { node { rule risk case { id } ${fields} } } } }`,
    officer,
  );
  if (errors) throw errors[0];
  return (data!['toDos'] as { edges: { node: ToDo }[] }).edges.map(({ node }) => node);
}
const short = (list: ToDo[]) => list.map(({ rule, risk, case: { id } }) => `${risk} ${rule} ${NAME[id]}`);

test('lists what the agency owes, overdue first, binding before reminders, then by what is due first; nothing of published cases', async () => {
  expect(short(await toDos())).toEqual([
    'OVERDUE H17-09a late',
    'BINDING H17-09a elsewhere',
    'BINDING H17-09a new',
    'BINDING H17-11a late',
    'BINDING H17-11a elsewhere',
    'BINDING H17-11a new',
    'REMINDER H17-08a new',
    'PAUSED H17-09c late',
  ]);
});

describe('is narrowed down by', () => {
  test.each([
    ['the own division with its districts, unless another is asked for', 'risk: OVERDUE', {}, ['OVERDUE H17-09a late']],
    [
      'a district officer’s own district',
      'risk: BINDING',
      { division: '220103' },
      ['BINDING H17-09a new', 'BINDING H17-11a new'],
    ],
    [
      'another city',
      'division: "220200", risk: BINDING',
      {},
      ['BINDING H17-09a elsewhere', 'BINDING H17-11a elsewhere'],
    ],
    [
      'words of its case',
      'division: "", search: "ELSEWHERE 案"',
      {},
      ['BINDING H17-09a elsewhere', 'BINDING H17-11a elsewhere'],
    ],
    ['what I acted on', 'mine: true, risk: REMINDER', { sub: 'zhang' }, ['REMINDER H17-08a new']],
    [
      'what I acted on, and nothing else',
      'mine: true',
      { sub: 'li' },
      ['BINDING H17-09a new', 'BINDING H17-11a new', 'REMINDER H17-08a new'],
    ],
    [
      'who handles it now',
      'officer: "zhang", risk: BINDING',
      {},
      ['BINDING H17-09a new', 'BINDING H17-11a late', 'BINDING H17-11a new'],
    ],
    [
      'when it is due',
      'division: "", dueBefore: "2026-03-12T00:00:00Z", risk: BINDING',
      {},
      ['BINDING H17-09a elsewhere'],
    ],
    ['nobody handling it', 'division: "", officer: ""', {}, []],
  ])('%s', async (_what, filter, officer, found) => {
    expect(short(await toDos(filter, officer))).toEqual(found);
  });
});

test('another agency sees none of them; what the supervision office owes is nothing', async () => {
  for (const organisation of ['ENVIRONMENT', 'COURT', 'SUPERVISION_OFFICE', 'CREDIT_PLATFORM'] as const)
    expect(await toDos('division: ""', { organisation })).toEqual([]);
  const { errors } = await desk.ask('{ toDos { edges { node { id } } } }', null);
  expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED');
});

test('says of each how it is counted, how many working days are left, and who handles it', async () => {
  const fields = 'title article period inWorkingDays workingDaysLeft provisional handler { officer name }';
  const [late, elsewhere] = await toDos('division: "", first: 2', {}, fields);
  expect(late).toMatchObject({
    period: '3个工作日',
    inWorkingDays: true,
    workingDaysLeft: -3,
    handler: { officer: 'zhang', name: '张某' },
  });
  expect(elsewhere).toMatchObject({ workingDaysLeft: 1, handler: { name: '王某' } });
  const [, , , right] = await toDos('division: "", first: 4', {}, fields);
  expect(right).toMatchObject({ period: '60日', inWorkingDays: false });
});

test('pages by risk and due time without repeating', async () => {
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const { data } = await desk.ask(
      'query ($after: String) { toDos(division: "", first: 3, after: $after) { edges { node { rule risk case { id } } } pageInfo { hasNextPage endCursor } } }',
      {},
      { after },
    );
    const page = data!['toDos'] as { edges: { node: ToDo }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    seen.push(...short(page.edges.map(({ node }) => node)));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen).toEqual(short(await toDos()));
});

describe('a leader', () => {
  const ask = async (filter: string, officer: Partial<Identity> = { roles: ['HEAD'] }) => {
    const { data, errors } = await desk.ask(
      `{ section(${filter}) { edges { node { officer name cases open overdue soon } } pageInfo { hasNextPage endCursor } } }`,
      officer,
    );
    if (errors) throw errors[0];
    return data!['section'] as { edges: { node: object }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };

  test('sees for each officer what is owed, overdue and about to be late', async () => {
    expect((await ask('division: ""')).edges.map(({ node }) => node)).toEqual([
      { officer: 'wang', name: '王某', cases: 1, open: 2, overdue: 0, soon: 1 },
      { officer: 'zhang', name: '张某', cases: 2, open: 6, overdue: 1, soon: 1 },
    ]);
    expect((await ask('soonHours: 1')).edges.map(({ node }) => node)).toEqual([
      { officer: 'zhang', name: '张某', cases: 2, open: 6, overdue: 1, soon: 0 },
    ]);
  });

  test('pages through the officers', async () => {
    const first = await ask('division: "", first: 1');
    const second = await ask(`division: "", first: 1, after: "${first.pageInfo.endCursor}"`);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(second.edges).toHaveLength(1);
  });

  test('is who is asked: an officer is refused, another agency has nothing', async () => {
    await expect(ask('division: ""', { roles: ['OFFICER'] })).rejects.toMatchObject({
      extensions: { code: 'NOT_YOURS_TO_SEE' },
    });
    expect((await ask('division: ""', { roles: ['HEAD'], organisation: 'COURT' })).edges).toEqual([]);
  });
});

test.each([
  ['of the agency', 'division: ""', {}, { cases: 3, open: 8, overdue: 1, soon: 2 }],
  ['of the own district', 'soonHours: 1', { division: '220103' }, { cases: 1, open: 3, overdue: 0, soon: 0 }],
  ['mine', 'division: "", mine: true', { sub: 'li' }, { cases: 1, open: 3, overdue: 0, soon: 1 }],
  [
    'of whom nothing is owed by',
    'division: ""',
    { organisation: 'COURT' as const },
    { cases: 0, open: 0, overdue: 0, soon: 0 },
  ],
])('counts what is to do %s', async (_what, filter, officer, count) => {
  const { data } = await desk.ask(`{ toDoCount(${filter}) { cases open overdue soon } }`, officer);
  expect(data!['toDoCount']).toEqual(count);
});

test.each([
  ['2026-02-13', '2026-02-25', 3],
  ['2026-02-25', '2026-02-13', -3],
  ['2026-03-07', '2026-03-07', 0],
  ['2026-03-06', '2026-03-08', 0],
])('from %s to %s there are %i working days', (from, to, count) => {
  expect(workingDaysUntil(CHINA, Temporal.PlainDate.from(from), Temporal.PlainDate.from(to))).toBe(count);
});
