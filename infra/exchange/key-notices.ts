import type { EntityManager } from '@mikro-orm/postgresql';
import { canonicalOf } from '@xianjie/contracts/envelope.ts';
import {
  REVOCATION_REASONS,
  type KeyNotice,
  type PossessionProof,
  type PublishedKey,
} from '@xianjie/contracts/key-notice.ts';
import { governsKeys, mayRevoke } from '@xianjie/signing/key-life.ts';
import { readPublicKey } from '@xianjie/signing/keys.ts';
import { verifyText } from '@xianjie/signing/messages.ts';
import { StationKey } from './key-entity.ts';

/** Thrown for a key act that its signer may not do, or that contradicts the key book: it must not be acknowledged. */
export class NotEntitled extends Error {}

const LONGEST_OVERLAP_MS = 24 * 3_600_000;

export const proofOf = ({ act, id, from }: Pick<KeyNotice, 'act' | 'id' | 'from'>, keyId: string): PossessionProof => ({
  act,
  noticeId: id,
  station: from,
  keyId,
});

/**
 * Writes into the key book what a key act says, at its own station and at every other; `signedBy` is the number of the key that signed it.
 * @throws NotEntitled
 */
export async function applyKeyNotice(em: EntityManager, notice: KeyNotice, signedBy: string): Promise<void> {
  const station = notice.from;
  const at = new Date(notice.recordedAt);
  const signer = await em.findOne(StationKey, { station, keyId: signedBy });
  if (!signer || !governsKeys(signer)) throw new NotEntitled(`${signedBy} does not govern the keys of ${station}`);
  if (notice.act === 'revokeKey') return revoke(em, notice, signer, at);

  const { key } = notice.payload;
  if (await em.findOne(StationKey, { keyId: key.keyId })) throw new NotEntitled(`key ${key.keyId} is known already`);
  assertHeld(notice, key);
  if (notice.act === 'rotateKey') {
    const overlapUntil = new Date(notice.payload.overlapUntil);
    const overlap = overlapUntil.getTime() - at.getTime();
    if (!(overlap >= 0 && overlap <= LONGEST_OVERLAP_MS)) throw new NotEntitled(`an overlap of ${overlap} ms`);
    const before = await em.find(StationKey, { station, use: 'SIGNING', supersededAt: null });
    for (const row of before) row.supersededAt = overlapUntil;
  }
  em.persist(
    em.create(StationKey, {
      station,
      keyId: key.keyId,
      algorithm: key.algorithm,
      publicKey: key.publicKey,
      use: notice.act === 'rotateKey' ? 'SIGNING' : 'STANDBY',
      validFrom: at,
      publishedBy: notice.id,
    }),
  );
  await em.flush();
}

function assertHeld(notice: KeyNotice, { keyId, algorithm, publicKey, proof }: PublishedKey): void {
  const key = readPublicKey(publicKey);
  const signature = { signature: proof, keyId, algorithm };
  if (!verifyText(canonicalOf(proofOf(notice, keyId)), signature, key))
    throw new NotEntitled(`nothing shows that ${notice.from} holds the key ${keyId}`);
}

async function revoke(
  em: EntityManager,
  { id, from: station, payload }: KeyNotice & { act: 'revokeKey' },
  signer: StationKey,
  at: Date,
): Promise<void> {
  const { keyId, reason, outstanding } = payload;
  if (!Object.hasOwn(REVOCATION_REASONS, reason)) throw new NotEntitled(`the reason ${reason}`);
  const target = await em.findOne(StationKey, { station, keyId });
  if (!mayRevoke(signer, target)) throw new NotEntitled(`${signer.keyId} may not revoke ${keyId}`);
  const revocation = { revokedAt: at, reason, outstanding: [...outstanding], revokedBy: id };
  if (!target)
    em.persist(em.create(StationKey, { station, keyId, use: 'SIGNING', validFrom: new Date(0), ...revocation }));
  // of two revocations the stricter one stays
  else if (!target.revokedAt || (target.reason === 'SUPERSEDED' && reason === 'COMPROMISED'))
    em.assign(target, revocation);
  await em.flush();
}
