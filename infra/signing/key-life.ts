import type { KeyUse, RevocationReason } from '@xianjie/contracts/key-notice.ts';

/** What the key book says of a key. */
export interface KeyLife {
  readonly use: KeyUse;
  readonly validFrom: Date;
  /** from then on its successor signs */
  readonly supersededAt?: Date | null | undefined;
  readonly revokedAt?: Date | null | undefined;
  readonly reason?: RevocationReason | null | undefined;
  /** digests of envelopes by it that are good in spite of its revocation */
  readonly outstanding?: readonly string[] | null | undefined;
}

export interface Signed {
  /** when it was signed, as it says itself */
  readonly at: Date;
  readonly digest: string;
  /** a moment at which it is proven to have existed */
  readonly provenAt?: Date | null;
  readonly isKeyAct?: boolean;
}

/** Whether a signature that arrives now by a key with this life counts. An envelope is judged by the key valid at its time. */
export function isGood(key: KeyLife, { at, digest, provenAt, isKeyAct = false }: Signed): boolean {
  if (key.use === 'STANDBY' && !isKeyAct) return false;
  if (!(at >= key.validFrom) || (key.supersededAt && at >= key.supersededAt)) return false;
  if (!key.revokedAt) return true;
  if (key.reason === 'SUPERSEDED') return at < key.revokedAt;
  return key.outstanding?.includes(digest) === true || (provenAt != null && provenAt < key.revokedAt);
}

/** Whether a key may sign for its station what is written down at `at`. */
export const maySign = (key: KeyLife, at: Date): boolean =>
  key.use === 'SIGNING' && !key.revokedAt && at >= key.validFrom && (!key.supersededAt || at < key.supersededAt);

/** Whether a key may sign acts on its station's other keys: a standby key, and the signing key that has no successor. */
export const governsKeys = (key: KeyLife): boolean => !key.revokedAt && (key.use === 'STANDBY' || !key.supersededAt);

/** A signing key may not revoke a standby key: that one is for when the signing key is in foreign hands. */
export const mayRevoke = (by: KeyLife, target: Pick<KeyLife, 'use'> | null): boolean =>
  governsKeys(by) && (by.use === 'STANDBY' || target?.use !== 'STANDBY');
