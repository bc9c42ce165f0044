/** The format of published cases: facts as they were made public, with what was not stated left empty. */
export interface PublishedCase {
  readonly id: string;
  readonly category?: string;
  readonly title: string;
  readonly place?: { readonly text?: string | null; readonly gb2260?: string | null } | null;
  readonly offender_units?: readonly PublishedUnit[];
  readonly persons?: readonly PublishedPerson[];
  readonly conduct?: {
    readonly kinds?: readonly string[];
    readonly summary?: string | null;
    readonly period_to?: string | null;
  };
  readonly statutes?: readonly { readonly text: string }[];
  readonly timeline?: readonly PublishedEvent[];
  readonly outcome?: {
    readonly administrative_fines?: readonly PublishedFine[];
    readonly confiscated_cny?: number | null;
    readonly other_administrative?: readonly string[];
    readonly criminal?: readonly string[];
    readonly civil?: readonly string[];
  };
  readonly case_numbers?: readonly { readonly kind: string; readonly no: string }[];
  readonly evidence_kinds?: readonly string[];
  /** authorities that the source names */
  readonly agencies?: readonly string[];
  /** from whom to whom the case went, e.g. 生态环境→公安 */
  readonly handoff_flow?: string | null;
}
export interface PublishedFine {
  readonly payer?: string | null;
  readonly amount_cny?: number | null;
  readonly status?: string | null;
}
export interface PublishedUnit {
  readonly name: string;
  readonly uscc?: string | null;
  readonly industry?: string | null;
  readonly role?: string | null;
}
export interface PublishedPerson {
  readonly name: string;
  readonly role?: string | null;
  readonly outcome?: string | null;
}
export interface PublishedEvent {
  readonly event: string;
  readonly date?: string | null;
  readonly precision?: string | null;
  readonly agency?: string | null;
  readonly detail?: string | null;
  readonly order?: number;
  /** which of several fines this decision imposes */
  readonly fine?: PublishedFine;
}

/** Reads a file of published cases; says which row is not one. */
export function readCases(text: string): PublishedCase[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`the file is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const rows = Array.isArray(value) ? value : (value as { cases?: unknown }).cases;
  if (!Array.isArray(rows)) throw new Error('the file must hold an array of cases, or an object with `cases`');
  rows.forEach((row: Partial<PublishedCase> | null, index) => {
    if (typeof row?.id !== 'string' || typeof row.title !== 'string')
      throw new Error(`case ${index + 1} has no id or title`);
  });
  return rows as PublishedCase[];
}
