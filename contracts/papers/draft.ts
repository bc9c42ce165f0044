import type { PaperBlock, PaperFacts } from './paper.ts';

/** What a template says; `composePaper` adds number, issuer, date, signature and copies. */
export interface Draft {
  /** where it differs from the name of the document */
  readonly title?: string;
  /** `null` for a form or list; without it the agencies the act is sent to */
  readonly addressee?: string | null;
  readonly blocks: readonly PaperBlock[];
  readonly attachments?: readonly string[];
  /** who gets a copy where the paper goes to others than the act */
  readonly copies?: readonly string[];
  /** lines of the signature where issuer and date are not all; empty for none */
  readonly signature?: readonly string[];
}
export interface Template {
  /** counts up when the wording changes */
  readonly version: number;
  readonly draft: (facts: PaperFacts) => Draft;
}

export const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text });
export const heading = (text: string): PaperBlock => ({ kind: 'heading', text });
/** Rows whose value is not known are left out; no row at all leaves no block. */
export const fields = (
  ...rows: readonly (readonly [label: string, value: string | null | undefined])[]
): PaperBlock[] => {
  const known = rows.filter((row): row is readonly [string, string] => Boolean(row[1]));
  return known.length > 0 ? [{ kind: 'fields', rows: known }] : [];
};
/** A paragraph when there is a text for it. */
export const said = (text: string | null | undefined, before = ''): PaperBlock[] =>
  text ? [paragraph(`${before}${sentence(text)}`)] : [];
/** A heading with its text below, when there is one. */
export const chapter = (title: string, text: string | null | undefined): PaperBlock[] =>
  text ? [heading(title), paragraph(sentence(text))] : [];
/** The text with a full stop. */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[。！？；：.!?]$/.test(trimmed) ? trimmed : `${trimmed}。`;
};
/** The text as part of a sentence. */
export const clause = (text: string): string => text.trim().replace(/[。；，.;,]+$/, '');
