import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { readCheckpoint, signCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { logName } from '@xianjie/ledger/log-name.ts';
import type { TestHub } from '@xianjie/local/test-hub.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { notice, type CheckpointNotice } from '@xianjie/subgraph-kit/ledger/notices.ts';
import { eventually } from '../story.ts';

/** Shows witnesses checkpoints of histories that are not the true one, and what became of it. */
export function histories(hub: () => TestHub) {
  const signerOf = (station: Station) =>
    readSigner(readFileSync(join(hub().hub.keyDirectory, `${station.toLowerCase()}.pem`), 'utf8'));
  const witnessed = (witness: Station, log: Station) =>
    hub().sql<{ size: string; root: string; note: string; line: string }>(
      `select size, root, note, line from ${schemaOf(witness)}.ledger_witnessed where log = $1`,
      [log],
    );
  const alarmsOf = (station: Station) =>
    hub().sql<{ sender: string; message: { offered?: string } }>(
      `select sender, message from ${schemaOf(station)}.alarm where kind = 'SPLIT_VIEW'`,
    );
  /** Tells the station of a checkpoint that is proven from the size it cosigned last, and waits until it has judged it. */
  async function shows(witness: Station, log: Station, note: string, from: number): Promise<void> {
    const content = { about: 'checkpoint', note, from, proof: [] } as const;
    const told = notice<CheckpointNotice>(content);
    await hub().sql(
      `insert into exchange.message (kind, id, sender, recipient, digest, body) values ('notice', $1, $2, $3, $4, $5)`,
      [told.id, log, witness, told.digest, JSON.stringify(told)],
    );
    await eventually(
      async () => (await hub().sql('select 1 from exchange.message where id = $1', [told.id])).length === 0,
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

  return { signerOf, witnessed, alarmsOf, shows, raisesAlarm };
}
