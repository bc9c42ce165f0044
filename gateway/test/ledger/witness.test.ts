import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STATIONS } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { cosignedAt, readCheckpoint, signCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { logName, witnessesOf } from '@xianjie/ledger/log-name.ts';
import { leafHash } from '@xianjie/ledger/tree.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readPublicKey } from '@xianjie/signing/keys.ts';
import { eventually, Story } from '../story.ts';
import { histories } from './histories.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  const story = new Story(hub);
  await story.transfers();
  await story.arrives();
}, 300_000);
afterAll(() => hub?.stop());

const { signerOf, witnessed, alarmsOf, shows, raisesAlarm } = histories(() => hub);

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
