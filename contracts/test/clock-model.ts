import type { ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import { dueAt, type PauseTimes } from '../clock/due-at.ts';
import { endedBy, extended, matches, type ActSeen, type ClockStart } from '../clock/match.ts';
import type { Extension, Rule } from '../clock/rule.ts';
import { STATUTES } from '../clock/statutes.ts';

/** A running clock of the model. */
export interface Clock extends ClockStart {
  readonly rule: Rule;
  readonly startAct: ActName;
  /** causes that hold it, and since when */
  readonly heldBy: ReadonlyMap<string, string>;
  readonly pauses: readonly PauseTimes[];
  readonly extensions: ReadonlyMap<Extension, number>;
  readonly due: string;
}

/** Whether somebody must act before it ends; whether it binds or only reminds in this installation makes no difference. */
export const isDuty = ({ rule }: Pick<Clock, 'rule'>): boolean => rule.kind === 'duty' && !rule.conditional;

const counted = (clock: Omit<Clock, 'due'>): Clock => ({
  ...clock,
  due: dueAt({ ...clock, pauses: clock.pauses }).due,
});
const begin = (start: ClockStart, startAct: ActName): Clock =>
  counted({ ...start, startAct, heldBy: new Map(), pauses: [], extensions: new Map() });

/** The clocks of a case after an act: what has run out goes, then the act ends, holds, frees, extends and starts. Pure. */
export function clocksAfter(open: readonly Clock[], act: ActSeen, state: CaseState): Clock[] {
  const now = Temporal.Instant.from(act.occurredAt);
  const isOver = (clock: Clock) =>
    clock.heldBy.size === 0 && !isDuty(clock) && Temporal.Instant.compare(Temporal.Instant.from(clock.due), now) < 0;
  const lapsed = open
    .filter(isOver)
    .flatMap(({ rule, due, startAct }) =>
      STATUTES.startedByLapseOf(rule.id, startAct, new Date(due), state).map((next) =>
        begin(
          { rule: next, from: due, precision: 'minute', spans: [next.period, ...(next.plus ?? [])], ...bound(next) },
          startAct,
        ),
      ),
    );
  const left = [...open.filter((clock) => !isOver(clock)), ...lapsed]
    .filter((clock) => !endedBy(clock.rule, clock.startAct, act, state))
    .map((clock) => extend(hold(clock, act, state), act, state));
  return STATUTES.startedBy(act, state).reduce<Clock[]>((clocks, start) => {
    const { replaces } = start.rule;
    if (replaces.length === 0) return [...clocks, hold(begin(start, act.act), act, state)];
    return clocks.map((clock) =>
      replaces.includes(clock.rule.id) ? counted({ ...clock, rule: start.rule, spans: start.spans }) : clock,
    );
  }, left);
}
const bound = ({ obligor, obligee }: Rule) => ({ obligor, obligee });

function hold(clock: Clock, act: ActSeen, state: CaseState): Clock {
  const heldBy = new Map(clock.heldBy);
  const pauses = [...clock.pauses];
  for (const entry of clock.rule.pausesOn)
    if (matches(entry, act, state) && !heldBy.has(entry.cause)) heldBy.set(entry.cause, act.occurredAt);
  for (const entry of clock.rule.resumesOn) {
    const since = matches(entry, act, state) && heldBy.get(entry.cause);
    if (!since) continue;
    heldBy.delete(entry.cause);
    pauses.push({ from: since, to: act.occurredAt });
  }
  return pauses.length === clock.pauses.length ? { ...clock, heldBy } : counted({ ...clock, heldBy, pauses });
}

function extend(clock: Clock, act: ActSeen, state: CaseState): Clock {
  const entry = clock.rule.extensions.find(
    (one) => matches(one, act, state) && (clock.extensions.get(one) ?? 0) < one.times,
  );
  const spans = entry && extended(clock.spans, entry, act.payload);
  if (!spans) return clock;
  const extensions = new Map(clock.extensions).set(entry, (clock.extensions.get(entry) ?? 0) + 1);
  return counted({ ...clock, spans, extensions });
}
