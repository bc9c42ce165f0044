import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publishPlan } from '../src/resolvers/publish-holiday-plan.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

async function ask<T>(query: string): Promise<T> {
  const { data, errors } = await desk.ask(`{ ${query} }`, {});
  if (errors) throw errors[0];
  return Object.values(data!)[0] as T;
}

test('periods are found by words and paged', async () => {
  interface Page {
    edges: { node: { id: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  }
  const page = (args: string) =>
    ask<Page>(`statutoryPeriods(${args}) { edges { node { id } } pageInfo { hasNextPage endCursor } }`);
  const ids = async (args: string) => (await page(args)).edges.map(({ node }) => node.id);
  expect(await ids('search: "2017〕17号 立案决定"')).toContain('H17-09a');
  const first = await page('first: 2');
  expect(first.pageInfo.hasNextPage).toBe(true);
  const both = await ids('first: 4');
  expect([
    ...first.edges.map(({ node }) => node.id),
    ...(await ids(`first: 2, after: "${first.pageInfo.endCursor}"`)),
  ]).toEqual(both);
});

test('a period is calculated with its steps and extensions, and anew once a holiday plan is published', async () => {
  const asked = (more = '') =>
    ask<{
      dueAt: Date;
      provisional: boolean;
      further: { id: string; words: string }[];
      steps: unknown[];
      length: string;
    }>(
      `calculatePeriod(period: "MEE23-18", from: "2026-12-10T10:00+08:00" ${more}) { dueAt provisional length steps { date text } further { id words } }`,
    );
  const { dueAt, provisional, further, steps } = await asked();
  expect([dueAt, provisional]).toEqual(['2026-12-25T15:59:59.000Z', false]);
  expect(steps).toContainEqual({ date: '2026-12-25', text: '第15日' });
  const extended = `, extensions: [{ id: "${further[0]!.id}" }]`;
  expect(await asked(extended)).toMatchObject({
    length: '15日加15日',
    dueAt: '2027-01-11T15:59:59.000Z',
    provisional: true,
  });
  const plan = { year: 2027, notice: '甲号通知', off: [{ name: '元旦', days: ['01-01', '01-11'] }], work: [] };
  await publishPlan(desk.orm.em.fork() as never, plan, { sub: 'x', name: '朱某' }, new Date());
  expect(await asked(extended)).toMatchObject({ dueAt: '2027-01-12T15:59:59.000Z', provisional: false });
  expect(await ask('legalYear(year: 2027) { published notice days { date works reason } }')).toEqual({
    published: true,
    notice: '甲号通知',
    days: ['2027-01-01', '2027-01-11'].map((date) => ({ date, works: false, reason: '元旦放假' })),
  });
  expect(await ask('legalYear(year: 2028) { published workingDays }')).toEqual({ published: false, workingDays: 260 });
});

test.each([
  'calculatePeriod(period: "NO", from: "2026-01-01") { dueAt }',
  'calculatePeriod(period: "H17-09a", from: "soon") { dueAt }',
  'legalYear(year: 1999) { year }',
])('refuses %s in words', async (query) => {
  await expect(ask(query)).rejects.toMatchObject({ extensions: { code: 'BAD_FIELD' } });
});
