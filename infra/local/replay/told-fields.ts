import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { falsificationCodesOf } from '@xianjie/contracts/evidence/conduct-kinds.ts';
import { TOLD_NUMBER } from './document-numbers.ts';
import { dateOf } from './published-date.ts';
import type { PlannedAct } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';
import { measuresOfPenalty } from './told-elsewhere.ts';

export const NOT_STATED = '公开资料未载明';
const UNDATED = '公开资料未载明日期';

/** What the event itself says besides a number; what is told without a date says so. */
function detailOf({ event, assumed }: PlannedAct): string {
  if (!event) return NOT_STATED;
  const undated = assumed && !dateOf(event);
  const detail = event.detail?.replace(TOLD_NUMBER, '').trim();
  return undated ? (detail ? `${detail}（${UNDATED}）` : UNDATED) : detail || NOT_STATED;
}

const join = (texts: readonly string[], between: string) => texts.join(between) || NOT_STATED;
const some = <T>(values: readonly T[] | undefined): readonly T[] | undefined => (values?.length ? values : undefined);
const personsWith = ({ persons = [] }: PublishedCase, said: RegExp) =>
  some(persons.filter(({ role, outcome }) => said.test(`${role ?? ''}${outcome ?? ''}`)).map(({ name }) => name));
const eventsNamed = ({ timeline = [] }: PublishedCase, name: RegExp) =>
  timeline.filter(({ event }) => name.test(event));

/** What the court laid upon whom, as the source tells it. */
const SENTENCE = /获刑|判处|有期徒刑|拘役|管制|缓刑|罚金|构成|无罪|免予|.罪/;
const sentencesOf = ({ outcome, persons = [] }: PublishedCase): string[] => [
  ...(outcome?.criminal ?? []),
  ...persons.flatMap(({ name, outcome: text }) => (SENTENCE.test(text ?? '') ? [`${name}：${text}`] : [])),
];

function verdictOf(source: PublishedCase): string {
  const judgments = eventsNamed(source, /^judgment$/).map(({ detail }) => detail ?? '');
  const text = [...sentencesOf(source), ...judgments].join('；');
  if (text.includes('无罪')) return 'ACQUITTED';
  if (text.includes('免予刑事处罚')) return 'EXEMPTED';
  return SENTENCE.test(text) ? 'CONVICTED' : 'NOT_STATED';
}

/** The court that tried the case, where it is told and is not the court of the place itself. */
function courtElsewhere(source: PublishedCase): string | undefined {
  const name = eventsNamed(source, /^(trial|judgment)$/).find(({ agency }) => agency?.includes('法院'))?.agency;
  return name && !source.place?.text?.includes(name.replace(/人民法院.*$/, '')) ? name : undefined;
}

const CRIMINAL_LAW = /刑法|刑事案件/;
const DETENTION_LAW = /拘留|环境保护法第63条/;
const PROCEDURE = /诉讼|衔接工作办法|程序规定/;
/** The statutes named, by what they are the basis of. */
function lawOf({ statutes = [] }: PublishedCase) {
  const texts = statutes.map(({ text }) => text);
  const others = texts.filter((text) => !CRIMINAL_LAW.test(text) && !PROCEDURE.test(text));
  return {
    crime: join(
      texts.filter((text) => CRIMINAL_LAW.test(text)),
      '、',
    ),
    detention: join(
      others.filter((text) => DETENTION_LAW.test(text)),
      '、',
    ),
    penalty: join(
      others.filter((text) => !DETENTION_LAW.test(text)),
      '、',
    ),
  };
}

/** A penalty that is told, or its place in the law's order alone. */
function penaltyOf(source: PublishedCase, { event }: PlannedAct, detail: string): Record<string, unknown> {
  if (!event) return { measures: NOT_STATED };
  const fines = source.outcome?.administrative_fines?.filter(({ amount_cny: amount }) => amount) ?? [];
  const first = !event.fine;
  const fine = event.fine ?? fines[0];
  const confiscated = source.outcome?.confiscated_cny;
  const measures = [
    ...(fine && fines.length > 1 ? [`对${fine.payer ?? '未载明的当事人'}罚款${fine.amount_cny}元`] : []),
    ...(first && confiscated ? [`没收${confiscated}元`] : []),
    ...(first ? measuresOfPenalty(source) : []),
  ];
  return {
    measures: join(
      [detail, ...measures].filter((text) => text !== NOT_STATED),
      '；',
    ),
    amount: fine?.amount_cny ?? undefined,
  };
}

/** The fields of the table of acts that a published case can speak of, by name; undefined where it does not. */
export function toldFields(source: PublishedCase, planned: PlannedAct): Record<string, unknown> {
  const { conduct, place } = source;
  const tells = (name: RegExp) => eventsNamed(source, name).length > 0;
  const detail = detailOf(planned);
  const summary = conduct?.summary ?? NOT_STATED;
  const law = lawOf(source);
  return {
    title: source.title,
    placeCode: place?.gb2260,
    placeText: place?.text ?? undefined,
    kinds: falsificationCodesOf(conduct?.kinds ?? []),
    summary,
    conductEndedOn: /^\d{4}-\d\d-\d\d$/.exec(conduct?.period_to ?? '')?.[0],
    facts: summary,
    mainBasis: conduct?.summary ?? detail,
    offence: law.crime,
    suspectedOffence: law.crime,
    legalBasis: law.penalty,
    contactOfficer: NOT_STATED,
    contactPhone: NOT_STATED,
    sealed: true,
    subject: tells(/^notice$/) ? 'CENSURE' : tells(/^penalty$/) ? 'PENALTY' : 'OTHER',
    court: courtElsewhere(source),
    verdict: verdictOf(source),
    trialAt: planned.occurredAt,
    ...FIELDS_OF_ACT[planned.act]?.({ source, planned, detail }),
    detail,
  };
}

interface Told {
  readonly source: PublishedCase;
  readonly planned: PlannedAct;
  readonly detail: string;
}
const penalty = ({ source, planned, detail }: Told) => penaltyOf(source, planned, detail);
const notProsecuted = ({ source }: Told) => ({ persons: personsWith(source, /不起诉/) });
/** Fields whose meaning depends on the act. */
const FIELDS_OF_ACT: Readonly<Partial<Record<ActName, (told: Told) => Record<string, unknown>>>> = {
  imposePenalty: penalty,
  penaliseInstitution: penalty,
  recordHandling: penalty,
  transferForDetention: ({ source }) => ({ person: personsWith(source, /行政拘留/)?.join('、') }),
  decideDetention: ({ source }) => {
    const days = /拘留(\d+)日/.exec(source.persons?.map((person) => person.outcome ?? '').join('') ?? '')?.[1];
    return { days: days ? Number(days) : undefined, legalBasis: lawOf(source).detention };
  },
  detainSuspect: ({ source }) => ({ suspects: personsWith(source, /刑事拘留|刑拘/) }),
  requestArrest: ({ source }) => ({ suspects: personsWith(source, /逮捕/) }),
  severCase: notProsecuted,
  declineSevered: notProsecuted,
  pronounceJudgment: ({ source, detail }) => ({ summary: sentencesOf(source).join('；') || detail }),
  pronounceCivilJudgment: ({ detail }) => ({ summary: detail }),
  annulAdministrativeAct: ({ source, detail }) => ({ reasons: source.conduct?.summary ?? detail }),
};
