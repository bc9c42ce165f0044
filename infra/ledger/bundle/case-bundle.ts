import type { SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';

/** Everything that is needed to check a case without the hub. Bytes are base64. */
export interface CaseBundle {
  readonly format: 'xianjie-case-bundle/1';
  readonly caseId: string;
  readonly title: string;
  readonly madeAt: string;
  /** public keys of the stations, as SubjectPublicKeyInfo; whoever checks compares them with those that were published */
  readonly keys: readonly BundleKey[];
  /** the shared docket's log, from which the proofs are */
  readonly log: BundleLog;
  readonly acts: readonly BundleAct[];
}
export interface BundleKey {
  readonly station: string;
  readonly keyId: string;
  readonly algorithm: 'ED25519' | 'SM2';
  readonly spki: string;
}
export interface BundleLog {
  readonly name: string;
  readonly station: string;
  /** signed note (C2SP tlog-checkpoint) */
  readonly note: string;
  readonly cosignatures: readonly { readonly witness: string; readonly name: string; readonly line: string }[];
}
export interface BundleProof {
  readonly leaf: string;
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly string[];
}
export interface BundleReceipt {
  readonly signed: SignedReceipt;
  /** null where it came after the checkpoint */
  readonly proof: BundleProof | null;
}
export interface BundleAct {
  readonly id: string;
  /** Chinese name of the act and of who performed it */
  readonly title: string;
  readonly agency: string;
  readonly occurredAt: string;
  readonly signed: SignedEnvelope;
  readonly proof: BundleProof | null;
  readonly receipts: readonly BundleReceipt[];
  /** recipients whose receipt is missing */
  readonly missing: readonly string[];
}
