import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Agency, Identity } from '@xianjie/contracts/agencies.ts';
import { fireDue } from '../src/clocks/fire-due.ts';
import { openDesk, type Desk, type Told } from './desk.ts';

const NOW = '2026-03-20T12:00:00+08:00';
const PERIOD = 'from: "2026-01-31T16:00:00Z", to: "2026-03-31T16:00:00Z"';
const PROSECUTOR: Partial<Identity> = { organisation: 'PROCURATORATE', sub: 'pp', roles: ['OFFICER'] };
const CLERK: Partial<Identity> = { organisation: 'COURT', sub: 'court-clerk', roles: ['CLERK'] };
const SUPERVISOR: Partial<Identity> = { organisation: 'SUPERVISION_OFFICE', sub: 'so', roles: ['SUPERVISOR'] };

/** What became of a case: its acts with their days. */
const story = (
  division: string,
  acts: readonly [ActName, string, string?, Agency?][],
  origin: Told['origin'] = 'LIVE',
): Told[] => {
  const caseId = randomUUID();
  return acts.map(([act, at, criminal, from = 'PUBLIC_SECURITY'], index) => ({
    caseId,
    act,
    at,
    origin,
    payload: act === 'fileCase' ? { offence: '污染环境罪' } : {},
    tracks: [
      { track: 'administrative', state: 'INVESTIGATING', version: 1 },
      ...(criminal ? [{ track: 'criminal' as const, state: criminal, version: index + 1 }] : []),
    ],
    case: { division },
    envelope: { from },
  }));
};
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(() => new Date(NOW));
  const acts = [
    // filed after two days, the notice in time
    ...story('220104', [
      ['acceptCase', '2026-02-02', 'ACCEPTED'],
      ['fileCase', '2026-02-04', 'FILED'],
      ['notifyDecision', '2026-02-05'],
    ]),
    // refused after ten, long overdue
    ...story('220103', [
      ['acceptCase', '2026-02-02', 'ACCEPTED'],
      ['refuseFiling', '2026-02-12', 'FILING_REFUSED'],
      ['notifyDecision', '2026-02-13'],
    ]),
    // accepted yesterday and not decided
    ...story('220104', [['acceptCase', '2026-03-19', 'ACCEPTED']]),
    // accepted long ago and not decided
    ...story('220103', [['acceptCase', '2026-03-02', 'ACCEPTED']]),
    // filed in March after four days; published
    ...story(
      '220104',
      [
        ['acceptCase', '2026-03-02', 'ACCEPTED'],
        ['fileCase', '2026-03-06', 'FILED'],
      ],
      'PUBLISHED',
    ),
    // the bureau alone: nothing the procuratorate sees
    ...story('220104', [
      ['openCase', '2026-03-01', undefined, 'ENVIRONMENT'],
      ['requestTransfer', '2026-03-02', 'TRANSFER_REQUESTED', 'ENVIRONMENT'],
      ['refuseTransfer', '2026-03-03', 'TRANSFER_REFUSED', 'ENVIRONMENT'],
    ]),
  ];
  for (const act of acts) await desk.receive(act);
  while (await fireDue(desk.orm, new Date(NOW)));
});
afterAll(() => desk?.close());

async function ask<T>(query: string, officer: Partial<Identity>): Promise<T[]> {
  const { data, errors } = await desk.ask(`{ ${query} }`, officer);
  if (errors) throw errors[0];
  return Object.values(data!)[0] as T[];
}
const sized = async (query: string, officer: Partial<Identity>) => {
  const { data, errors } = await desk.ask(`{ list: ${query} { edges { node { id } } } }`, officer);
  if (errors) throw errors[0];
  return (data!['list'] as { edges: unknown[] }).edges.length;
};
interface Late {
  agency: string;
  late: number;
  soon: number;
  running: number;
  soonUntil: string;
}
const LATE = 'agency late soon running soonUntil';
const DECISIONS = 'decision agency month decided granted rate medianDays';

test.each([
  ['the prosecutor', PROSECUTOR, 'origin: [LIVE],'],
  ['the supervision office', SUPERVISOR, ''],
])(
  '%s sees for every agency what is late and about to be, nothing of published cases, and each figure leads to its list',
  async (_who, officer, origin) => {
    const rows = await ask<Late>(`boardLateness(${origin} soonHours: 96) { ${LATE} }`, officer);
    expect(rows).toHaveLength(5);
    const police = rows.find(({ agency }) => agency === 'PUBLIC_SECURITY')!;
    expect(police.late).toBeGreaterThan(0);
    expect(police.soon).toBeGreaterThan(0);
    for (const { agency, late, soon, running, soonUntil } of rows) {
      const list = (filter: string) => sized(`deadlines(first: 200, obligor: ${agency}, ${origin} ${filter})`, officer);
      expect([agency, late, soon, running]).toEqual([
        agency,
        await list('risk: OVERDUE'),
        await list(`risk: BINDING, dueBefore: ${JSON.stringify(soonUntil)}`),
        await list('risk: BINDING'),
      ]);
    }
  },
);

test('of published cases nothing is still to be done', async () => {
  const published = 'origin: [PUBLISHED]';
  expect(await sized(`deadlines(status: RUNNING, ${published})`, SUPERVISOR)).toBeGreaterThan(0);
  expect(await sized(`deadlines(risk: BINDING, ${published})`, SUPERVISOR)).toBe(0);
  const rows = await ask<Late>(`boardLateness(${published}) { ${LATE} }`, SUPERVISOR);
  expect(rows.map(({ late, soon, running }) => late + soon + running)).toEqual([0, 0, 0, 0, 0]);
});

test('counts breaches by the month they happened in, also of what was done late', async () => {
  const rows = await ask<{ agency: string; month: string; breached: number }>(
    `boardBreaches(${PERIOD}, origin: [LIVE]) { agency month breached }`,
    SUPERVISOR,
  );
  const police = rows.filter(({ agency }) => agency === 'PUBLIC_SECURITY');
  expect(police.map(({ month }) => month)).toEqual(['2026-02', '2026-03']);
  const months = { '2026-02': ['2026-01-31', '2026-02-28'], '2026-03': ['2026-02-28', '2026-03-31'] } as const;
  for (const { month, breached } of police) {
    const [from, to] = months[month as keyof typeof months];
    const filter = `obligor: PUBLIC_SECURITY, origin: [LIVE], breachedFrom: "${from}T16:00:00Z", breachedTo: "${to}T16:00:00Z"`;
    expect([month, breached]).toEqual([month, await sized(`deadlines(first: 200, ${filter})`, SUPERVISOR)]);
  }
});

describe('decisions', () => {
  const filings = async (filter: string, officer = PROSECUTOR) =>
    (await ask<Record<string, unknown>>(`boardDecisions(${PERIOD}${filter}) { ${DECISIONS} }`, officer)).filter(
      ({ decision }) => decision === 'FILING',
    );

  test('show the filing rate and the median time to decision by month', async () => {
    const agency = 'PUBLIC_SECURITY';
    expect(await filings('')).toEqual([
      { decision: 'FILING', agency, month: '2026-02', decided: 2, granted: 1, rate: 0.5, medianDays: 6 },
      { decision: 'FILING', agency, month: '2026-03', decided: 1, granted: 1, rate: 1, medianDays: 4 },
    ]);
  });
  test('and of the whole period', async () => {
    const totals = await ask(
      `boardDecisionTotals(${PERIOD}) { decision decided granted refused rate medianDays }`,
      PROSECUTOR,
    );
    expect(totals).toContainEqual({
      decision: 'FILING',
      decided: 3,
      granted: 2,
      refused: 1,
      rate: 2 / 3,
      medianDays: 4,
    });
  });
  test('of live cases, of one district', async () => {
    expect(await filings(', origin: [LIVE], division: "220103"')).toMatchObject([
      { month: '2026-02', decided: 1, granted: 0, medianDays: 10 },
    ]);
  });
  test.each([
    ['decided', '', 2],
    ['granted', 'granted: true,', 1],
    ['refused', 'granted: false,', 1],
  ])('lead to the cases %s', async (_what, granted, count) => {
    const period = 'decidedFrom: "2026-01-31T16:00:00Z", decidedTo: "2026-02-28T16:00:00Z"';
    expect(await sized(`cases(decision: FILING, ${granted} ${period})`, PROSECUTOR)).toBe(count);
  });
  test('show nothing of cases that one does not see', async () => {
    const transfers = async (officer: Partial<Identity>) =>
      (await ask<{ decision: string }>(`boardDecisions(${PERIOD}) { ${DECISIONS} }`, officer)).filter(
        ({ decision }) => decision === 'TRANSFER',
      ).length;
    expect([await transfers(CLERK), await transfers(SUPERVISOR)]).toEqual([0, 1]);
  });
});

test('an agency that supervises nobody sees its own figures, the credit platform none', async () => {
  const police: Partial<Identity> = {};
  expect((await ask<Late>(`boardLateness { ${LATE} }`, police)).map(({ agency }) => agency)).toEqual([
    'PUBLIC_SECURITY',
  ]);
  const decisions = await ask<{ agency: string }>(`boardDecisions(${PERIOD}) { ${DECISIONS} }`, police);
  expect(new Set(decisions.map(({ agency }) => agency))).toEqual(new Set(['PUBLIC_SECURITY']));
  const refused = { extensions: { code: 'NOT_YOURS_TO_SEE' } };
  await expect(sized('cases(decision: TRANSFER)', police)).rejects.toMatchObject(refused);
  await expect(ask(`boardLateness { ${LATE} }`, { organisation: 'CREDIT_PLATFORM' })).rejects.toMatchObject(refused);
});
