import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { falsificationCodesOf } from '@xianjie/contracts/evidence/conduct-kinds.ts';
import { dateOf } from './published-date.ts';
import type { PlannedAct } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';

export const NOT_STATED = '公开资料未载明';
const UNDATED = '公开资料未载明日期';

/** What the event itself says; what is told without a date says so. */
function detailOf({ event, assumed }: PlannedAct): string {
  if (!event) return NOT_STATED;
  const undated = assumed && !dateOf(event);
  const { detail } = event;
  return undated ? (detail ? `${detail}（${UNDATED}）` : UNDATED) : (detail ?? NOT_STATED);
}

/** The verdict as the published outcome tells it. */
function verdictOf({ outcome }: PublishedCase): string {
  const text = outcome?.criminal?.join('') ?? '';
  if (text.includes('无罪')) return 'ACQUITTED';
  if (text.includes('免予刑事处罚')) return 'EXEMPTED';
  return /有期徒刑|拘役|管制|缓刑|罚金|构成|犯.*罪/.test(text) ? 'CONVICTED' : 'NOT_STATED';
}

/** The court that tried the case, where it is told and is not the court of the place itself. */
function courtElsewhere({ timeline = [], place }: PublishedCase): string | undefined {
  const name = timeline.find(
    ({ event, agency }) => /^(trial|judgment)$/.test(event) && agency?.includes('法院'),
  )?.agency;
  return name && !place?.text?.includes(name.replace(/人民法院.*$/, '')) ? name : undefined;
}

const fines = ({ outcome }: PublishedCase) =>
  (outcome?.administrative_fines ?? []).flatMap(({ amount_cny: amount }) => amount ?? []);
const some = <T>(values: readonly T[] | undefined): readonly T[] | undefined => (values?.length ? values : undefined);
const personsWith = ({ persons = [] }: PublishedCase, outcome: RegExp) =>
  some(persons.filter((person) => outcome.test(person.outcome ?? '')).map(({ name }) => name));

/** The fields of the table of acts that a published case can speak of, by name; undefined where it does not. */
export function toldFields(source: PublishedCase, planned: PlannedAct): Record<string, unknown> {
  const { conduct, outcome, statutes, place, timeline = [] } = source;
  const tells = (name: string) => timeline.some(({ event }) => event === name);
  const detail = detailOf(planned);
  const summary = conduct?.summary ?? NOT_STATED;
  const law = statutes?.map(({ text }) => text).join('、') || NOT_STATED;
  const days = /拘留(\d+)日/.exec(source.persons?.map((person) => person.outcome ?? '').join('') ?? '')?.[1];
  return {
    title: source.title,
    placeCode: place?.gb2260,
    placeText: place?.text ?? undefined,
    kinds: falsificationCodesOf(conduct?.kinds ?? []),
    summary,
    facts: summary,
    mainBasis: conduct?.summary ?? detail,
    offence: law,
    suspectedOffence: law,
    legalBasis: law,
    sealed: true,
    inCustody: tells('crim_detention'),
    subject: tells('notice') ? 'CENSURE' : tells('penalty') ? 'PENALTY' : 'OTHER',
    court: courtElsewhere(source),
    verdict: verdictOf(source),
    trialAt: planned.occurredAt,
    courtCaseNumber: source.case_numbers?.find(({ kind }) => kind.startsWith('criminal'))?.no,
    ...FIELDS_OF_ACT[planned.act]?.({ source, detail, outcome, days: days ? Number(days) : undefined }),
    detail,
  };
}

interface Told {
  readonly source: PublishedCase;
  readonly detail: string;
  readonly outcome: PublishedCase['outcome'];
  readonly days: number | undefined;
}
/** Fields whose meaning depends on the act. */
const FIELDS_OF_ACT: Readonly<Partial<Record<ActName, (told: Told) => Record<string, unknown>>>> = {
  imposePenalty: ({ source, detail, outcome }) => ({
    measures:
      [detail, ...(outcome?.other_administrative ?? [])].filter((text) => text !== NOT_STATED).join('；') || NOT_STATED,
    amount: some(fines(source))?.reduce((sum, amount) => sum + amount, 0),
  }),
  decideDetention: ({ detail, days }) => ({ days, legalBasis: detail }),
  severCase: ({ source }) => ({ persons: personsWith(source, /不起诉/) }),
  declineSevered: ({ source }) => ({ persons: personsWith(source, /不起诉/) }),
  pronounceJudgment: ({ detail, outcome }) => ({ summary: outcome?.criminal?.join('；') || detail }),
  annulAdministrativeAct: ({ source, detail }) => ({ reasons: source.conduct?.summary ?? detail }),
};
