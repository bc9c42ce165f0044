import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { alarmId, raiseAlarm } from '@xianjie/exchange/alarm.ts';
import type { OutgoingMessage } from '@xianjie/exchange/bus.ts';
import type { Keyring } from '@xianjie/exchange/keyring.ts';
import { cosign, readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { WitnessedLog } from '@xianjie/ledger/entities.ts';
import { logName, witnessesOf } from '@xianjie/ledger/log-name.ts';
import { judge } from '@xianjie/ledger/witness.ts';
import { notice, type CheckpointNotice, type CosignatureNotice } from './notices.ts';

export interface WitnessParts {
  readonly name: Station;
  readonly keyring: Keyring;
  readonly fork: () => EntityManager;
  readonly now: () => Date;
  readonly log: (message: string, error?: unknown) => void;
}

/** A witness looks at another station's checkpoint: it cosigns what only grew, and raises an alarm at two histories. */
export async function witness(
  { name, keyring, fork, now, log }: WitnessParts,
  from: Station,
  told: CheckpointNotice,
): Promise<OutgoingMessage[]> {
  if (!witnessesOf(from).includes(name)) return [];
  const keys = { name: logName(from), publicKeys: await keyring.keysOf(fork(), from) };
  const offer = { ...told, proof: told.proof.map((hash) => Buffer.from(hash, 'base64')) };
  const { answer, split } = await fork().transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 2))', [from]);
    const row = await em.findOne(WitnessedLog, from, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const { verdict, body } = judge(row ? readCheckpoint(row.note) : null, offer, keys);
    if (verdict === 'FORGED') {
      log(`a checkpoint that ${from} has not signed came from it`);
      return { answer: null, split: null };
    }
    if (verdict === 'SPLIT') return { answer: null, split: { body: body!, seen: row!.note } };
    if (verdict !== 'COSIGN') return { answer: row, split: null };
    const at = now();
    const line = await cosign(told.note, logName(name), await keyring.signerAt(em as EntityManager, at), at);
    const seen = { size: body!.size, root: body!.root.toString('hex'), note: told.note, line, at };
    const kept = row ? em.assign(row, seen) : em.create(WitnessedLog, { log: from, ...seen });
    em.persist(kept);
    return { answer: kept, split: null };
  });
  if (split) {
    const { body, seen } = split;
    const root = body.root.toString('hex');
    log(`ALARM SPLIT_VIEW: the log of ${from} contradicts what was cosigned`);
    await raiseAlarm(fork(), {
      kind: 'SPLIT_VIEW',
      envelopeId: alarmId(`${from} split ${body.size} ${root}`),
      sender: from,
      digest: root,
      message: { offered: told.note, cosigned: seen, from: told.from, proof: told.proof },
      raisedAt: now(),
    });
  }
  if (!answer) return [];
  const { note, line } = answer;
  return [{ kind: 'notice', recipient: from, body: notice<CosignatureNotice>({ about: 'cosignature', note, line }) }];
}
