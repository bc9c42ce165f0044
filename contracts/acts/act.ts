import type { Agency, Reader, Role } from '../agencies.ts';
import type { CaseState, State, Track } from './tracks.ts';

/** What an act must carry besides the words every act has; the mutation's input type is made from it. */
export interface FieldSpec {
  readonly kind:
    | 'text'
    | 'texts'
    | 'number'
    | 'money'
    | 'boolean'
    | 'instant'
    | 'date'
    | 'documentNumber'
    | 'uscc'
    | 'id'
    | 'ids'
    | 'choice'
    | 'parties'
    | 'materials'
    | 'file';
  readonly zh: string;
  readonly optional?: true;
  /** the values of a `choice` and their Chinese names */
  readonly values?: Readonly<Record<string, string>>;
  /** the checklist `materials` are held against; the act is refused while one of them is missing */
  readonly complete?: 'H17_ARTICLE_6' | 'A853_ARTICLE_11';
}

/** Where an act leads on one track: from any state of `from` (never `*`) to `to`; without `to` it only requires. */
export type Move<T extends Track = Track> = { readonly from: readonly State<T>[]; readonly to?: State<T> };
export type Moves = { readonly [T in Track]?: Move<T> };

export interface ActRow {
  readonly zh: string;
  readonly en: string;
  /** instrument and article the act rests on */
  readonly article: string;
  readonly by: Agency;
  readonly roles: readonly Role[];
  readonly moves: Moves;
  /** documents (文书) the article names; each must be named with its number or its evidence */
  readonly documents?: readonly DocumentName[];
  readonly payload?: Readonly<Record<string, FieldSpec>>;
  readonly to?: readonly Agency[];
  readonly cc?: readonly (Agency | Reader)[];
  /** the act opens a case that nobody registered yet */
  readonly opens?: true;
  /** 17号 art. 34: must be entered on the sharing platform within the statute's days of the decision */
  readonly entryDuty?: 'H17-34-1' | 'H17-34-2' | 'H17-34-3';
}

/** 文书 by English name; the Chinese name is what officers see. */
export const DOCUMENTS = {
  TRANSFER_REPORT: '移送涉嫌环境犯罪案件书面报告',
  TRANSFER_LETTER: '案件移送书',
  ACCEPTANCE_RECEIPT: '接受案件回执',
  INCOMPLETE_NOTICE: '补正材料通知',
  APPROVAL_RECORD: '县级以上公安机关负责人批准记录',
  FILING_NOTICE: '立案/不予立案/撤销案件通知书',
  HANDOVER_RECORD: '移交记录',
  RECONSIDERATION_REQUEST: '复议申请书',
  RECONSIDERATION_DECISION: '复议决定书',
  SUPERVISION_SUGGESTION: '立案监督建议书',
  REASONS_DEMAND: '要求说明不立案理由通知书',
  REASONS: '不立案理由说明书',
  FILING_ORDER: '通知立案书',
  PROSECUTION_OPINION: '起诉意见书',
  INVESTIGATION_OUTLINE: '补充侦查提纲',
  INDICTMENT: '起诉书',
  NON_PROSECUTION_DECISION: '不起诉决定书',
  JUDGMENT: '判决书',
  PENALTY_DECISION: '行政处罚决定书',
  DETENTION_APPROVAL: '案件移送审批单',
  DETENTION_DECISION: '行政拘留处罚决定书',
  RETURN_NOTICE: '退回案件书面通知',
} as const;
export type DocumentName = keyof typeof DOCUMENTS;

export type { CaseState };
