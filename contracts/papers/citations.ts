import { documentsOf } from '../acts/act.ts';
import { DOCUMENTS, isDocumentName } from '../acts/documents.ts';
import { ACTS, type ActName } from '../acts/index.ts';
import type { EarlierAct, PaperFacts } from './paper.ts';
import { dateZh } from './wording.ts';

/** The latest earlier act of one of these names. */
export const lastOf = ({ earlier }: Pick<PaperFacts, 'earlier'>, ...acts: readonly string[]): EarlierAct | null =>
  earlier.findLast(({ act }) => acts.includes(act)) ?? null;

/** The facts without the acts before the latest of these: what belongs to an earlier round is not cited. */
export const since = <F extends Pick<PaperFacts, 'earlier'>>(facts: F, ...acts: readonly string[]): F => ({
  ...facts,
  earlier: facts.earlier.slice(facts.earlier.findLastIndex(({ act }) => acts.includes(act)) + 1),
});

const DECISIONS = [
  'fileCase',
  'fileOnOrder',
  'overturnRefusal',
  'turnCriminal',
  'refuseFiling',
  'withdrawCase',
  'withdrawOnOrder',
];
export type FilingDecision = 'FILED' | 'REFUSED' | 'WITHDRAWN';
export interface FiledDecision {
  readonly decision: FilingDecision;
  readonly act: EarlierAct | null;
}
/** The decision on filing that stands: the latest on the case. */
export function filingDecision(facts: Pick<PaperFacts, 'earlier'>): FiledDecision {
  const act = lastOf(facts, ...DECISIONS);
  if (act?.act === 'refuseFiling') return { decision: 'REFUSED', act };
  if (act && (act.act === 'withdrawCase' || (act.act as string) === 'withdrawOnOrder'))
    return { decision: 'WITHDRAWN', act };
  return { decision: 'FILED', act };
}
export const FILING_TITLES: Readonly<Record<FilingDecision, string>> = {
  FILED: '立案通知书',
  REFUSED: '不予立案通知书',
  WITHDRAWN: '撤销案件通知书',
};
/** Titles that depend on the act which the document belongs to. */
const TITLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  REASONS: { explainReasons: '不立案理由说明书', explainFilingReasons: '立案理由说明书' },
  PROSECUTION_NOTICE: { indict: '提起公诉告知书', notifyNonProsecution: '不起诉告知书' },
  OPINION_REPLY: { replyToOpinion: '检察意见回复函', replyToAdvice: '检察建议回复函' },
  CLUE_LETTER: { referClue: '案件线索移送函', referToQualitySupervision: '案件移送函' },
  DETENTION_APPROVAL: { approveDetentionTransfer: '案件移送审批表' },
  TRANSFER_OPINION: { adviseTransfer: '检察意见书' },
};
/** The title a document bears in its act; `before` are the acts until then. */
export function titleOf(name: string, act: ActName, before: readonly EarlierAct[]): string {
  if (name === 'FILING_NOTICE') return FILING_TITLES[filingDecision({ earlier: before }).decision];
  return TITLES[name]?.[act] ?? (isDocumentName(name) ? DOCUMENTS[name].zh : name);
}

export const rightsNoticeTitle = ({ hearing }: Readonly<Record<string, unknown>>): string =>
  hearing === true ? '行政处罚听证告知书' : '行政处罚事先告知书';

/** An earlier act by the date, title and number of its document: 2026年2月13日《案件移送书》（长环移字〔2026〕3号）. */
export function cite({ earlier }: Pick<PaperFacts, 'earlier'>, act: EarlierAct, document?: string): string {
  // the row's first document is the act itself; the officer may have named others before it
  const names = document ? [document, ...documentsOf(ACTS[act.act])] : documentsOf(ACTS[act.act]);
  const found = names.map((name) => act.documents.find((one) => one.name === name)).find(Boolean) ?? act.documents[0];
  const date = dateZh(act.occurredAt, act.precision);
  if (!found) return date;
  const title =
    found.name === 'RIGHTS_NOTICE'
      ? rightsNoticeTitle(act.payload)
      : titleOf(found.name, act.act, earlier.slice(0, earlier.indexOf(act)));
  return `${date}《${title}》${found.number ? `（${found.number}）` : ''}`;
}
/** Cites the latest of these acts, if the issuer knows one. */
export function citeLast(facts: PaperFacts, ...acts: readonly string[]): string | null {
  const act = lastOf(facts, ...acts);
  return act ? cite(facts, act) : null;
}
/** What a reply answers. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  answerPolice: ['askTechnicalAdvice'],
  answerProcuratorate: ['askTechnicalOpinion'],
  replyToConsultation: ['askPolice'],
  replyAsProcuratorate: ['askProcuratorate'],
  reportFurtherInquiry: ['askFurtherInquiry'],
  suspendQualification: ['referToQualitySupervision'],
  penaliseInstitution: ['referToQualitySupervision'],
  recordRevocation: ['referToQualitySupervision'],
};
/** The earlier act that this one answers, if it is a reply. */
export const answered = (facts: PaperFacts): EarlierAct | null => lastOf(facts, ...(ANSWERS[facts.act] ?? []));
