import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import type { Envelope, EvidenceRef, ReceiptBody } from '@xianjie/contracts/envelope.ts';
import { AwaitedFile, InboxMessage } from './entities.ts';
import type { Keyring } from './keyring.ts';
import { addReceipt } from './receipts.ts';

/**
 * Fetches one file into the station's own store, going on where it broke off, and hashes it.
 * True: it is what was registered; false: it is another or the sender has none. Throws while it can not be told: tried again.
 */
export type FetchFile = (from: Station, file: EvidenceRef) => Promise<boolean>;
type Checked = ReceiptBody['evidence'];

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

/** Fetches each file by itself; one that can not be had now is `null`, and is awaited. */
export async function fetchFiles(fetch: FetchFile, { from, evidence }: Envelope): Promise<Checked> {
  return Promise.all(
    evidence.map(async (file) => ({ id: file.id, hashOk: await fetch(from, file).catch(() => null) })),
  );
}

/** Writes down which files are still to come; within the transaction that lets the envelope take effect. */
export function awaitFiles(em: EntityManager, { id, from, evidence }: Envelope, checked: Checked, now: Date): void {
  for (const { id: evidenceId, hashOk } of checked) {
    const file = evidence.find((one) => one.id === evidenceId)!;
    if (hashOk === null)
      em.persist(em.create(AwaitedFile, { envelopeId: id, evidenceId, sender: from, file, nextTryAt: now, tries: 0 }));
  }
}

/** Tries one awaited file that is due; true when there may be more. Each replica takes another. */
export async function fetchAwaited(
  fork: () => EntityManager,
  fetch: FetchFile,
  { name, keyring, now }: { name: Station; keyring: Keyring; now: () => Date },
): Promise<boolean> {
  const claimed = await fork().transactional(async (em) => {
    // what is to wait longer than anything does was written while this machine's clock was ahead
    const never = new Date(now().getTime() + 2 * LAST_RETRY_MS);
    const [row] = await em.find(
      AwaitedFile,
      { $or: [{ nextTryAt: { $lte: now() } }, { nextTryAt: { $gt: never } }] },
      { orderBy: { nextTryAt: 1 }, limit: 1, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    );
    if (!row) return null;
    row.tries += 1;
    row.nextTryAt = new Date(now().getTime() + Math.min(FIRST_RETRY_MS * 2 ** row.tries, LAST_RETRY_MS));
    return row;
  });
  if (!claimed) return false;
  const { envelopeId, evidenceId, sender, file } = claimed;
  try {
    const hashOk = await fetch(sender as Station, file);
    await fork().transactional(async (em) => {
      const waiting = await em.findOne(
        AwaitedFile,
        { envelopeId, evidenceId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!waiting) return;
      const row = await em.findOneOrFail(InboxMessage, { envelopeId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      await addReceipt(em, row, 'EVIDENCE', { name, keyring, at: now(), evidence: [{ id: evidenceId, hashOk }] });
      em.remove(waiting);
    });
  } catch (error) {
    await fork().nativeUpdate(AwaitedFile, { envelopeId, evidenceId }, { error: (error as Error).message });
  }
  return true;
}
