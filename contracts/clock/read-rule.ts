import { ORGANISATION_NAMES, type Organisation } from '../agencies.ts';
import { placeZh } from '../articles.ts';
import {
  noMore,
  readAct,
  readEnd,
  readExtension,
  readPause,
  readLapse,
  readStart,
  readTest,
  record,
  type Fail,
  type Row,
} from './read-entry.ts';
import { KINDS, runsOut, TIME_RULES, type Period, type Rule, type RuleKind, type TimeRule } from './rule.ts';
import { readSpans } from './spans.ts';

/** What a row may say. The `*_text`, `extension` and `regime` keys are for readers of the file. */
const ROW_KEYS = new Set(
  `id article title obligor obligor_text obligee obligee_text followed_by event starts_on starts_on_lapse_of ends_on pauses_on resumes_on
  period variants extensions extension time_rule follows_custody kind conditional replaces yields_to breach breach_text in_force regime confidence
  not_carried note cases`.split(/\s+/),
);
const STATUTE_KEYS = new Set(['instrument', 'number', 'time_rule', 'in_force', 'followed_by', 'note', 'rules']);

/** Reads one rule. @throws Error naming file and rule */
export function readRule(file: string, statute: Row, row: Row): Rule {
  const id = String(row['id']);
  const fail: Fail = (why) => {
    throw new Error(`contracts/statutes/${file}, rule ${id}: ${why}`);
  };
  for (const [keys, of] of [
    [ROW_KEYS, row],
    [STATUTE_KEYS, statute],
  ] as const)
    for (const key of Object.keys(of)) if (!keys.has(key)) fail(`unknown key ${key}`);
  const one = <T extends string>(value: unknown, of: readonly T[], what: string): T =>
    of.includes(value as T) ? (value as T) : fail(`${what} is ${String(value)}, must be one of ${of.join(', ')}`);
  const list = (key: string): unknown[] => {
    const value = row[key] ?? [];
    return Array.isArray(value) ? value : fail(`${key} must be a list`);
  };
  const spans = (text: unknown): Period[] => {
    try {
      return readSpans(text);
    } catch (error) {
      return fail((error as Error).message);
    }
  };
  const text = (key: string): string =>
    typeof row[key] === 'string' && row[key] !== '' ? row[key] : fail(`${key} is missing`);
  const instrument = String(statute['instrument'] ?? fail('no instrument'));
  const title = row['title'] as Rule['title'];
  if (!title?.zh || !title.en) fail('title needs zh and en');
  const breach = row['breach'] as { zh?: string; opens?: unknown[] } | undefined;
  if (typeof breach?.zh !== 'string' || !Array.isArray(breach.opens)) fail('breach needs zh and opens');
  const [period, ...plus] = spans(row['period']) as [Period, ...Period[]];
  const kind = one<RuleKind>(row['kind'], KINDS, 'kind');
  const timeRule = one<TimeRule>(row['time_rule'] ?? statute['time_rule'], TIME_RULES, 'time_rule');
  const startsOn = list('starts_on').map((entry) => readStart(entry, spans, fail));
  const pausesOn = list('pauses_on').map((entry) => readPause(entry, fail));
  const resumesOn = list('resumes_on').map((entry) => readPause(entry, fail));
  if (pausesOn.length > 0 && (kind === 'before' || timeRule === 'FIXED'))
    fail(`a ${kind} clock of ${timeRule} can not pause`);
  for (const { cause, act } of pausesOn)
    if (!resumesOn.some((resume) => resume.cause === cause))
      fail(`nothing of resumes_on ends the pause of ${act}${cause && ` (cause ${cause})`}`);
  for (const { cause, act } of resumesOn)
    if (!pausesOn.some((pause) => pause.cause === cause))
      fail(`${act} of resumes_on ends no pause${cause && ` (cause ${cause})`}`);
  const force = (row['in_force'] ?? statute['in_force'] ?? { from: null, to: null }) as Rule['inForce'];
  for (const end of ['from', 'to'] as const)
    if (force[end] !== null && !/^\d{4}-\d\d-\d\d$/.test(String(force[end])))
      fail(`in_force ${end} must be a date or null`);
  return {
    id,
    instrument,
    article:
      `${String(statute['number'] ?? instrument)} ${placeZh(String(row['article'] ?? fail('no article')))}`.trim(),
    title,
    obligor: text('obligor'),
    obligee: text('obligee'),
    followedBy: ((row['followed_by'] ?? statute['followed_by'] ?? []) as unknown[]).map((name) =>
      one(name, ORGANISATION_NAMES as Organisation[], 'followed_by'),
    ),
    event: text('event'),
    startsOn,
    startsOnLapseOf: list('starts_on_lapse_of').map((entry) => readLapse(entry, fail)),
    endsOn: list('ends_on').map((entry) => readEnd(entry, fail)),
    pausesOn,
    resumesOn,
    period,
    plus,
    variants: list('variants').map((value) => {
      const { if: test, period: own, ...rest } = record(value, 'variants', fail);
      noMore(rest, 'variants', fail);
      if (startsOn.length === 0) fail('variants need an act that starts the clock');
      const acts = startsOn.map(({ act }) => act);
      return { if: readTest(test, acts, fail), spans: spans(own) };
    }),
    extensions: list('extensions').map((value) => readExtension(value, spans, fail)),
    timeRule,
    followsCustody: row['follows_custody'] === true,
    kind,
    conditional: row['conditional'] === true,
    replaces: list('replaces').map(String),
    yieldsTo: (row['yields_to'] as string | undefined) ?? null,
    breach: { zh: breach!.zh!, opens: breach!.opens!.map((name) => readAct(name, fail)) },
    inForce: force,
    confidence: one(row['confidence'], ['S', 'K', '?'] as const, 'confidence'),
    notCarried: (row['not_carried'] as string | undefined) ?? null,
    cases: list('cases') as Rule['cases'],
  };
}

/** Checks what one rule says of another. @throws Error naming the rule */
export function checkTogether(rules: readonly Rule[]): void {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  if (byId.size !== rules.length) {
    const twice = rules.find((rule, index) => rules.findIndex(({ id }) => id === rule.id) !== index)!;
    throw new Error(`contracts/statutes: two rules have the id ${twice.id}`);
  }
  for (const { id, replaces, yieldsTo, startsOnLapseOf } of rules) {
    const lapses = startsOnLapseOf.map(({ rule }) => rule);
    for (const other of [...replaces, ...lapses, ...(yieldsTo === null ? [] : [yieldsTo])])
      if (!byId.has(other)) throw new Error(`contracts/statutes, rule ${id}: there is no rule ${other}`);
    for (const other of lapses.map((name) => byId.get(name)!))
      if (!runsOut(other) && other.kind !== 'right' && !other.conditional)
        throw new Error(`contracts/statutes, rule ${id}: ${other.id} is a ${other.kind} and never lapses`);
  }
}
