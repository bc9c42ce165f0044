import type { DocumentName } from '../acts/documents.ts';

/** S read in a source, K known as the usual form, ? unsure: to be set by the agency in the overrides. */
export type Confidence = 'S' | 'K' | '?';
export interface SeriesMark {
  /** stands before 字 in the number: 罚 in 长环罚字〔2025〕23号 */
  readonly mark: string;
  readonly confidence: Confidence;
}
const sure = (mark: string): SeriesMark => ({ mark, confidence: 'S' });
const known = (mark: string): SeriesMark => ({ mark, confidence: 'K' });
const unsure = (mark: string): SeriesMark => ({ mark, confidence: '?' });

/** 文种代字 of every document the hub draws up; documents with the same mark share a series. */
export const SERIES_MARKS = {
  TRANSFER_REPORT: unsure('移报'),
  TRANSFER_APPROVAL_FORM: unsure('移审'),
  TRANSFER_LETTER: unsure('移'),
  MATERIALS_LIST: unsure('移材'),
  ITEMS_LIST: unsure('物清'),
  SUPPLEMENT_LETTER: unsure('补函'),
  IMPOSSIBILITY_EXPLANATION: unsure('补说'),
  INVESTIGATION_REPORT: unsure('补查'),
  TRANSFER_WITHDRAWAL: unsure('撤移'),
  HANDOVER_RECORD: unsure('交清'),
  RECONSIDERATION_REQUEST: unsure('复申'),
  SUPERVISION_SUGGESTION: unsure('监建'),
  EXECUTION_REPORT: unsure('检执'),
  CONSULTATION_LETTER: unsure('询'),
  CONSULTATION_REPLY: unsure('询复'),
  JOINT_SUPERVISION_NOTICE: unsure('督办'),
  UPWARD_REPORT: unsure('报'),
  DUTY_CRIME_CLUE_LETTER: unsure('职移'),
  PUBLIC_INTEREST_CLUE_LETTER: unsure('公益'),
  PENALTY_FILING_FORM: unsure('立'),
  PRESERVATION_NOTICE: unsure('登存'),
  SEIZURE_DECISION: unsure('查扣'),
  SEIZURE_RELEASE: unsure('解查'),
  RIGHTS_NOTICE: known('罚告'),
  HEARING_NOTICE: unsure('听通'),
  PENALTY_DECISION: sure('罚'),
  SPOT_PENALTY_DECISION: unsure('当罚'),
  NO_PENALTY_DECISION: unsure('不罚'),
  SERVICE_RECEIPT: unsure('送'),
  DEFERRAL_DECISION: unsure('缓罚'),
  URGING_NOTICE: unsure('催'),
  ENFORCEMENT_APPLICATION: unsure('强执'),
  CORRECTION_ORDER: unsure('责改'),
  DAILY_PENALTY_DECISION: unsure('连罚'),
  CENSURE_NOTICE: unsure('通报'),
  DETENTION_APPROVAL: unsure('拘审'),
  DETENTION_TRANSFER_LETTER: unsure('拘移'),
  NEGOTIATION_NOTICE: unsure('磋告'),
  OPINION_REPLY: unsure('检复'),
  ACCEPTANCE_RECEIPT: known('受案'),
  INCOMPLETE_NOTICE: unsure('补通'),
  SUPPLEMENTARY_INVESTIGATION_OPINION: unsure('补查'),
  APPROVAL_RECORD: unsure('延批'),
  PASS_ON_NOTICE: unsure('移案'),
  RETURN_NOTICE: unsure('退案'),
  FILING_NOTICE: known('立'),
  NON_FILING_NOTICE: known('不立'),
  CASE_WITHDRAWAL_NOTICE: unsure('撤案'),
  HAND_BACK_LETTER: unsure('移行'),
  RECONSIDERATION_DECISION: unsure('刑复'),
  REASONS: unsure('理由'),
  WITHDRAWAL_OBJECTION: unsure('要复'),
  SUPERIOR_REVIEW_REQUEST: unsure('提核'),
  TRANSFER_OPINION: unsure('移意'),
  REASONS_DEMAND: unsure('不立'),
  FILING_REASONS_DEMAND: unsure('立由'),
  FILING_ORDER: unsure('通立'),
  WITHDRAWAL_ORDER: unsure('通撤'),
  URGING_LETTER: unsure('催办'),
  SUPERVISION_RESULT_NOTICE: unsure('监告'),
  CORRECTION_NOTICE: unsure('纠违'),
  PROSECUTION_NOTICE: unsure('诉告'),
  PROCURATORIAL_OPINION: unsure('检意'),
  PROCURATORIAL_SUGGESTION: unsure('检建'),
  SUIT_NOTICE: unsure('公告'),
  CLUE_LETTER: unsure('案移'),
  SUSPENSION_DECISION: unsure('责改'),
  REVOCATION_DECISION: unsure('撤资'),
  QUALITY_PENALTY_DECISION: unsure('罚'),
} as const satisfies Partial<Record<DocumentName, SeriesMark>>;
export type NumberedDocument = keyof typeof SERIES_MARKS;
