import { leadsTo } from '../acts/lawful.ts';
import type { ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import { stateFits } from './match.ts';
import type { ActMatch, Rule } from './rule.ts';
import { STATUTES, type Statutes } from './statutes.ts';

/** A clock that an act would start. */
export interface ClockPreview {
  readonly rule: Rule;
  readonly obligor: string;
  readonly obligee: string;
  /** payload fields that decide whether it starts, from when or for how long; empty when it starts whatever the act says */
  readonly dependsOn: readonly string[];
  /** it takes over a running clock of these rules, and starts only then */
  readonly replaces: readonly string[];
}

const fieldsOf = ({ if: wanted = {}, unless = {} }: ActMatch): string[] => [
  ...Object.keys(wanted),
  ...Object.keys(unless),
];

/** The clocks an act would start on a case in this state, before anybody has said what it carries. Pure. */
export function wouldStart(
  act: ActName,
  state: CaseState,
  at: Date | string,
  statutes: Statutes = STATUTES,
): ClockPreview[] {
  const after = { ...state, ...leadsTo(act, state) };
  return statutes.rules.flatMap((rule) => {
    const entries = rule.startsOn.filter((entry) => entry.act === act && stateFits(entry.when, after));
    const [first] = entries;
    if (!first || !statutes.applies(rule, at)) return [];
    const dependsOn = [
      ...entries.flatMap((entry) => [...fieldsOf(entry), entry.from ?? [], entry.until ?? []].flat()),
      ...rule.variants.flatMap((variant) => Object.keys(variant.if)),
    ];
    const { obligor = rule.obligor, obligee = rule.obligee } = first;
    return [{ rule, obligor, obligee, dependsOn: [...new Set(dependsOn)], replaces: rule.replaces }];
  });
}

/** Whether the act could end a clock of the rule that `startAct` started; its payload may still decide otherwise. */
export const couldEnd = ({ endsOn }: Rule, startAct: ActName, act: ActName, state: CaseState): boolean => {
  const after = { ...state, ...leadsTo(act, state) };
  return endsOn.some(
    (entry) => entry.act === act && stateFits(entry.when, after) && (entry.startedBy?.includes(startAct) ?? true),
  );
};
