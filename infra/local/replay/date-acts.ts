import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { countLate } from './count-late.ts';
import type { PublishedEvent } from './published-case.ts';
import { earlierOf, laterOf, type Dated } from './published-date.ts';

/** An act of the plan before its date is settled. */
export interface Draft {
  readonly act: ActName;
  readonly event?: PublishedEvent | undefined;
  readonly assumed: boolean;
  /** the date of its own event */
  readonly date: Dated | null;
  /** the published dates before and after it in the timeline */
  readonly before: Dated | null;
  readonly after: Dated | null;
  /** required by the act that follows, so that it bears that act's date if it may */
  readonly late: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** the law requires it at once, so that it bears the date of the act before it */
  readonly atOnce: boolean;
}
export type Timed = Draft & Dated;

/**
 * Gives every act a published date. What is told without a date bears the one before it, what a later act requires the date of that act.
 * Where somebody would be late by such a choice alone, the acts are moved, as few as will do, to another published date between
 * the told ones.
 */
export function dateActs(drafts: readonly Draft[]): Timed[] {
  const timed: Timed[] = [];
  while (timed.length < drafts.length) {
    const rest = drafts.slice(timed.length);
    const until = rest.findIndex(({ date }) => date);
    const gap = until === -1 ? rest : rest.slice(0, until);
    const next = rest.slice(gap.length, gap.length + 1).map((told) => ({ ...told, ...told.date! }));
    timed.push(...fill(timed, gap, next), ...next);
  }
  return timed;
}

function fill(earlier: readonly Timed[], gap: readonly Draft[], next: readonly Timed[]): Timed[] {
  const count = (acts: readonly Timed[]) => ({ acts, tooLate: countLate([...earlier, ...acts, ...next]) });
  let best = count(gap.map((draft) => ({ ...draft, ...standing(draft) })));
  while (best.tooLate > 0) {
    const better = shifts(best.acts, earlier.at(-1) ?? null)
      .map(count)
      .reduce((one, other) => (other.tooLate < one.tooLate ? other : one), best);
    if (better === best) break;
    best = better;
  }
  return [...best.acts];
}
const standing = ({ before, after, late }: Draft): Dated => (late ? (after ?? before) : (before ?? after))!;

/** The acts with some of them moved, the first ones to an earlier date or the last ones to a later; those with the fewest moved first. */
function shifts(acts: readonly Timed[], last: Dated | null): Timed[][] {
  const dates = [last, ...acts.flatMap(({ before, after }) => [before, after])].filter((date) => date !== null);
  // what is told comes after what was told before it
  const floors = acts.map((_, index) =>
    acts
      .slice(0, index + 1)
      .reduce<Dated | null>((floor, { event, before }) => (event ? laterOf(floor, before) : floor), last),
  );
  const cuts = [...acts.keys()].filter((index) => !acts[index]!.atOnce);
  const move = (cut: number, date: Dated) => [
    acts.map((act, index) => (index < cut ? { ...act, ...when(laterOf(earlierOf(act, date), floors[index]!)!) } : act)),
    acts.map((act, index) => (index < cut ? act : { ...act, ...when(earlierOf(laterOf(act, date), act.after)!) })),
  ];
  const moved = (others: readonly Timed[]) =>
    others.filter(({ occurredAt }, index) => occurredAt !== acts[index]!.occurredAt).length;
  return [...cuts, acts.length]
    .flatMap((cut) => dates.flatMap((date) => move(cut, date)))
    .filter((others) => moved(others) > 0)
    .toSorted((a, b) => moved(a) - moved(b));
}
const when = ({ occurredAt, precision }: Dated): Dated => ({ occurredAt, precision });
