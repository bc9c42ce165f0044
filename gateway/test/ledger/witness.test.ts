import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { cosignedAt, readCheckpoint, signCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { logName, witnessesOf } from '@xianjie/ledger/log-name.ts';
import { leafHash } from '@xianjie/ledger/tree.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readPublicKey, readSigner } from '@xianjie/signing/keys.ts';
import { notice, type CheckpointNotice } from '@xianjie/subgraph-kit/ledger/notices.ts';
import { eventually, Story } from '../story.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  const story = new Story(hub);
  await story.transfers();
  await story.arrives();
}, 300_000);
afterAll(() => hub?.stop());

const signerOf = (station: Station) =>
  readSigner(readFileSync(join(hub.hub.keyDirectory, `${station.toLowerCase()}.pem`), 'utf8'));
const witnessed = (witness: Station, log: Station) =>
  hub.sql<{ size: string; root: string; note: string; line: string }>(
    `select size, root, note, line from ${schemaOf(witness)}.ledger_witnessed where log = $1`,
    [log],
  );
const alarmsOf = (station: Station) =>
  hub.sql<{ sender: string; message: { offered?: string } }>(
    `select sender, message from ${schemaOf(station)}.alarm where kind = 'SPLIT_VIEW'`,
  );
/** Tells the station of a checkpoint that is proven from the size it cosigned last, and waits until it has judged it. */
async function shows(witness: Station, log: Station, note: string, from: number): Promise<void> {
  const content = { about: 'checkpoint', note, from, proof: [] } as const;
  const told = notice<CheckpointNotice>(content);
  await hub.sql(
    `insert into exchange.message (kind, id, sender, recipient, digest, body) values ('notice', $1, $2, $3, $4, $5)`,
    [told.id, log, witness, told.digest, JSON.stringify(told)],
  );
  await eventually(
    async () => (await hub.sql('select 1 from exchange.message where id = $1', [told.id])).length === 0,
    'the end of the notice',
  );
}

/**
 * The bureau shows a checkpoint of another history, signed with its own key, until it is an alarm: its log goes on meanwhile, and a
 * checkpoint that was overtaken by the true one is only old.
 */
const raisesAlarm = (witness: Station, change: (size: number) => { root?: Buffer; size?: number; at?: Date }) =>
  eventually(async () => {
    const [seen] = await witnessed(witness, 'ENVIRONMENT');
    const size = Number(seen!.size);
    const body = { ...readCheckpoint(seen!.note)!, ...change(size) };
    const note = await signCheckpoint(body, logName('ENVIRONMENT'), signerOf('ENVIRONMENT'));
    await shows(witness, 'ENVIRONMENT', note, size);
    return (await alarmsOf(witness)).some(({ message }) => message.offered === note) && note;
  }, 'the alarm');

describe('witnesses', () => {
  test('the procuratorate and the court cosign every log but their own, and the log keeps what they signed', async () => {
    for (const log of STATIONS)
      for (const witness of witnessesOf(log)) {
        const [cosigned] = await eventually(async () => {
          const rows = await hub.sql<{ line: string; note: string }>(
            `select s.line, c.note from ${schemaOf(log)}.ledger_cosignature s
             join ${schemaOf(log)}.ledger_checkpoint c using (size) where witness = $1 order by size desc limit 1`,
            [witness],
          );
          return rows.length > 0 && rows;
        }, `the cosignature of ${witness} on ${log}`);
        const keys = { name: logName(witness), publicKeys: [readPublicKey(signerOf(witness).publicKey.pem)] };
        expect(cosignedAt(cosigned!.note, cosigned!.line, keys)).toBeInstanceOf(Date);
      }
    expect(await witnessed('COURT', 'COURT')).toEqual([]);
  });

  test.each(['PROCURATORATE', 'COURT'] as const)(
    '%s refuses another history of the same size, a longer one that does not continue, and one taken back; each is an alarm',
    async (witness) => {
      const other = leafHash(Buffer.from('another history'));
      const before = (await alarmsOf(witness)).length;
      const notes = [
        await raisesAlarm(witness, () => ({ root: other })),
        await raisesAlarm(witness, (size) => ({ root: other, size: size + 10 })),
        await raisesAlarm(witness, (size) => ({ size: size - 1, at: new Date() })),
      ];
      const alarms = await alarmsOf(witness);
      expect(alarms).toHaveLength(before + notes.length);
      expect(new Set(alarms.map(({ sender }) => sender))).toEqual(new Set(['ENVIRONMENT']));
      const [seen] = await witnessed(witness, 'ENVIRONMENT');
      expect(notes).not.toContain(seen!.note);
    },
  );

  test('a checkpoint that the log has not signed is neither cosigned nor an alarm against the log', async () => {
    const [before] = await witnessed('COURT', 'DOCKET');
    const body = { ...readCheckpoint(before!.note)!, size: Number(before!.size) + 5 };
    const note = await signCheckpoint(body, logName('DOCKET'), signerOf('ENVIRONMENT'));
    await shows('COURT', 'DOCKET', note, Number(before!.size));
    expect((await alarmsOf('COURT')).filter(({ sender }) => sender === 'DOCKET')).toEqual([]);
    expect((await witnessed('COURT', 'DOCKET'))[0]!.note).not.toBe(note);
  });
});
