import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { KEY_FILE_IDS } from '@xianjie/contracts/key-notice.ts';
import { leafHash, nodeHash, rangeHash } from '@xianjie/ledger/tree.ts';

/** What two stations have exchanged, as one of them holds it: what it sent to the other, what it received from it. */
export type Direction = 'sent' | 'received';
export interface Held {
  readonly id: string;
  readonly digest: string;
  /** the recipient's receipt is there; of what was received always */
  readonly receipted: boolean;
  /** it changes the keys of its sender */
  readonly isKeyAct: boolean;
}

export const BUCKETS = 256;
const SQL: Readonly<Record<Direction, string>> = {
  sent: `select case_id, envelope_id as id, message->>'digest' as digest, receipted_at is not null as receipted from outbox where recipient = ?`,
  received: `select case_id, envelope_id as id, digest, true as receipted from inbox where sender = ?`,
};
type Row = Omit<Held, 'isKeyAct'> & { readonly case_id: string };

const rowsOf = (em: EntityManager, peer: Station, direction: Direction, buckets?: readonly number[]): Promise<Row[]> =>
  em.execute(
    `${SQL[direction]} ${buckets ? `and right(case_id::text, 2) = any(string_to_array(?, ','))` : ''} order by case_id, envelope_id`,
    buckets ? [peer, buckets.map((bucket) => bucket.toString(16).padStart(2, '0')).join(',')] : [peer],
  );

export const heldIn = async (em: EntityManager, peer: Station, direction: Direction, buckets: readonly number[]) =>
  (await rowsOf(em, peer, direction, buckets)).map(({ id, digest, receipted, case_id: caseId }): Held => ({
    id,
    digest,
    receipted,
    isKeyAct: KEY_FILE_IDS.includes(caseId),
  }));

/** The Merkle root (RFC 6962) of each case over the envelopes' ids and digests, by id; hex. */
export async function caseRoots(em: EntityManager, peer: Station, direction: Direction): Promise<Map<string, string>> {
  const cases = new Map<string, Buffer[]>();
  for (const { case_id: caseId, id, digest } of await rowsOf(em, peer, direction)) {
    const leaf = leafHash(Buffer.from(`${id}\n${digest}\n`));
    const leaves = cases.get(caseId);
    if (leaves) leaves.push(leaf);
    else cases.set(caseId, [leaf]);
  }
  return new Map([...cases].map(([caseId, leaves]) => [caseId, rootOf(leaves).toString('hex')]));
}

/** One root for each bucket of cases (the last byte of the case's id); '' for a bucket without any. */
export async function bucketRoots(em: EntityManager, peer: Station, direction: Direction): Promise<string[]> {
  const buckets = Array.from({ length: BUCKETS }, (): Buffer[] => []);
  for (const [caseId, root] of await caseRoots(em, peer, direction))
    buckets[Number.parseInt(caseId.slice(-2), 16)]!.push(leafHash(Buffer.from(`${caseId}\n${root}\n`)));
  return buckets.map((leaves) => (leaves.length === 0 ? '' : rootOf(leaves).toString('hex')));
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const node = (level: number, index: number): Buffer =>
    level === 0 ? leaves[index]! : nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  return rangeHash([0, leaves.length], node);
}
