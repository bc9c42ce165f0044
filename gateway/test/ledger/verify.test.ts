import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from '../story.ts';
import { allPlaced, audit, superuserOf } from './auditing.ts';
import { tamper, targetsOf, type Dice, type Tampering } from './tamper.ts';

const TAMPERINGS = Number(process.env['TAMPERINGS'] ?? 1_000);
const AT_ONCE = 10;

let hub: TestHub;
let client: pg.Client;
beforeAll(async () => {
  hub = await startTestHub();
  const story = new Story(hub);
  await story.act('receiveReport', {
    title: '群众举报',
    placeCode: '220104',
    kinds: ['T04'],
    summary: '夜间稀释',
    parties: [{ name: '某公司', uscc: '91220100MA00000152', role: 'POLLUTANT_DISCHARGER' }],
    named: true,
    reporterName: '孙某某',
    reporterContact: '1380000',
  });
  await story.act('acceptReport');
  await story.transfers();
  await story.act('acceptCase');
  await story.arrives();
  const police = await story.as('psb-officer');
  await police.request(
    'query ($id: ID!) { case(id: $id) { title parties { name } timeline(first: 5) { edges { node { act } } } } }',
    {
      id: story.caseId,
    },
  );
  await eventually(
    async () => (await hub.sql('select 1 from docket.access_record')).length > 0,
    'the record of the reading',
  );
  // what nobody did in time is breached in one statement, whose rows share a leaf
  const late = new Story(hub, new Date(Date.now() - 120 * 86_400_000));
  await late.transfers();
  await late.clock('H17-07', 'BREACHED');
  await allPlaced(hub);
  expect((await hub.sql(`select from docket.ledger_leaf where ref like 'deadline[]/%'`)).length).toBeGreaterThan(0);
  client = await superuserOf(hub);
}, 300_000);
afterAll(async () => {
  await client?.end();
  await hub?.stop();
});

/** What nobody is to see: it is taken back at the end. */
async function within<T>(work: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read');
  await client.query('set local session_replication_role = replica');
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

describe('verify', () => {
  test.each(STATIONS)('finds nothing at %s after a story through the public API', async (station) => {
    const { findings, leaves, size } = await within(() => audit(hub, client, station));
    expect(findings).toEqual([]);
    expect(leaves).toBe(size);
    expect(leaves).toBeGreaterThan(0);
  });

  test(`names each of ${TAMPERINGS} changes, deletions, insertions and swaps by a superuser, row and field`, async () => {
    const random = fc.sample(fc.nat(), { numRuns: TAMPERINGS * 20, seed: 17 });
    const dice: Dice = (below) => random.pop()! % below;
    const unnamed: (Tampering & { station: string })[] = [];
    let done = 0;
    for (let round = 0; done < TAMPERINGS; round += 1) {
      const station = STATIONS[round % STATIONS.length]!;
      await within(async () => {
        await client.query(`select setseed(${(round % 1000) / 1000})`);
        const targets = await targetsOf(client, schemaOf(station));
        const touched = new Set<string>();
        const made: Tampering[] = [];
        for (let tries = 0; made.length < AT_ONCE && tries < AT_ONCE * 8; tries += 1) {
          const target = targets[dice(targets.length)]!;
          // what was done to the ledger is done alone: a row whose leaf is touched too is named by its leaf
          const isLedger = target.name.startsWith('ledger_');
          if (isLedger && made.length > 0) continue;
          const tampered = await tamper(client, target, dice, touched);
          if (!tampered) continue;
          made.push(...tampered);
          if (isLedger) break;
        }
        const { findings } = await audit(hub, client, station);
        done += made.length;
        for (const one of made)
          if (
            !findings.some(
              ({ table, key, field, change }) =>
                table === one.table &&
                key === one.key &&
                one.change.includes(change) &&
                (one.field === null || field === one.field),
            )
          )
            unnamed.push({ station, ...one });
      });
    }
    expect(unnamed).toEqual([]);
  }, 900_000);
});
