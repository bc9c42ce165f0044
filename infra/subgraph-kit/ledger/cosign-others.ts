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

/** Cosigns a checkpoint of a log and remembers it; within a transaction that holds the log. */
export async function cosigned(
  em: EntityManager,
  { name, keyring, now }: Pick<WitnessParts, 'name' | 'keyring' | 'now'>,
  log: Station,
  row: WitnessedLog | null,
  note: string,
): Promise<WitnessedLog> {
  const { size, root } = readCheckpoint(note)!;
  const at = now();
  const line = await cosign(note, logName(name), await keyring.signerAt(em, at), at);
  const seen = { size, root: root.toString('hex'), note, line, at };
  const kept = row ? em.assign(row, seen) : em.create(WitnessedLog, { log, ...seen });
  em.persist(kept);
  return kept;
}
/** What a witness remembers of a log; held until the transaction ends. */
export async function holdLog(em: EntityManager, log: Station): Promise<WitnessedLog | null> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 2))', [log]);
  return em.findOne(WitnessedLog, log, { lockMode: LockMode.PESSIMISTIC_WRITE });
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
    const row = await holdLog(em as EntityManager, from);
    const { verdict, body } = judge(row ? readCheckpoint(row.note) : null, offer, keys);
    if (verdict === 'FORGED') {
      log(`a checkpoint that ${from} has not signed came from it`);
      return { answer: null, split: null };
    }
    if (verdict === 'SPLIT') return { answer: null, split: { body: body!, seen: row!.note } };
    if (verdict !== 'COSIGN') return { answer: row, split: null };
    return { answer: await cosigned(em as EntityManager, { name, keyring, now }, from, row, told.note), split: null };
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
  return [
    {
      kind: 'notice',
      recipient: from,
      body: notice<CosignatureNotice>({ about: 'cosignature', asked: told.id, note, line }),
    },
  ];
}
