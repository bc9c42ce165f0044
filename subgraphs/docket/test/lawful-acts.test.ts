import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { openDesk, type Desk } from './desk.ts';

const NOW = '2026-03-02T12:00:00+08:00';
const CASE = randomUUID();
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(() => new Date(NOW));
  const states = { administrative: 'PENALISED', criminal: 'ACCEPTED' };
  await desk.receive({ caseId: CASE, act: 'acceptCase', at: '2026-03-02T10:00', states });
});
afterAll(() => desk?.close());

interface Act {
  readonly act: string;
  readonly [field: string]: unknown;
}
/** The acts; null of a case that the officer is not told of. */
async function lawful(officer: Partial<Identity> = {}, id = CASE): Promise<Act[] | null> {
  const { data, errors } = await desk.ask(
    `query ($id: ID!) { case(id: $id) { lawfulActs {
      act title article mine notBefore
      starts { rule period dueAt dependsOn obligor } ends { rule status }
    } } }`,
    officer,
    { id },
  );
  if (errors) throw errors[0];
  return (data!['case'] as { lawfulActs: Act[] } | null)?.lawfulActs ?? null;
}

test('tells an officer what may lawfully be done now, and which clocks it starts and ends', async () => {
  const acts = (await lawful())!;
  const file = acts.find(({ act }) => act === 'fileCase')!;
  expect(file).toMatchObject({ title: '立案', mine: true, notBefore: null });
  expect(file['ends']).toEqual(expect.arrayContaining([{ rule: 'H17-09a', status: 'RUNNING' }]));
  const starts = file['starts'] as { rule: string; dueAt: string | null }[];
  const notice = starts.find(({ rule }) => rule === 'H17-09f');
  expect(notice).toMatchObject({ period: '3日', obligor: 'PUBLIC_SECURITY', dependsOn: [] });
  expect(new Date(notice!.dueAt!)).toEqual(new Date('2026-03-05T23:59:59+08:00'));
});

test('says which of them the officer’s role may do', async () => {
  const extend = (list: Act[]) => list.find(({ act }) => act === 'extendAsMajor')!;
  expect(extend((await lawful())!)).toMatchObject({ mine: false });
  expect(extend((await lawful({ roles: ['HEAD'] }))!)).toMatchObject({ mine: true });
});

test('tells with what a case may be opened, and what that starts', async () => {
  const opening = async (officer: Partial<Identity>) => {
    const { data, errors } = await desk.ask(
      '{ openingActs { act mine notBefore starts { rule } ends { rule } } }',
      officer,
    );
    if (errors) throw errors[0];
    return data!['openingActs'] as Act[];
  };
  const acts = await opening({ organisation: 'ENVIRONMENT' });
  expect(acts.map(({ act }) => act)).toEqual(['receiveReport', 'openCase']);
  expect(acts[0]).toMatchObject({ mine: true, notBefore: null, ends: [] });
  expect(acts[0]!['starts']).not.toEqual([]);
  expect(await opening({ organisation: 'SUPERVISION_OFFICE', roles: ['SUPERVISOR'] })).toEqual([]);
});

test('nothing on a published case, which stands still', async () => {
  const published = randomUUID();
  const states = { administrative: 'PENALISED', criminal: 'ACCEPTED' };
  await desk.receive({ caseId: published, act: 'acceptCase', at: '2026-03-02T10:00', origin: 'PUBLISHED', states });
  expect(await lawful({}, published)).toEqual([]);
});

test('nothing of it before the case came to the agency, nor what a track blocks', async () => {
  const acts = (await lawful())!.map(({ act }) => act);
  expect(acts).not.toContain('acceptCase');
  expect(acts).not.toContain('openCase');
  expect(await lawful({ organisation: 'COURT' })).toBeNull();
  expect(await lawful({ organisation: 'SUPERVISION_OFFICE', roles: ['SUPERVISOR'] })).toEqual([]);
});
