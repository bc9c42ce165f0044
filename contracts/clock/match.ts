import type { ActName } from '../acts/index.ts';
import type { CaseState, Track } from '../acts/tracks.ts';
import type { Precision } from '../envelope.ts';
import { LEGAL_ZONE } from './compute-due.ts';
import type { ActMatch, Extension, PayloadTest, Period, Rule, StartingAct, StateTest } from './rule.ts';
import { spansOf } from './spans.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** An act as the clocks see it. */
export interface ActSeen {
  readonly act: ActName;
  /** ISO 8601 with offset */
  readonly occurredAt: string;
  readonly precision: Precision;
  readonly payload: Payload;
}

/** Whether the payload's fields have one of the values named, compared as text. */
export const payloadFits = (test: PayloadTest | undefined, payload: Payload): boolean =>
  Object.entries(test ?? {}).every(([field, values]) => {
    const value = payload[field];
    return (Array.isArray(value) ? value : [value]).some((one) => values.includes(String(one)));
  });

/** Whether each track of the test is in one of its states. */
export const stateFits = (test: StateTest | undefined, state: CaseState): boolean =>
  Object.entries(test ?? {}).every(([track, states]) =>
    (states as readonly string[]).includes(state[track as Track] ?? 'NONE'),
  );

/** Whether an entry of a rule means this act, given the case's state after it. */
export const matches = (entry: ActMatch, { act, payload }: ActSeen, state: CaseState): boolean =>
  entry.act === act &&
  stateFits(entry.when, state) &&
  payloadFits(entry.if, payload) &&
  !(entry.unless && payloadFits(entry.unless, payload));

/** Whether the act ends a clock of the rule that `startAct` started. */
export const endedBy = ({ endsOn }: Rule, startAct: ActName, act: ActSeen, state: CaseState): boolean =>
  endsOn.some((entry) => matches(entry, act, state) && (entry.startedBy?.includes(startAct) ?? true));

/** A payload field that is a date or an instant, and how exactly it is known; null when it is neither. */
export function payloadTime(value: unknown): { at: string; precision: Precision } | null {
  if (typeof value !== 'string') return null;
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(value)) {
      const start = Temporal.PlainDate.from(value).toZonedDateTime(LEGAL_ZONE);
      return { at: start.toInstant().toString(), precision: 'day' };
    }
    return { at: Temporal.Instant.from(value).toString(), precision: 'minute' };
  } catch {
    return null;
  }
}

/** A payload field as the last day of a period; null when it is no date. */
function lastDay(value: unknown): Period[] | null {
  const time = payloadTime(value);
  if (!time) return null;
  const date = Temporal.Instant.from(time.at).toZonedDateTimeISO(LEGAL_ZONE).toPlainDate().toString();
  return [{ amount: 0, unit: 'fixed_date', date }];
}

/** How a clock begins: what it is counted from, its period, whom it binds. */
export interface ClockStart {
  readonly rule: Rule;
  readonly from: string;
  readonly precision: Precision;
  readonly spans: readonly Period[];
  readonly obligor: string;
  readonly obligee: string;
}

/** The period of a rule for this payload: its own, or that of the first variant that fits. */
export const spansFor = (rule: Rule, payload: Payload): readonly Period[] =>
  rule.variants.find((variant) => payloadFits(variant.if, payload))?.spans ?? spansOf(rule);

/** How the act starts a clock of the rule, or null when no entry of the rule fits. */
export function startBy(rule: Rule, act: ActSeen, state: CaseState): ClockStart | null {
  for (const entry of rule.startsOn) {
    const start = matches(entry, act, state) ? startAt(rule, entry, act) : null;
    if (start) return start;
  }
  return null;
}

function startAt(rule: Rule, entry: StartingAct, act: ActSeen): ClockStart | null {
  const { at, precision } = entry.from
    ? (payloadTime(act.payload[entry.from]) ?? {})
    : { at: act.occurredAt, precision: act.precision };
  const spans = entry.until ? lastDay(act.payload[entry.until]) : (entry.spans ?? spansFor(rule, act.payload));
  if (!at || !precision || !spans) return null;
  const { obligor = rule.obligor, obligee = rule.obligee } = entry;
  return { rule, from: at, precision, spans, obligor, obligee };
}

/** The spans of a clock after an extension; null when the payload does not say until when. */
export function extended(spans: readonly Period[], extension: Extension, payload: Payload): readonly Period[] | null {
  if (extension.until) return lastDay(payload[extension.until]);
  return extension.to ?? [...spans, ...(extension.adds ?? [])];
}
