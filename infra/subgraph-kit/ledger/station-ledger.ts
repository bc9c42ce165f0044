import { readFileSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { alarmId, raiseAlarm } from '@xianjie/exchange/alarm.ts';
import type { Bus, Notice, OutgoingMessage } from '@xianjie/exchange/bus.ts';
import type { KeyBook } from '@xianjie/exchange/keyring.ts';
import { enrol } from '@xianjie/ledger/enrol.ts';
import { HighWater } from '@xianjie/ledger/high-water.ts';
import { LeafKeeper } from '@xianjie/ledger/keep-leaves.ts';
import { macKey } from '@xianjie/ledger/leaf.ts';
import { Sequencer, type LogKeys, type PendingLeaf } from '@xianjie/ledger/sequencer.ts';
import type { TreeHash } from '@xianjie/ledger/tree.ts';
import { logName } from '@xianjie/ledger/log-name.ts';
import { takeCosignature, WitnessAsker } from './ask-witnesses.ts';
import { witness, type WitnessParts } from './cosign-others.ts';
import { isCheckpoint, isCosignature } from './notices.ts';

interface LedgerParts extends WitnessParts {
  readonly keyring: KeyBook;
  /** file from whose content the key of the leaves is drawn */
  readonly secretFile: string;
  /** file that remembers how far the log has come, outside the database */
  readonly markFile: string;
  readonly bus: Pick<Bus, 'send'>;
  readonly hash?: TreeHash;
}

export interface StationLedger {
  /** the newest checkpoint that this database once had and has no more: it was put back to an earlier state */
  readonly lost: { readonly size: number; readonly root: string } | null;
  onNotice(from: Station, told: Notice): Promise<OutgoingMessage[]>;
  stop(): Promise<void>;
}

/**
 * The ledger's keys: it is signed with the station's key; the leaves' own key is drawn from the file of that key, or from another
 * that stays when the signing key is changed.
 */
export const logKeysOf = (name: Station, keyring: KeyBook, secretFile: string): LogKeys => ({
  name: logName(name),
  signerAt: (em, at) => keyring.signerAt(em, at),
  mac: macKey(readFileSync(secretFile)),
});

/** Starts a station's ledger before anything else writes: takes in what was there before it, opens the key book, then sequences, signs and has it witnessed. */
export async function startLedger(parts: LedgerParts): Promise<StationLedger> {
  const { name, keyring, secretFile, markFile, bus, hash, fork, now, log } = parts;
  const mark = new HighWater(markFile, log);
  const lost = await mark.lostBy(fork());
  const keys = logKeysOf(name, keyring, secretFile);
  const keeper = new LeafKeeper(fork(), keys.mac, now, () => sequencer?.wake());
  let sequencer: Sequencer | undefined;
  const enrolled = await enrol(fork, keeper);
  if (enrolled > 0) log(`${enrolled} rows that were there before the ledger were taken in as they stood`);
  await keyring.open(fork());
  const asker = new WitnessAsker(parts, bus);
  const running = (sequencer = new Sequencer({
    fork,
    keys,
    ...(hash ? { hash } : {}),
    now,
    log,
    onForeign: (em, leaf) => raiseForeignLeaf(em, name, leaf, now()),
    onGrown: (newest) => {
      mark.keep(newest);
      asker.grown();
    },
  }));
  return {
    lost,
    async onNotice(from, told) {
      if (isCheckpoint(told)) return witness(parts, from, told);
      return isCosignature(told) ? takeCosignature(parts, from, told) : [];
    },
    async stop() {
      await asker.stop();
      await running.stop();
    },
  };
}

async function raiseForeignLeaf(em: EntityManager, name: Station, leaf: PendingLeaf, raisedAt: Date): Promise<void> {
  const { id, kind, ref, digest } = leaf;
  await raiseAlarm(em, {
    kind: 'FOREIGN_LEAF',
    envelopeId: alarmId(`${name} leaf ${id}`),
    sender: name,
    digest,
    message: { id, kind, ref, digest, at: leaf.at.toISOString() },
    raisedAt,
  });
}
