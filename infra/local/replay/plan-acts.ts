import { requiredHere } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { checkDivision } from '@xianjie/contracts/identifiers/division.ts';
import { dateActs, type Draft } from './date-acts.ts';
import { unnamedPartyRole } from './parties.ts';
import { AT_ONCE, isPossible, OPENING, missingSteps, stateAfter } from './missing-steps.ts';
import type { PublishedCase, PublishedEvent } from './published-case.ts';
import { dateOf, earlierOf, isBefore, laterOf, type Dated } from './published-date.ts';
import { readEvent } from './read-event.ts';
import { eventsOf } from './told-elsewhere.ts';

/** An act to be replayed; the legal time is as exact as the source gives it. */
export interface PlannedAct extends Dated {
  readonly act: ActName;
  /** not in the published timeline, or told there without its date */
  readonly assumed: boolean;
  readonly event?: PublishedEvent;
  /** fields of the act that no published case tells (demonstrations) */
  readonly fields?: Readonly<Record<string, unknown>>;
}
export interface Plan {
  readonly acts: readonly PlannedAct[];
  /** published events that are no act of the table, and why */
  readonly leftOut: readonly { readonly event: string; readonly reason: string }[];
}
export type PlanResult = { readonly plan: Plan } | { readonly reason: string };

/**
 * Turns a published case into acts on published dates. Nothing is invented: acts that the law requires between told ones are filled in and
 * marked, an event without a date is performed on the date of a neighbour and marked (docs/decisions/0003), and a case that does not say
 * where, who and when is not replayed.
 */
export function planActs(source: PublishedCase): PlanResult {
  const code = source.place?.gb2260;
  if (!code || !checkDivision(code).ok) {
    const several = /[、与和]/.test(source.place?.text ?? '');
    return { reason: several ? '涉及多个地区，未载明单一的行政区划代码' : '未载明行政区划代码' };
  }
  if (!source.offender_units?.length && !source.persons?.length && !unnamedPartyRole(source))
    return { reason: '未载明当事人' };
  const { drafts, leftOut } = draftActs(eventsOf(source));
  if (drafts.length === 0) return { reason: '未载明任何机关的办理行为' };
  const undated = drafts.some(({ date, before, after }) => !date && !before && !after);
  const published = undated ? publicationOf(source) : null;
  if (undated && !published) return { reason: '没有一个办理环节载明日期' };
  const dated = published ? drafts.map((draft) => ({ ...draft, assumed: true, after: published })) : drafts;
  const acts = dateActs(dated).map(({ act, occurredAt, precision, assumed, event, fields }) => ({
    act,
    occurredAt,
    precision,
    assumed,
    ...(event ? { event } : {}),
    ...(fields ? { fields } : {}),
  }));
  return { plan: { acts, leftOut } };
}

/** The day of the publication: what it tells had happened by then. */
const publicationOf = ({ timeline = [] }: PublishedCase): Dated | null =>
  timeline.flatMap((event) => (event.event === 'publish' ? (dateOf(event) ?? []) : []))[0] ?? null;

function draftActs(events: readonly PublishedEvent[]) {
  const drafts: Draft[] = [];
  const leftOut: { event: string; reason: string }[] = [];
  let state: CaseState = {};
  for (const [index, event] of events.entries()) {
    const own = dateOf(event);
    const next = datesOf(events.slice(index + 1)).reduce(earlierOf, null);
    const known = datesOf(events.slice(0, index)).reduce(laterOf, null);
    const reading = readEvent({ event, events, state });
    const reason = 'fact' in reading ? reading.fact : hindrance(reading[0]!.act, state, own, drafts);
    if ('fact' in reading || reason) {
      leftOut.push({ event: event.event, reason: reason! });
      continue;
    }
    const after = own ?? next;
    const before = known && after && isBefore(after, known) ? after : known;
    for (const { act: target, assumed = false } of reading) {
      const add = (draft: Omit<Draft, 'before' | 'after'>) => {
        // what the law requires here is taken as done
        const fields = Object.fromEntries(requiredHere(ACTS[draft.act], state).map(([name]) => [name, true]));
        drafts.push({ ...draft, fields, before, after });
        state = stateAfter(draft.act, state);
        // at once means on the same date
        for (const act of AT_ONCE[draft.act] ?? [])
          if (act !== target && isPossible(act, state))
            add({ ...draft, act, event: undefined, assumed: true, atOnce: true });
      };
      const step = { assumed: true, date: null, late: own !== null, atOnce: false };
      const first = missingSteps(target, state)?.[0] ?? target;
      const opening = OPENING[ACTS[first].by];
      if (drafts.length === 0 && !ACTS[first].opens && opening) add({ act: opening, ...step });
      for (let steps = missingSteps(target, state); steps?.length; steps = missingSteps(target, state))
        add({ act: steps[0]!, ...step });
      add({ act: target, event, assumed: assumed || !own, date: own, late: false, atOnce: false });
    }
  }
  return { drafts, leftOut };
}

/** Publication tells of no day on which the case was handled. */
const datesOf = (events: readonly PublishedEvent[]) =>
  events.map((event) => (event.event === 'publish' ? null : dateOf(event)));

function hindrance(act: ActName, state: CaseState, own: Dated | null, drafts: readonly Draft[]): string | null {
  if (!missingSteps(act, state)) return `与此前环节不相衔接（${ACTS[act].zh}）`;
  const last = drafts.findLast(({ date }) => date)?.date;
  return own && last && isBefore(own, last) ? '日期早于此前环节' : null;
}
