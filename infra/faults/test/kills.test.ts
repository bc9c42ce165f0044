import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testNats } from '@xianjie/exchange/test/buses.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { findings, waiting } from '../audit.ts';
import { runFaults } from '../faults.ts';
import { Handoffs } from '../handoffs.ts';
import { namespacesLack } from '../machines.ts';
import { clocksCanJump } from '../wild-clocks.ts';

/** The short form of `npm run test:faults`. */
const HANDOFFS = 20;
const KILLS = 6;

describe.each(['postgres', 'nats'] as const)('over %s', (bus) => {
  (bus === 'nats' ? testNats : test)(
    `${HANDOFFS} handoffs survive ${KILLS} kills of subgraphs, gateway, database and bus`,
    async () => {
      const { handoffs, found } = await runFaults({
        handoffs: HANDOFFS,
        kills: KILLS,
        bus,
        seed: 20261126,
        together: 4,
      });
      expect(found).toEqual([]);
      expect(handoffs).toBeGreaterThanOrEqual(HANDOFFS);
    },
    1_200_000,
  );
});

testNats(
  'handoffs survive lines that lose, double, delay and reorder messages and are cut',
  async () => {
    const { found } = await runFaults({
      handoffs: 8,
      kills: 0,
      bus: 'nats',
      network: { weather: { loss: 0.1, twice: 0.1, mostDelayMs: 200 }, cutEveryMs: 5_000, mostCutMs: 2_000 },
      seed: 20261126,
      together: 4,
    });
    expect(found).toEqual([]);
  },
  1_200_000,
);

const jumps = clocksCanJump() || process.env['CI'] === 'true';
if (!jumps) console.warn('jumps of clocks are not tested: libfaketime is not installed (Debian: faketime)');
(jumps ? test : test.skip)(
  'handoffs survive a database and a program whose clocks jump by a day',
  async () => {
    const { found } = await runFaults({
      handoffs: 20,
      kills: 0,
      clockJumps: 2,
      bus: 'postgres',
      seed: 20261126,
      together: 4,
    });
    expect(found).toEqual([]);
  },
  1_200_000,
);

const lack = namespacesLack();
if (lack) console.warn(`network namespaces are not tested: this machine lacks ${lack}`);
(lack ? test.skip : testNats)(
  'handoffs survive packets that are lost, doubled, late and out of order between network namespaces, and kills among that',
  async () => {
    const { found } = await runFaults({
      handoffs: 40,
      kills: 3,
      bus: 'nats',
      separate: true,
      namespaces: { lastsMs: 2_000, turns: 10 },
      seed: 20261126,
      together: 4,
    });
    expect(found).toEqual([]);
    expect(execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })).not.toContain(`xianjie-${process.pid}-`);
  },
  1_200_000,
);

describe('the harness', () => {
  let hub: TestHub;
  let work: Handoffs;
  beforeAll(async () => {
    hub = await startTestHub();
    work = new Handoffs(hub.hub);
    await work.oneCase();
    while ((await waiting(hub.sql)) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  afterAll(async () => {
    await work?.close();
    await hub?.stop();
  });
  const idOf = (act: string) => work.done.find((one) => one.act === act)!.actId;

  test('finds nothing where nothing is wrong', async () => {
    expect(await findings(hub.sql, work.done)).toEqual([]);
  });

  test.each([
    [
      'a lost arrival',
      "delete from public_security.inbox where envelope_id = '%'",
      'transferCase',
      'not received once',
    ],
    ['a lost act', "delete from docket.act where id = '%'", 'acceptCase', '0 acts in docket'],
    [
      'a missing receipt',
      "update environment.outbox set receipted_at = null where envelope_id = '%'",
      'transferCase',
      'receipt',
    ],
    [
      'an act told twice',
      "insert into docket.feed_event (cursor, kind, case_id, at, act_id, message, audience) select cursor + 100000, kind, case_id, at, act_id, message, audience from docket.feed_event where act_id = '%' and kind = 'ACT'",
      'fileCase',
      'told 2 times',
    ],
  ])('finds %s', async (_, change, act, said) => {
    const id = idOf(act);
    await hub.sql(change.replace('%', id));
    expect((await findings(hub.sql, work.done)).filter((line) => line.startsWith(id)).join('\n')).toContain(said);
  });

  test('finds an act that nobody was told of', async () => {
    const [known] = work.done;
    expect((await findings(hub.sql, work.done.slice(1))).join('\n')).toContain(`${known!.actId} in environment`);
  });
});
