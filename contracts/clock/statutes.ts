import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isActName, type ActName } from '../acts/index.ts';
import type { CaseState, Track } from '../acts/tracks.ts';
import {
  KINDS,
  TIME_RULES,
  UNITS,
  type Period,
  type Rule,
  type RuleKind,
  type StartingAct,
  type TimeRule,
  type Unit,
} from './rule.ts';

type Row = Record<string, unknown>;
const FOLDER = new URL('../statutes/', import.meta.url);

/** All rules of all instruments, read and checked when first imported; a mistake names its file and rule. */
export const STATUTE_RULES: readonly Rule[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .toSorted()
  .flatMap((file) => {
    const statute = parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Row;
    return (statute['rules'] as Row[]).map((row) => readRule(file, statute, row));
  });

const BY_ID = new Map(STATUTE_RULES.map((rule) => [rule.id, rule]));
if (BY_ID.size !== STATUTE_RULES.length) throw new Error('two rules of contracts/statutes have the same id');

export function ruleById(id: string): Rule {
  const rule = BY_ID.get(id);
  if (!rule) throw new Error(`no rule ${id} in contracts/statutes`);
  return rule;
}
export const findRule = (id: string): Rule | null => BY_ID.get(id) ?? null;

/** The version in force when the duty began applies. */
export function inForce({ inForce: { from, to } }: Rule, at: Date | string): boolean {
  const day = Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime())
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainDate()
    .toString();
  return (from === null || from <= day) && (to === null || day <= to);
}

/** Only a reminder: another instrument, in force then, binds for the same duty. */
export const isReminder = ({ yieldsTo }: Rule, at: Date | string): boolean =>
  yieldsTo !== null && inForce(ruleById(yieldsTo), at);

/** Rules whose clock this act starts, given the case's state after it. */
export function rulesStartedBy(act: ActName, state: CaseState, at: Date | string): Rule[] {
  return STATUTE_RULES.filter(
    (rule) => inForce(rule, at) && rule.startsOn.some((start) => start.act === act && holds(start, state)),
  );
}
/** Rules whose running clock this act ends. */
export const rulesEndedBy = (act: ActName): Rule[] => STATUTE_RULES.filter(({ endsOn }) => endsOn.includes(act));

const holds = ({ when }: StartingAct, state: CaseState) =>
  Object.entries(when ?? {}).every(([track, states]) =>
    (states as readonly string[]).includes(state[track as Track] ?? 'NONE'),
  );

function readRule(file: string, statute: Row, row: Row): Rule {
  const id = String(row['id']);
  const fail = (why: string): never => {
    throw new Error(`contracts/statutes/${file}, rule ${id}: ${why}`);
  };
  const one = <T extends string>(value: unknown, of: readonly T[], what: string): T =>
    of.includes(value as T) ? (value as T) : fail(`${what} is ${String(value)}, must be one of ${of.join(', ')}`);
  const act = (name: unknown): ActName =>
    typeof name === 'string' && isActName(name) ? name : fail(`${String(name)} is not an act`);
  const instrument = String(statute['instrument'] ?? fail('no instrument'));
  const title = row['title'] as Rule['title'];
  if (!title?.zh || !title.en) fail('title needs zh and en');
  const breach = row['breach'] as { zh: string; opens: string[] };
  return {
    id,
    instrument,
    article: `${String(statute['number'] ?? instrument)}${articleZh(String(row['article'] ?? fail('no article')))}`,
    title,
    obligor: String(row['obligor']),
    obligee: String(row['obligee']),
    event: String(row['event'] ?? fail('no event')),
    startsOn: ((row['starts_on'] ?? []) as (string | { act: string; when: StartingAct['when'] })[]).map((start) =>
      typeof start === 'string'
        ? { act: act(start) }
        : { act: act(start.act), ...(start.when ? { when: start.when } : {}) },
    ),
    endsOn: ((row['ends_on'] ?? []) as string[]).map(act),
    period: readPeriod(String(row['period']), (value) => one(value, UNITS, 'unit'), fail),
    timeRule: one<TimeRule>(row['time_rule'] ?? statute['time_rule'], TIME_RULES, 'time_rule'),
    kind: one<RuleKind>(row['kind'], KINDS, 'kind'),
    conditional: row['conditional'] === true,
    replaces: (row['replaces'] ?? []) as string[],
    yieldsTo: (row['yields_to'] as string | undefined) ?? null,
    breach: { zh: breach.zh, opens: breach.opens.map(act) },
    inForce: (statute['in_force'] ?? { from: null, to: null }) as Rule['inForce'],
    confidence: one(row['confidence'], ['S', 'K', '?'] as const, 'confidence'),
    cases: (row['cases'] ?? []) as Rule['cases'],
  };
}

/** `180(1)` → 第180条第1款; `9?` keeps its doubt. */
function articleZh(article: string): string {
  const [, number, paragraph] = /^(\d+)\((\d+)\)$/.exec(article) ?? [];
  if (number) return ` 第${number}条第${paragraph}款`;
  return article === '-' ? '' : ` 第${article}条`;
}

function readPeriod(text: string, unitOf: (value: string) => Unit, fail: (why: string) => never): Period {
  const [amount, unit] = text.split(' ') as [string, string];
  if (unitOf(unit) === 'fixed_date') return { amount: 0, unit: 'fixed_date', date: amount };
  const number = Number(amount);
  return Number.isInteger(number) && number >= 0
    ? { amount: number, unit: unitOf(unit) }
    : fail(`period ${text} is no whole number`);
}
