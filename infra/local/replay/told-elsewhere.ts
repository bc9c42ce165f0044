import type { PublishedCase, PublishedEvent } from './published-case.ts';

/** What other parts of a published case tell and its timeline does not. */
interface Told {
  readonly in: (source: PublishedCase) => readonly string[];
  readonly text?: RegExp;
  readonly event: string;
  /** events that tell it already */
  readonly unless?: RegExp;
  /** told only beside such an event */
  readonly beside?: RegExp;
  /** it comes before the first of these events; last where there is none */
  readonly before?: RegExp;
}

const measures = ({ outcome }: PublishedCase) => outcome?.other_administrative ?? [];
const flow = ({ handoff_flow: text }: PublishedCase) => (text ? [text] : []);
const decidedFines = ({ outcome }: PublishedCase) =>
  outcome?.administrative_fines?.filter(({ status }) => status === 'decided') ?? [];
const marketRegulation = ({ agencies }: PublishedCase) =>
  agencies?.some((agency) => agency.includes('市场监')) ?? false;
/** A penalty that only outcome or flow tell: the bureau's, unless market regulation may have imposed it. */
const penalised = (source: PublishedCase) =>
  decidedFines(source).length > 0 || /行政处罚|罚款/.test(source.handoff_flow ?? '') ? [''] : [];

const PENALTY = /^(admin_case|prior_notice|penalty)$/;
const CRIMINAL = /police|judicial|detention|arrest|procuratorate|prosecution|trial|judgment/;

/** In the order of the law, so that what is told without a place comes in that order. */
const TOLD: readonly Told[] = [
  { in: measures, text: /责成.*查处/, event: 'discovery', unless: /^(discovery|inspection)$/ },
  // it came to the bureau, and that is all that is told
  { in: flow, text: /→[^→]*(生态环境|环保)/, event: 'discovery', unless: /^(?!tamper|incident|publish)/ },
  { in: measures, text: /^(责令改正|限期整改)/, event: 'order_correct', unless: /^order_correct$/, before: PENALTY },
  { in: measures, text: /查封|扣押/, event: 'seal', before: PENALTY },
  { in: (source) => (marketRegulation(source) ? [] : penalised(source)), event: 'penalty', unless: /^penalty$/ },
  { in: penalised, event: 'penalty_by_somebody', unless: /^penalty$/ },
  { in: measures, text: /行政拘留/, event: 'transfer_police', unless: CRIMINAL },
  { in: flow, text: /^(生态环境|环保)[^→]*→公安(\((?!未见)[^)]*\))?$/, event: 'transfer_police', unless: CRIMINAL },
  { in: measures, text: /复查已改/, event: 'recheck' },
  { in: ({ outcome }) => outcome?.civil ?? [], event: 'judgment', unless: /^judgment$/, beside: /^civil_suit$/ },
  { in: ({ persons = [] }) => persons.map(({ outcome }) => outcome ?? ''), text: /刑事强制措施/, event: 'coercion' },
  { in: measures, text: /(吊销|撤销)资质/, event: 'revocation' },
  { in: ({ outcome }) => outcome?.criminal ?? [], text: /禁止从事|禁业/, event: 'practice_ban' },
  { in: measures, text: /检察建议/, event: 'suggestion' },
  { in: measures, text: /责任人已处理/, event: 'discipline' },
  { in: measures, text: /禁止参与.*采购/, event: 'procurement_ban' },
  { in: measures, text: /黑名单|失信|信用/, event: 'credit' },
];

/** The measures that are the penalty's own and no step beside it. */
export const measuresOfPenalty = (source: PublishedCase): readonly string[] =>
  measures(source).filter((text) => !TOLD.some((row) => row.in === measures && row.text?.test(text)));

/** The events in order, with what the case tells outside its timeline, without a date, and one decision for each fine. */
export function eventsOf(source: PublishedCase): PublishedEvent[] {
  const events = (source.timeline ?? []).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const tells = (pattern: RegExp) => events.some(({ event }) => pattern.test(event));
  for (const { in: texts, text = /^/, event, unless = /^$/, beside = /^/, before = /^$/ } of TOLD) {
    const detail = texts(source).find((one) => text.test(one));
    if (detail === undefined || tells(unless) || !tells(beside)) continue;
    const place = events.findIndex((one) => before.test(one.event));
    events.splice(place === -1 ? events.length : place, 0, { event, detail });
  }
  const fines = decidedFines(source);
  if (events.filter(({ event }) => event === 'penalty').length !== 1) return events;
  return events.flatMap((event) =>
    event.event === 'penalty' ? [event, ...fines.slice(1).map((fine) => ({ ...event, fine }))] : [event],
  );
}
