import { ACTS } from '../acts/index.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { refuse } from '../errors.ts';
import { dueAt, readStart, type Due, type PauseTimes } from './due-at.ts';
import type { ActMatch, PayloadTest, Period, Rule } from './rule.ts';
import { spansOf, spansZh } from './spans.ts';
import type { Statutes } from './statutes.ts';

/** Something that makes a rule's period another one: what the case is like, or an act that extends it. */
export interface Choice {
  /** stable within the rule */
  readonly id: string;
  /** when it applies and what it does, for an officer */
  readonly words: string;
  /** how often it may be chosen */
  readonly times: number;
  /** the last day is stated by whoever extends */
  readonly statesDay: boolean;
}
export interface Chosen {
  readonly id: string;
  /** YYYY-MM-DD, where the choice states the last day */
  readonly until?: string | null;
}

const bad = (field: string, reason: string) => refuse('BAD_FIELD', { field, reason });

/** What a payload must say, in the words of the acts that carry it. */
function conditionZh(acts: readonly ActMatch['act'][], test: PayloadTest = {}): string {
  return Object.entries(test)
    .map(([name, wanted]) => {
      const field = acts.map((act) => ACTS[act].payload?.[name as never] as FieldWords | undefined).find(Boolean);
      return `${field?.zh ?? name}为${wanted.map((value) => field?.values?.[value] ?? (value === 'true' ? '是' : value)).join('或')}`;
    })
    .join('、');
}
interface FieldWords {
  readonly zh: string;
  readonly values?: Readonly<Record<string, string>>;
}
const inBrackets = (text: string) => (text ? `（${text}）` : '');

/** The periods a rule has instead of its own, by what the case is like. */
export function variantsOf({ variants, startsOn }: Rule): (Choice & { readonly spans: readonly Period[] })[] {
  const acts = startsOn.map(({ act }) => act);
  const rows = [
    ...variants.map((variant) => ({ words: conditionZh(acts, variant.if), spans: variant.spans })),
    ...startsOn.flatMap((start) =>
      start.spans
        ? [
            {
              words: `自${ACTS[start.act].zh}起算${inBrackets(conditionZh([start.act], start.if))}`,
              spans: start.spans,
            },
          ]
        : [],
    ),
  ];
  return rows.map(({ words, spans }, index) => ({
    id: String(index),
    words: `${words}：${spansZh(spans)}`,
    times: 1,
    statesDay: false,
    spans,
  }));
}

/** What may extend a rule's period: its extensions, and the rules that take its clock over. */
export function extensionsOf(rule: Rule, { rules }: Pick<Statutes, 'rules'>): Choice[] {
  const own = rule.extensions.map(({ act, if: wanted, adds, to, until, times }, index) => ({
    id: String(index),
    words: `${ACTS[act].zh}${inBrackets(conditionZh([act], wanted))}：${until ? '至写明之日' : to ? `改为${spansZh(to)}` : `加${spansZh(adds ?? [])}`}`,
    times,
    statesDay: until !== undefined,
  }));
  const successors = rules
    .filter(({ replaces }) => replaces.includes(rule.id))
    .map((other) => ({
      id: other.id,
      words: `${[...new Set(other.startsOn.map(({ act }) => ACTS[act].zh))].join('、') || other.title.zh}：改为${spansZh(spansOf(other))}（${other.article}）`,
      times: 1,
      statesDay: false,
    }));
  return [...own, ...successors];
}

export interface Calculated extends Due {
  /** the rule that counts in the end: another one where it took the clock over */
  readonly counts: Rule;
  readonly spans: readonly Period[];
  /** by what it may still be extended */
  readonly further: readonly Choice[];
}

/**
 * When a rule's period ends, as an officer asks it. Pure.
 * @param from instant, or a plain date: the end of that day
 * @param extensions in the order they were made
 * @throws GraphQLError BAD_FIELD
 */
export function calculate(
  named: Rule,
  {
    from,
    variant,
    extensions = [],
    pauses = [],
  }: {
    readonly from: string;
    readonly variant?: string | null;
    readonly extensions?: readonly Chosen[];
    readonly pauses?: readonly PauseTimes[];
  },
  { calendar, statutes }: { readonly calendar: Calendar; readonly statutes: Pick<Statutes, 'rules'> },
): Calculated {
  checkTime('起算时间', from);
  for (const pause of pauses) {
    checkTime('中止', pause.from);
    checkTime('中止', pause.to);
    if (readStart(pause.to).epochMilliseconds < readStart(pause.from).epochMilliseconds)
      throw bad('中止', '结束不能早于开始。');
  }
  const spansHere = variant ? variantsOf(named).find(({ id }) => id === variant)?.spans : spansOf(named);
  if (!spansHere) throw bad('情形', '该期限没有这种情形，请重新选择。');
  let counts = named;
  let spans: readonly Period[] = spansHere;
  const used = new Map<string, number>();
  for (const { id, until } of extensions) {
    const choice = extensionsOf(counts, statutes).find((one) => one.id === id);
    if (!choice) throw bad('延长', '该期限没有这种延长，请重新选择。');
    const key = `${counts.id} ${id}`;
    used.set(key, (used.get(key) ?? 0) + 1);
    if (used.get(key)! > choice.times) throw bad('延长', `“${choice.words}”最多 ${choice.times} 次。`);
    const extension = counts.extensions[Number(id)];
    if (choice.statesDay) spans = [{ amount: 0, unit: 'fixed_date', date: statedDay(until) }];
    else if (extension) spans = extension.to ?? [...spans, ...(extension.adds ?? [])];
    else {
      counts = statutes.rules.find((rule) => rule.id === id)!;
      spans = spansOf(counts);
    }
  }
  const precision = /T/.test(from) ? 'minute' : 'day';
  const further = extensionsOf(counts, statutes).filter(
    ({ id, times }) => (used.get(`${counts.id} ${id}`) ?? 0) < times,
  );
  return { ...dueAt({ rule: counts, from, precision, calendar, spans, pauses }), counts, spans, further };
}

const YEARS = { first: 1980, last: 2100 };
function checkTime(field: string, text: string): void {
  try {
    const { year } = readStart(text);
    if (year >= YEARS.first && year <= YEARS.last) return;
  } catch {
    // refused below
  }
  throw bad(field, `须为 ${YEARS.first}–${YEARS.last} 年的日期或时刻，如 2026-02-13 或 2026-02-13T10:00+08:00。`);
}
function statedDay(text: string | null | undefined): string {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) throw bad('延长', '请填写延长决定写明的届满之日。');
  checkTime('延长', text);
  return text;
}
