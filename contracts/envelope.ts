import canonicalizeModule from 'canonicalize';
import { createHash } from 'node:crypto';
import type { ActName } from './acts/index.ts';
import type { Track } from './acts/tracks.ts';
import type { Agency, ExternalBody, Reader, Station } from './agencies.ts';
import type { Origin, PartyRole } from './case/terms.ts';
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
  /** 住所地 or 住址, which a decision on the party must name (行政处罚法 art. 59) */
  readonly address?: string | null;
  readonly role: PartyRole;
}
export { ORIGINS, PARTY_ROLES, type Origin, type PartyRole } from './case/terms.ts';

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

export const SIGNATURE_ALGORITHMS = ['ED25519', 'SM2'] as const;
/** Ed25519 over the SHA-256 of the canonical JSON, or SM2 with SM3 over the canonical JSON itself (国密). */
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

/** Messages of before there were several keys name none: theirs is the first Ed25519 key of the trust file. */
export interface Signature {
  /** base64; of SM2 as DER */
  readonly signature: string;
  /** first 128 bits of the SHA-256 over the SubjectPublicKeyInfo, hex */
  readonly keyId?: string;
  readonly algorithm?: SignatureAlgorithm;
}

/** What travels on the bus: the envelope, its digest and the sender's signature. */
export interface SignedEnvelope extends Signature {
  readonly envelope: Envelope;
  /** SHA-256 of the canonical JSON (RFC 8785), hex: the envelope's identity, whatever it is signed with */
  readonly digest: string;
  /** proof that it existed at a time, once there is one; proves itself, so no signature covers it */
  readonly stamp?: EnvelopeStamp;
}
/** An RFC 3161 token over the RFC 6962 tree of a batch of envelopes, and the way from one digest to its root. */
export interface EnvelopeStamp {
  /** DER, base64 */
  readonly token: string;
  readonly index: number;
  readonly size: number;
  /** hex, from the leaf upwards */
  readonly path: readonly string[];
}

/**
 * What a receipt says of the envelope: it took effect here; an officer has opened it; files that were not there at first have
 * come; or it has arrived and can not take effect yet, and why.
 */
export const RECEIPT_STEPS = ['DELIVERED', 'OPENED', 'EVIDENCE', 'HELD'] as const;
export type ReceiptStep = (typeof RECEIPT_STEPS)[number];

export interface ReceiptBody {
  /** absent in receipts of the first release, which all say DELIVERED */
  readonly step?: ReceiptStep;
  readonly envelopeId: string;
  /** digest of the envelope as it arrived */
  readonly digest: string;
  readonly by: Station;
  readonly at: string;
  /** when it was signed anew, because the key that signed it first does not count any more */
  readonly renewedAt?: string;
  /** result of hashing each evidence file again on arrival; `null` when the station keeps no files, or the file is still to come */
  readonly evidence: readonly { readonly id: string; readonly hashOk: boolean | null }[];
  /** why it is held, for the sender's officer */
  readonly reason?: string;
}
export interface SignedReceipt extends Signature {
  readonly receipt: ReceiptBody;
}

/** Canonical JSON (RFC 8785); throws for what is no JSON value. */
export function canonicalOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON values have a digest');
  return text;
}
/** SHA-256 over a canonical text, hex. */
export const digestOfText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
/** SHA-256 over canonical JSON (RFC 8785), hex. */
export const digestOf = (value: unknown): string => digestOfText(canonicalOf(value));
