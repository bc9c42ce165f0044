import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockedBy } from '@xianjie/contracts/acts/decide.ts';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { compareLegal } from '@xianjie/contracts/acts/legal-time.ts';
import type { CaseState, Track } from '@xianjie/contracts/acts/tracks.ts';
import { planActs } from '../replay/plan-acts.ts';
import { readCases, type PublishedCase } from '../replay/published-case.ts';
import { replayFile, type Journey } from '../replay/replay-file.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';

const sources = readCases(readFileSync(new URL('../data/published-cases.json', import.meta.url), 'utf8'));
const plan = (source: PublishedCase) => planActs(source, () => true);

describe('the plan of a replay', () => {
  test.each(sources.map((source) => [source.id, source] as const))(
    '%s keeps the law’s order and the published dates',
    (_id, source) => {
      const planned = plan(source);
      if ('reason' in planned) return;
      let state: CaseState = {};
      for (const { act, event, assumed, occurredAt, precision } of planned.plan.acts) {
        expect([act, blockedBy(act, state)]).toEqual([act, null]);
        for (const [track, { to }] of Object.entries(ACTS[act].moves))
          if (to) state = { ...state, [track as Track]: to };
        expect(assumed).toBe(event === undefined);
        if (event) expect(occurredAt.startsWith(event.date!)).toBe(true);
        expect(['day', 'month', 'year']).toContain(precision);
      }
    },
  );

  test('invents nothing: events shuffled, cut or undated never make an act on a date nobody published', () => {
    const withTransfer = sources.filter(({ timeline }) => timeline?.some(({ event }) => event.startsWith('transfer')));
    fc.assert(
      fc.property(
        fc.constantFrom(...withTransfer),
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        (source, keep, dated) => {
          const timeline = source
            .timeline!.filter(keep)
            .map((event) => (dated(event) ? event : { ...event, date: null }));
          const planned = plan({ ...source, timeline });
          if ('reason' in planned) return;
          const dates = timeline.flatMap(({ date }) => date ?? []);
          for (const { occurredAt } of planned.plan.acts)
            expect(dates.some((date) => occurredAt.startsWith(date))).toBe(true);
          planned.plan.acts.reduce((before, next) => {
            if (!before.event || !next.event) return next;
            return compareLegal(
              { at: before.occurredAt, precision: before.precision },
              { at: next.occurredAt, precision: next.precision },
            ) <= 0
              ? next
              : before;
          });
        },
      ),
    );
  });

  test.each([
    ['no place', { place: null }, '未载明行政区划代码'],
    ['nobody', { offender_units: [], persons: [] }, '未载明当事人'],
    ['no date', { timeline: [{ event: 'inspection', date: null }] }, '没有一个办理环节载明日期'],
  ])('a case that says %s is reported', (_title, over, reason) => {
    expect(plan({ ...sources[0]!, ...over } as PublishedCase)).toEqual({ reason });
  });
});

describe('the replay of the published cases', () => {
  let hub: TestHub;
  let journey: Journey;
  const transferred = sources.filter(({ timeline }) =>
    timeline?.some(({ event, date }) => event.startsWith('transfer_') && event !== 'transfer_market' && date),
  );
  beforeAll(async () => {
    hub = await startTestHub();
    journey = await replayFile(sources, { officers: hub.officers });
  });
  afterAll(() => hub?.stop());

  test('loses nothing, refuses nothing, and reports what it can not replay', () => {
    expect(journey).toMatchObject({ cases: sources.length, lost: 0, refused: [] });
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

  test('the filing of EMF-011 four months after its transfer is a breach, on its own dates', async () => {
    const rows = await hub.sql<{ status: string; due: string }>(
      "select status, to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as due from docket.deadline where rule_id = 'H17-09a' and case_id = (select id from docket.case_file where title = $1)",
      [sources.find(({ id }) => id === 'EMF-011')!.title],
    );
    expect(rows).toEqual([{ status: 'SATISFIED_LATE', due: '2025-06-30' }]);
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
