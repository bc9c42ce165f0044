import type { ActName } from '../acts/index.ts';
import type { Agency, ExternalBody, Reader } from '../agencies.ts';
import type { CaseHeader, EvidenceRef, Precision } from '../envelope.ts';

/** One part of a paper, from top to bottom. Texts are plain; a line break inside is a new line. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'fields'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** relative widths of the columns */
      readonly widths?: readonly number[];
    }
  | { readonly kind: 'signature'; readonly lines: readonly string[] };

/**
 * What a document (文书) says: it travels in the envelope, so that whoever holds the envelope can print the same paper,
 * whatever becomes of the templates. Its digest is that of its canonical JSON and stands on it as a QR code.
 */
export interface Paper {
  /** template and its version, e.g. TRANSFER_LETTER/1 */
  readonly template: string;
  readonly title: string;
  /** the agency by its full name, e.g. 长春市生态环境局 */
  readonly issuer: string;
  readonly number: string;
  /** 主送机关 or the party it is for */
  readonly addressee: string | null;
  /** PlainDate of the act in legal time */
  readonly date: string;
  readonly blocks: readonly PaperBlock[];
  readonly attachments: readonly string[];
  /** 抄送 */
  readonly copies: readonly string[];
  /** shown before the act is done: marked 预览 and without digest */
  readonly preview?: true;
}

/** All a template may draw on. */
export interface PaperFacts {
  readonly number: string;
  readonly act: ActName;
  readonly from: Agency;
  readonly to: readonly Agency[];
  readonly cc: readonly (Agency | Reader)[];
  readonly external: readonly ExternalBody[];
  readonly case: CaseHeader;
  /** ISO 8601 with offset */
  readonly occurredAt: string;
  readonly precision: Precision;
  readonly actorName: string;
  /** fields of the act by their key, as the acts table names them */
  readonly payload: Readonly<Record<string, unknown>>;
  /** evidence items that travel with the act */
  readonly evidence: readonly EvidenceRef[];
  /** other documents of the same act, by name and number */
  readonly documents: readonly { readonly name: string; readonly number?: string | null }[];
  /** acts on the case that the issuer knows, oldest first; a paper names what it answers by date and number */
  readonly earlier: readonly EarlierAct[];
}
export interface EarlierAct {
  readonly act: ActName;
  readonly from: Agency;
  readonly occurredAt: string;
  readonly precision: Precision;
  readonly documents: readonly { readonly name: string; readonly number?: string | null }[];
  readonly payload: Readonly<Record<string, unknown>>;
}
