import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ActName } from '../acts/index.ts';
import type { CaseState } from '../acts/tracks.ts';
import { startBy, stateFits, type ActSeen, type ClockStart } from './match.ts';
import type { Row } from './read-entry.ts';
import { checkTogether, readRule } from './read-rule.ts';
import type { Rule } from './rule.ts';

const FOLDER = new URL('../statutes/', import.meta.url);

/** All rules of all instruments, read and checked when first imported; a mistake names its file and rule. */
export const STATUTE_RULES: readonly Rule[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .toSorted()
  .flatMap((file) => readStatute(file, readFileSync(new URL(file, FOLDER), 'utf8')));
checkTogether(STATUTE_RULES);

/** The rules of one instrument's file. @throws Error naming file and rule of a bad row */
export function readStatute(file: string, text: string): Rule[] {
  const statute = parse(text) as Row;
  return (statute['rules'] as Row[]).map((row) => readRule(file, statute, row));
}

/** The version in force when the duty began applies. */
export function inForce({ inForce: { from, to } }: Pick<Rule, 'inForce'>, at: Date | string): boolean {
  const day = Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime())
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDate()
    .toString();
  return (from === null || from <= day) && (to === null || day <= to);
}

/** How an installation uses the rules. */
export interface StatuteOptions {
  /** unsure rules (confidence `?`) that bind here; `*` all of them. The others only remind */
  readonly binding?: readonly string[];
  /** rules that start no clock here */
  readonly off?: readonly string[];
}
/** The rules as an installation applies them. */
export interface Statutes {
  readonly rules: readonly Rule[];
  find(id: string): Rule | null;
  /** @throws Error when there is no such rule */
  byId(id: string): Rule;
  /** clocks this act starts, given the case's state after it */
  startedBy(act: ActSeen, state: CaseState): ClockStart[];
  /** rules whose clock starts when one of that rule, started by that act, runs out unused */
  startedByLapseOf(id: string, startAct: ActName, at: Date, state: CaseState): Rule[];
  /** only a reminder: the rule is unsure, or another instrument, in force then, binds for the same duty */
  isReminder(rule: Rule, at: Date | string): boolean;
  /** a rule that starts clocks at that time */
  applies(rule: Rule, at: Date | string): boolean;
}

/**
 * Applies rules with an installation's options. Pure.
 * @throws Error when an option names a rule that does not exist
 */
export function makeStatutes(rules: readonly Rule[], { binding = [], off = [] }: StatuteOptions = {}): Statutes {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const id of [...binding, ...off])
    if (id !== '*' && !byId.has(id))
      throw new Error(`there is no rule ${id}; the rules are listed in docs/deadlines.md`);
  const byAct = Map.groupBy(
    rules.flatMap((rule) => [...new Set(rule.startsOn.map(({ act }) => act))].map((act) => ({ act, rule }))),
    ({ act }) => act,
  );
  const isSwitchedOff = new Set(off);
  const isBinding = ({ confidence, id }: Rule) => confidence !== '?' || binding.includes('*') || binding.includes(id);
  const applies = (rule: Rule, at: Date | string) => !isSwitchedOff.has(rule.id) && inForce(rule, at);
  const find = (id: string) => byId.get(id) ?? null;
  const ruleOf = (id: string) => {
    const rule = find(id);
    if (!rule) throw new Error(`no rule ${id} in contracts/statutes`);
    return rule;
  };
  return {
    rules,
    find,
    byId: ruleOf,
    applies,
    startedBy: (act, state) =>
      (byAct.get(act.act) ?? []).flatMap(({ rule }) =>
        applies(rule, act.occurredAt) ? (startBy(rule, act, state) ?? []) : [],
      ),
    startedByLapseOf: (id, startAct, at, state) =>
      rules.filter(
        (rule) =>
          rule.startsOnLapseOf.some(
            (lapse) =>
              lapse.rule === id && (lapse.startedBy?.includes(startAct) ?? true) && stateFits(lapse.when, state),
          ) && applies(rule, at),
      ),
    isReminder(rule, at) {
      if (!isBinding(rule)) return true;
      const other = rule.yieldsTo === null ? null : ruleOf(rule.yieldsTo);
      return other !== null && applies(other, at) && isBinding(other);
    },
  };
}

/** The rules as they stand in `contracts/statutes/`, with no options. */
export const STATUTES: Statutes = makeStatutes(STATUTE_RULES);
export const ruleById = STATUTES.byId;
export const findRule = STATUTES.find;
export const isReminder = STATUTES.isReminder;
