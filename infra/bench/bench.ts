import { performance } from 'node:perf_hooks';
import { computeDue, LEGAL_ZONE } from '@xianjie/contracts/clock/compute-due.ts';
import { CHINA } from '@xianjie/contracts/calendar/calendar.ts';
import startPostgres from '@xianjie/database/test/postgres.mjs';
import stopPostgres from '@xianjie/database/test/stop-postgres.mjs';
import { HubClient } from '@xianjie/local/replay/hub-client.ts';
import { startTestHub } from '@xianjie/local/test-hub.ts';
import { countByWalking } from '@xianjie/contracts/test/second-interpreter.ts';

/** `npm run bench`: ratios side by side in one run, the two sides in turn; absolute times depend on the machine and are only shown. */
const ROUNDS = 7;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function compare(
  title: string,
  [nameA, a]: [string, () => Promise<unknown>],
  [nameB, b]: [string, () => Promise<unknown>],
): Promise<void> {
  const timed = async (work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  await a();
  await b();
  const rounds: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push([await timed(a), await timed(b)]);
  const ratio = median(rounds.map(([left, right]) => left / right));
  console.log(
    `${title.padEnd(34)} ${nameA} ${median(rounds.map(([left]) => left)).toFixed(0)} ms, ${nameB} ${median(rounds.map(([, right]) => right)).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  );
}

const many = (times: number, work: () => Promise<unknown>) => async () => {
  for (let done = 0; done < times; done += 20) await Promise.all(Array.from({ length: 20 }, work));
};

await startPostgres();
const hub = await startTestHub();
try {
  const officer = await hub.officers.as('env-officer');
  const direct = new HubClient(hub.hub.services.get('docket')!.ready.replace('/graphql', ''), officer.token);
  const light = '{ cases(first: 5) { edges { node { title } } } }';
  await compare(
    '200 light queries',
    ['gateway', many(200, () => officer.request(light))],
    ['docket alone', many(200, () => direct.request(light))],
  );

  const { sql } = hub;
  let opened = 0;
  const open = () => {
    opened += 1;
    return officer.perform('openCase', {
      occurredAt: new Date().toISOString(),
      title: `案${opened}`,
      placeCode: '220104',
      kinds: ['T04'],
      summary: '摘要',
      parties: [{ name: '某公司', role: 'POLLUTANT_DISCHARGER' }],
    });
  };
  await sql('create table bench (n int, content jsonb)');
  await compare(
    '100 acts, each with signed envelope',
    ['acts', many(100, open)],
    ['bare inserts', many(100, () => sql("insert into bench values (1, '{}')"))],
  );

  const dates = Array.from({ length: 2_000 }, (_, day) => Temporal.PlainDate.from('2016-01-01').add({ days: day }));
  const period = { amount: 30, unit: 'working_days' } as const;
  await compare(
    '2,000 periods of 30 working days',
    ['interpreter', async () => dates.forEach((date) => computeDue(period, 'T17', date.toZonedDateTime(LEGAL_ZONE)))],
    [
      'walking',
      async () =>
        dates.forEach((date) =>
          countByWalking(period, 'T17', `${date}T00:00:00`, (day) => CHINA.isWorkingDay(Temporal.PlainDate.from(day))),
        ),
    ],
  );
} finally {
  await hub.stop();
  await stopPostgres();
}
process.exit(0);
