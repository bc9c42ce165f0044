import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { replayDemoCases } from '../replay/demo-cases.ts';
import { readCases } from '../replay/published-case.ts';
import { caseIdOf } from '../replay/replay-case.ts';
import { replayFile, type Journey } from '../replay/replay-file.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { BRANCHES, NOT_REPLAYABLE } from './replay-branches.ts';

const sources = readCases(readFileSync(new URL('../data/published-cases.json', import.meta.url), 'utf8'));

/** Waits until every envelope is delivered. */
async function untilSettled({ sql }: TestHub): Promise<void> {
  for (;;) {
    const rows = await Promise.all(
      AGENCY_NAMES.map((agency) =>
        sql<{ waiting: number }>(
          `select count(*)::int as waiting from ${schemaOf(agency)}.outbox where receipted_at is null`,
        ),
      ),
    );
    if (rows.every(([row]) => row!.waiting === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the replay of the published cases', () => {
  let hub: TestHub;
  let journey: Journey;
  const transferred = sources.filter(({ timeline }) =>
    timeline?.some(
      ({ event, date, detail }) => /^transfer_(police|judicial)$/.test(event) && date && !detail?.includes('拘留'),
    ),
  );
  beforeAll(async () => {
    hub = await startTestHub();
    journey = await replayFile(sources, { officers: hub.officers });
  });
  afterAll(() => hub?.stop());

  test('loses nothing, refuses nothing, and reports what it can not replay', () => {
    expect(journey).toMatchObject({ cases: sources.length, lost: 0, refused: [] });
    expect(Object.fromEntries(journey.notReplayable.map(({ id, reason }) => [id, reason]))).toEqual(NOT_REPLAYABLE);
    expect(journey.replayed + journey.notReplayable.length).toBe(sources.length);
    expect(journey.receipts).toBe(journey.envelopes);
    expect(journey.clocks.armed).toBe(
      journey.clocks.satisfied + journey.clocks.breached + journey.clocks.open + journey.clocks.lapsed,
    );
  });

  test.each(transferred.map(({ id, title }) => [id, title]))('%s %s was transferred and accepted', async (id) => {
    const source = sources.find((one) => one.id === id)!;
    const event = source.timeline!.find(({ event: name, date }) => name.startsWith('transfer_') && date)!;
    const rows = await hub.sql<{ precision: string; assumed: boolean; day: string }>(
      "select precision, assumed, to_char(occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from public_security.act where name = 'transferCase' and case_id = (select id from docket.case_file where title = $1)",
      [source.title],
    );
    expect(rows).toEqual([{ precision: event.precision, assumed: false, day: event.date }]);
  });

  test.each(BRANCHES)('%s (%s) stands at the end where its branch leads', async (id, _branch, _acts, states) => {
    const rows = await hub.sql<{ track: string; state: string }>(
      'select track, state from docket.track_state where case_id = $1',
      [caseIdOf(sources.find((source) => source.id === id)!)],
    );
    expect(Object.fromEntries(rows.map(({ track, state }) => [track, state]))).toMatchObject(states);
  });

  test('the filing of EMF-011 four months after its transfer is a breach, on its own dates', async () => {
    const rows = await hub.sql<{ status: string; due: string }>(
      "select status, to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as due from docket.deadline where rule_id = 'H17-09a' and case_id = (select id from docket.case_file where title = $1)",
      [sources.find(({ id }) => id === 'EMF-011')!.title],
    );
    expect(rows).toEqual([{ status: 'SATISFIED_LATE', due: '2025-06-30' }]);
  });

  test('nobody is late by an assumption: only what is told shows that an act came too late', async () => {
    const rows = await hub.sql(
      `select deadline.rule_id, ended.name from docket.deadline join docket.act ended on ended.id = ended_by
       where status = 'SATISFIED_LATE' and not reminder order by 1`,
    );
    expect(rows).toEqual([{ rule_id: 'H17-09a', name: 'refuseFiling' }]);
  });

  test('no published case has a number of a hub series', async () => {
    const numbers = await hub.sql<{ number: string }>(
      "select distinct jsonb_array_elements(documents::jsonb) ->> 'number' as number from docket.act",
    );
    expect(numbers.length).toBeGreaterThan(50);
    const told = sources.flatMap(({ timeline }) => timeline?.map(({ detail }) => detail) ?? []);
    for (const { number } of numbers) expect(number.startsWith('公开案例EMF-') || told.includes(number)).toBe(true);
  });

  test('late entry shows in the difference between the two times', async () => {
    const [row] = await hub.sql<{ late: boolean }>(
      "select bool_and(recorded_at > occurred_at + interval '7 days') as late from docket.act",
    );
    expect(row!.late).toBe(true);
  });

  test('repeated, it changes nothing', async () => {
    const before = await hub.sql('select count(*) from docket.act');
    const again = await replayFile(sources.slice(0, 12), { officers: hub.officers });
    expect(again.refused).toEqual([]);
    expect(await hub.sql('select count(*) from docket.act')).toEqual(before);
  });

  test('the demo cases show what officers wait for, with documents drawn up by the hub', async () => {
    await replayDemoCases(sources, hub.officers, new Date());
    await untilSettled(hub);
    const demo = async <T extends object>(text: string) =>
      hub.sql<T>(text.replace('?', "(select id from docket.case_file where origin = 'DEMO')"));
    const states = await demo<{ track: string; state: string }>(
      'select track, state from docket.track_state where case_id in ?',
    );
    expect(states.map(({ track, state }) => `${track} ${state}`)).toEqual(
      expect.arrayContaining([
        'administrative HEARING_SCHEDULED',
        'daily CORRECTION_ORDERED',
        'detention TRANSFERRED',
        'criminal UNDER_REVIEW',
        'criminal TRANSFERRED',
        'criminal FILING_REFUSED',
        'credit LISTED',
      ]),
    );
    const paused = await demo("select rule_id from docket.deadline where status = 'PAUSED' and case_id in ?");
    expect(paused).toContainEqual({ rule_id: 'APL-60' });
    const [drawn] = await demo<{ drawn: boolean }>(
      "select bool_or(documents::text like '%〔%' and documents::text not like '%公开案例%') as drawn from docket.act where name = 'orderCorrection' and case_id in ?",
    );
    expect(drawn).toEqual({ drawn: true });
  });

  test('the command prints one object for a file it has never seen, and says what is wrong with a bad one', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'xianjie-unseen-'));
    const unseen = { ...sources.find(({ id }) => id === 'EMF-042')!, id: 'NEW-1', title: '未见过的案例' };
    writeFileSync(join(directory, 'unseen.json'), JSON.stringify([unseen, { id: 'NEW-2', title: '无内容' }]));
    writeFileSync(join(directory, 'bad.json'), '{"a": 1}');
    const run = (...parameters: string[]) =>
      new Promise<{ code: number; stdout: string; stderr: string }>((resolve) =>
        execFile(
          process.execPath,
          [
            '--disable-warning=ExperimentalWarning',
            '--import',
            '@xianjie/runtime',
            'infra/local/journey.ts',
            ...parameters,
          ],
          (error, stdout, stderr) => resolve({ code: (error as { code?: number } | null)?.code ?? 0, stdout, stderr }),
        ),
      );
    const { code, stdout } = await run(join(directory, 'unseen.json'), '--json', '--url', hub.hub.url);
    const lines = stdout.trim().split('\n');
    const last = JSON.parse(lines.at(-1)!) as Journey;
    expect(code).toBe(0);
    expect(Object.keys(last)).toEqual(
      expect.arrayContaining([
        'cases',
        'replayed',
        'notReplayable',
        'acts',
        'assumedActs',
        'envelopes',
        'delivered',
        'receipts',
        'clocks',
        'lost',
        'refused',
      ]),
    );
    expect(last).toMatchObject({ cases: 2, replayed: 1, lost: 0, refused: [], notReplayable: [{ id: 'NEW-2' }] });
    expect(lines.some((line) => line.includes('回执'))).toBe(true);
    expect(lines.some((line) => line.includes('时限'))).toBe(true);
    expect(await run(join(directory, 'bad.json'), '--url', hub.hub.url)).toMatchObject({ code: 2 });
    expect(await run(join(directory, 'missing.json'))).toMatchObject({ code: 2 });
    expect(await run(join(directory, 'unseen.json'), '--url', 'http://127.0.0.1:9')).toMatchObject({ code: 1 });
    rmSync(directory, { recursive: true });
  });
});
