import type { ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';

/** How an instrument counts (facts: 17号 art. 38, 853号 art. 19, 行政处罚法 art. 85, 刑诉法 art. 105, 民诉法 art. 85). */
export const TIME_RULES = ['T17', 'T853', 'TAPL', 'TCPL', 'TCPL-CUST', 'TMEE10', 'TCIV', 'TNAT', 'FIXED'] as const;
export type TimeRule = (typeof TIME_RULES)[number];
export const UNITS = ['hours', 'days', 'working_days', 'months', 'fixed_date'] as const;
export type Unit = (typeof UNITS)[number];
export const KINDS = ['duty', 'right', 'before', 'duration', 'limitation', 'retention'] as const;
export type RuleKind = (typeof KINDS)[number];

export interface Period {
  readonly amount: number;
  readonly unit: Unit;
  /** of a `fixed_date` */
  readonly date?: string;
}

/** An act that starts a clock; with `when`, only if the tracks are in one of these states after it. */
export interface StartingAct {
  readonly act: ActName;
  readonly when?: { readonly [T in keyof CaseState]?: readonly string[] };
}

/** One statutory period, as its file in `statutes/` gives it. */
export interface Rule {
  readonly id: string;
  readonly instrument: string;
  /** instrument and article, e.g. 环环监〔2017〕17号 第9条 */
  readonly article: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly obligor: string;
  readonly obligee: string;
  /** the event the law names; an act stands for it where `startsOn` is not empty */
  readonly event: string;
  readonly startsOn: readonly StartingAct[];
  readonly endsOn: readonly ActName[];
  readonly period: Period;
  readonly timeRule: TimeRule;
  readonly kind: RuleKind;
  /** only shows until when something may be done; never breached by itself */
  readonly conditional: boolean;
  /** takes over the running clock of these rules and counts from its start */
  readonly replaces: readonly string[];
  /** a reminder only, while that rule is in force */
  readonly yieldsTo: string | null;
  readonly breach: { readonly zh: string; readonly opens: readonly ActName[] };
  readonly inForce: { readonly from: string | null; readonly to: string | null };
  /** S read in the text, K known, ? unsure */
  readonly confidence: 'S' | 'K' | '?';
  /** plain dates that are run as tests */
  readonly cases: readonly { readonly from: string; readonly due: string }[];
}
