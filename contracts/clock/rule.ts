import type { ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import type { Organisation } from '../agencies.ts';

/** How an instrument counts (facts: 17号 art. 38, 853号 art. 19, 行政处罚法 art. 85, 刑诉法 art. 105, 民诉法 art. 85). */
export const TIME_RULES = ['T17', 'T853', 'TAPL', 'TCPL', 'TCPL-CUST', 'TMEE10', 'TCIV', 'TNAT', 'FIXED'] as const;
export type TimeRule = (typeof TIME_RULES)[number];
export const UNITS = ['hours', 'days', 'working_days', 'months', 'fixed_date'] as const;
export type Unit = (typeof UNITS)[number];
export const KINDS = ['duty', 'right', 'before', 'duration', 'limitation', 'retention'] as const;
export type RuleKind = (typeof KINDS)[number];

/** One span of a period. */
export interface Period {
  readonly amount: number;
  readonly unit: Unit;
  /** of a `fixed_date` */
  readonly date?: string;
}

/** Values of payload fields, as text; a list matches when one of its values does. A field that is absent matches nothing. */
export type PayloadTest = Readonly<Record<string, readonly string[]>>;

/** Tracks, each with the states one of which it must be in. */
export type StateTest = { readonly [T in keyof CaseState]?: readonly string[] };

/** An act as a rule means it: with `when`, only if the tracks are in one of these states after it; with `if`, only if its payload says so; with `unless`, only if it does not. */
export interface ActMatch {
  readonly act: ActName;
  readonly when?: StateTest;
  readonly if?: PayloadTest;
  readonly unless?: PayloadTest;
}
/** An act that ends a clock. */
export interface EndingAct extends ActMatch {
  /** only clocks that one of these acts started */
  readonly startedBy?: readonly ActName[];
}
/** An act that starts a clock. */
export interface StartingAct extends ActMatch {
  /** payload field the period is counted from instead of the act's own time; without it in the payload the clock does not start */
  readonly from?: string;
  /** payload field with the last day itself; without it in the payload this entry does not start the clock */
  readonly until?: string;
  /** its own period, where it is not the rule's */
  readonly spans?: readonly Period[];
  /** who is bound, where it depends on the act */
  readonly obligor?: string;
  readonly obligee?: string;
}
/** An act that interrupts a clock or lets it run on. A clock stands still until every cause of a pause is gone. */
export interface PausingAct extends ActMatch {
  /** pauses and resumptions of one cause belong together; '' where the rule tells none apart */
  readonly cause: string;
}
/** An act that extends a running clock: adds spans, counts another period from the start, or says the last day itself. */
export interface Extension extends ActMatch {
  readonly adds?: readonly Period[];
  readonly to?: readonly Period[];
  /** payload field with the new last day */
  readonly until?: string;
  /** how often this entry may extend one clock; Infinity where the law sets no number */
  readonly times: number;
}
/** A clock of another rule that runs out unused. */
export interface Lapse {
  readonly rule: string;
  /** only if one of these acts had started it */
  readonly startedBy?: readonly ActName[];
  /** only if the tracks are then in one of these states */
  readonly when?: StateTest;
}
export interface Variant {
  readonly if: PayloadTest;
  readonly spans: readonly Period[];
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
  /** organisations that follow the clock besides the two it concerns */
  readonly followedBy: readonly Organisation[];
  /** the event the law names; an act stands for it where `startsOn` is not empty */
  readonly event: string;
  /** the first entry that fits counts */
  readonly startsOn: readonly StartingAct[];
  /** starts when such a clock runs out unused, counted from its due moment */
  readonly startsOnLapseOf: readonly Lapse[];
  readonly endsOn: readonly EndingAct[];
  readonly pausesOn: readonly PausingAct[];
  readonly resumesOn: readonly PausingAct[];
  /** the first span of the period; {@link periodZh} prints all of it */
  readonly period: Period;
  /** spans that follow the first, applied one after the other */
  readonly plus?: readonly Period[];
  /** another period where the starting act's payload says so; the first that fits counts */
  readonly variants: readonly Variant[];
  readonly extensions: readonly Extension[];
  readonly timeRule: TimeRule;
  /** counted by TCPL-CUST while the person is held: a period in custody is not moved past holidays (刑诉法 art. 105(4)) */
  readonly followsCustody: boolean;
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
  /** why no act of the hub starts it, where none does */
  readonly notCarried: string | null;
  /** plain dates that are run as tests */
  readonly cases: readonly { readonly from: string; readonly due: string }[];
}

/** A period that ends by itself and binds nobody to an act: its end is no breach. */
export const runsOut = ({ kind }: Pick<Rule, 'kind'>): boolean =>
  kind === 'duration' || kind === 'limitation' || kind === 'retention';
