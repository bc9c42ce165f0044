import canonicalizeModule from 'canonicalize';
import { createHash, sign as signBytes, verify as verifyBytes, type KeyObject } from 'node:crypto';
import type { ActName } from './acts/index.ts';
import type { Track } from './acts/tracks.ts';
import type { Agency, ExternalBody, Reader, Station } from './agencies.ts';
import type { Paper } from './papers/paper.ts';

const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

export const PRECISIONS = ['minute', 'day', 'month', 'year'] as const;
/** How exactly the legal time of an act is known; published cases often give a day or only a month. */
export type Precision = (typeof PRECISIONS)[number];

export interface Party {
  readonly id: string;
  readonly name: string;
  /** unified social credit code, GB 32100-2015; absent where the source does not give it */
  readonly uscc?: string | null;
  readonly role: PartyRole;
}
export const PARTY_ROLES = {
  POLLUTANT_DISCHARGER: '排污单位',
  MONITORING_BODY: '监测机构',
  OPERATOR: '运维单位',
  EQUIPMENT_MAKER: '设备厂商',
  OFFICIAL_BODY: '国家机关',
  NATURAL_PERSON: '自然人',
} as const;
export type PartyRole = keyof typeof PARTY_ROLES;

export const ORIGINS = { LIVE: '在办', PUBLISHED: '公开案例', DEMO: '演示' } as const;
/** A PUBLISHED case stands still at its last known act: nobody outside knows what happened since. */
export type Origin = keyof typeof ORIGINS;

export interface CaseHeader {
  readonly id: string;
  readonly title: string;
  readonly placeCode: string;
  readonly placeText?: string | null;
  readonly kinds: readonly string[];
  readonly summary: string;
  readonly parties: readonly Party[];
  readonly origin: Origin;
  readonly openedAt: string;
  /** GB/T 2260 code of the division whose agencies handle the case */
  readonly division: string;
}

/** An evidence item as it travels: the file itself goes from store to store and is hashed again at each. */
export interface EvidenceRef {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly sha256: string;
  readonly sm3: string;
  /** bytes */
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
}

export interface ActDocument {
  readonly name: string;
  readonly number?: string | null;
  readonly evidenceId?: string | null;
  /** what it says, where the hub drew it up; printed as PDF or DOCX wherever the envelope is */
  readonly paper?: Paper | null;
  /** SHA-256 of the paper's canonical JSON, hex; stands on it as a QR code */
  readonly paperDigest?: string | null;
}

/** State of one track after the act; `version` counts the track's moves, so that the newest wins everywhere. */
export interface TrackSnapshot {
  readonly track: Track;
  readonly state: string;
  readonly version: number;
}

/** One official act as it travels between stations. Times are ISO 8601 with offset. */
export interface Envelope {
  /** UUIDv7; also the id of the act */
  readonly id: string;
  readonly act: ActName;
  readonly caseId: string;
  readonly case: CaseHeader;
  readonly from: Agency;
  readonly to: readonly Agency[];
  readonly cc: readonly (Agency | Reader)[];
  /** recipients outside the hub */
  readonly external?: readonly ExternalBody[];
  readonly actor: { readonly sub: string; readonly name: string; readonly role: string };
  /** when it happened in law */
  readonly occurredAt: string;
  readonly precision: Precision;
  /** when the hub wrote it down */
  readonly recordedAt: string;
  readonly documentNumber?: string | null;
  readonly documents: readonly ActDocument[];
  readonly payload: Readonly<Record<string, unknown>>;
  readonly evidence: readonly EvidenceRef[];
  readonly tracks: readonly TrackSnapshot[];
  /** filled in by law where a published timeline is silent */
  readonly assumed: boolean;
  /** the acts on this case that the sender knew last; a receiver without them waits */
  readonly after: readonly string[];
}

/** What travels on the bus: the envelope, its digest and the sender's signature over the digest. */
export interface SignedEnvelope {
  readonly envelope: Envelope;
  /** SHA-256 of the canonical JSON (RFC 8785), hex */
  readonly digest: string;
  /** Ed25519 over the digest's 32 bytes, base64 */
  readonly signature: string;
}

export interface ReceiptBody {
  readonly envelopeId: string;
  /** digest of the envelope as it arrived */
  readonly digest: string;
  readonly by: Station;
  readonly at: string;
  /** result of hashing each evidence file again on arrival; `null` when the station keeps no files */
  readonly evidence: readonly { readonly id: string; readonly hashOk: boolean | null }[];
}
export interface SignedReceipt {
  readonly receipt: ReceiptBody;
  readonly signature: string;
}

/** SHA-256 over canonical JSON (RFC 8785), hex. */
export function digestOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON values have a digest');
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
export function signDigest(digest: string, key: KeyObject): string {
  return signBytes(null, Buffer.from(digest, 'hex'), key).toString('base64');
}
export function verifyDigest(digest: string, signature: string, key: KeyObject): boolean {
  return verifyBytes(null, Buffer.from(digest, 'hex'), key, Buffer.from(signature, 'base64'));
}
/** True when the digest is the envelope's own and the signature is the sender's. */
export function isAuthentic({ envelope, digest, signature }: SignedEnvelope, key: KeyObject): boolean {
  return digestOf(envelope) === digest && verifyDigest(digest, signature, key);
}
