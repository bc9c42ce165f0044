import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { STATUTES } from '@xianjie/contracts/clock/statutes.ts';
import { stateAfter } from './missing-steps.ts';
import { isBefore, type Dated } from './published-date.ts';

type DatedAct = Dated & { readonly act: ActName };
interface Clock {
  readonly rule: Rule;
  readonly due: Dated;
}

/**
 * How many acts come after the end of a statutory period that an earlier act of the plan started. Only to choose between dates:
 * a clock that was paused is left to the docket, which counts the time it stood still.
 */
export function countLate(acts: readonly DatedAct[]): number {
  let state: CaseState = {};
  let running: Clock[] = [];
  let late = 0;
  for (const one of acts) {
    state = stateAfter(one.act, state);
    const names = (entries: readonly { readonly act: ActName }[]) => entries.some(({ act }) => act === one.act);
    late += running.filter(({ rule, due }) => names(rule.endsOn) && isBefore(due, one)).length;
    running = running.filter(({ rule }) => !names(rule.endsOn) && !names(rule.pausesOn));
    running.push(...clocksOf(one, state));
  }
  return late;
}

const clocksOf = ({ act, occurredAt, precision }: DatedAct, state: CaseState): Clock[] =>
  STATUTES.startedBy({ act, occurredAt, precision, payload: {} }, state)
    .filter(({ rule }) => rule.kind === 'duty' && !rule.conditional && !STATUTES.isReminder(rule, occurredAt))
    .map(({ rule, from, precision: exact }) => ({
      rule,
      due: { occurredAt: dueAt({ rule, from, precision: exact }).due, precision: exact },
    }));
