import type { Station } from './agencies.ts';
import type { Envelope, Signature, SignatureAlgorithm } from './envelope.ts';

/** What a station does with its own signing keys. Such an act concerns no case; every station is told of it. */
export const KEY_ACTS = {
  publishKey: { zh: '公布备用密钥', en: 'publication of a standby key' },
  rotateKey: { zh: '更换签名密钥', en: 'rotation of the signing key' },
  revokeKey: { zh: '吊销密钥', en: 'revocation of a key' },
} as const;
export type KeyActName = keyof typeof KEY_ACTS;
export const isKeyAct = (name: string): name is KeyActName => Object.hasOwn(KEY_ACTS, name);

/** What key acts are filed under in place of a case, one per station: they follow one another as acts of one case do. */
export const KEY_FILES: Readonly<Record<Station, string>> = {
  ENVIRONMENT: '00000000-0000-8000-8000-000000000001',
  QUALITY_SUPERVISION: '00000000-0000-8000-8000-000000000002',
  PUBLIC_SECURITY: '00000000-0000-8000-8000-000000000003',
  PROCURATORATE: '00000000-0000-8000-8000-000000000004',
  COURT: '00000000-0000-8000-8000-000000000005',
  DOCKET: '00000000-0000-8000-8000-000000000006',
};
export const KEY_FILE_IDS: readonly string[] = Object.values(KEY_FILES);

export const KEY_USES = {
  SIGNING: '签名',
  /** kept away from the machine; signs nothing but key acts, and stands above the signing key */
  STANDBY: '备用',
} as const;
export type KeyUse = keyof typeof KEY_USES;

export const REVOCATION_REASONS = {
  /** somebody else may hold it: what arrives from now on does not count unless it is proven to be older */
  COMPROMISED: '可能泄露',
  /** not needed any more: what it signed until now stays good, however late it arrives */
  SUPERSEDED: '停止使用',
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

export interface PublishedKey {
  readonly keyId: string;
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, PEM */
  readonly publicKey: string;
  /** signature of the key itself over {@link PossessionProof}: whoever publishes it holds it */
  readonly proof: string;
}
/** What a published key signs of itself. */
export interface PossessionProof {
  readonly act: KeyActName;
  readonly noticeId: string;
  readonly station: Station;
  readonly keyId: string;
}

export interface KeyActPayloads {
  readonly publishKey: { readonly key: PublishedKey };
  readonly rotateKey: {
    readonly key: PublishedKey;
    /** until then the key before it may still be seen on new envelopes, as the machines of a station do not learn of it in one moment */
    readonly overlapUntil: string;
  };
  readonly revokeKey: {
    readonly keyId: string;
    readonly reason: RevocationReason;
    /** digests of envelopes by this key that the station did send and whose receipts it still waits for */
    readonly outstanding: readonly string[];
  };
}

/** A key act as it travels: an envelope without a case. */
export type KeyNotice = {
  readonly [A in KeyActName]: Omit<Envelope, 'act' | 'case' | 'from' | 'payload'> & {
    readonly act: A;
    readonly from: Station;
    readonly payload: KeyActPayloads[A];
  };
}[KeyActName];
export interface SignedNotice extends Signature {
  readonly envelope: KeyNotice;
  readonly digest: string;
}
