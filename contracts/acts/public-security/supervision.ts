import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { ANSWERED_BY_FILING } from '../tracks.ts';

const PSR = '公安机关办理刑事案件程序规定';
const LJ = '高检会〔2010〕5号';
const police = { by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'] } as const;
const head = { by: 'PUBLIC_SECURITY', roles: ['HEAD'] } as const;
/** 高检会〔2010〕5号 art. 7: with copies of the evidence. */
const copies = { materials: { kind: 'materials', zh: '有关证据材料复印件' } } as const;
const outside = { outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' } } as const;
/** Answers to the supervision of the procuratorate. */
export const SUPERVISION_ACTS = {
  explainReasons: {
    zh: '说明不立案理由',
    en: 'Explain the reasons for not filing',
    article: `${PSR} art. 182`,
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER', 'HEAD'],
    moves: { supervision: { from: ['REASONS_DEMANDED'], to: 'REASONS_GIVEN' } },
    documents: ['REASONS'],
    payload: { ...reasons('不立案的理由'), ...copies },
    to: ['PROCURATORATE'],
  },
  fileOnOrder: {
    zh: '按通知立案',
    en: 'File on the order of the procuratorate',
    article: `${PSR} art. 182`,
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER', 'HEAD'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'], to: 'FILED' },
      notice: { from: ['NONE', 'DUE', 'GIVEN'], to: 'DUE' },
      supervision: { from: ['FILING_ORDERED'], to: 'FILED_ON_ORDER' },
      reconsideration: ANSWERED_BY_FILING,
    },
    // a copy of the decision goes to the procuratorate
    documents: ['FILING_DECISION'],
    payload: { offence: { kind: 'text', zh: '立案罪名' } },
    to: ['PROCURATORATE'],
    cc: ['ENVIRONMENT'],
    entryDuty: 'H17-34-2',
  },
  explainFilingReasons: {
    zh: '说明立案理由',
    en: 'Explain the reasons for filing',
    article: `${LJ} art. 7`,
    ...police,
    moves: { withdrawalSupervision: { from: ['REASONS_DEMANDED'], to: 'REASONS_GIVEN' } },
    documents: ['REASONS'],
    payload: { ...reasons('立案的理由'), ...copies },
    to: ['PROCURATORATE'],
  },
  withdrawOnOrder: {
    zh: '按通知撤销案件',
    en: 'Withdraw the case on the order of the procuratorate',
    article: `${LJ} art. 9?`,
    ...head,
    moves: {
      criminal: { from: ['FILED'], to: 'WITHDRAWN' },
      notice: { from: ['NONE', 'DUE', 'GIVEN'], to: 'DUE' },
      withdrawalSupervision: {
        from: ['WITHDRAWAL_ORDERED', 'ORDER_UPHELD', 'ORDER_CONFIRMED'],
        to: 'WITHDRAWN_ON_ORDER',
      },
    },
    payload: reasons('撤销案件的理由'),
    to: ['PROCURATORATE'],
    entryDuty: 'H17-34-2',
  },
  objectToWithdrawalOrder: {
    zh: '要求复议撤案通知',
    en: 'Ask for reconsideration of the order to withdraw',
    article: `${LJ} art. 10?`,
    ...head,
    moves: { withdrawalSupervision: { from: ['WITHDRAWAL_ORDERED'], to: 'OBJECTED' } },
    notAfter: { rule: 'LJ-10a', since: 'withdrawalSupervision' },
    documents: ['WITHDRAWAL_OBJECTION'],
    payload: reasons('要求复议的理由'),
    to: ['PROCURATORATE'],
  },
  requestSuperiorReview: {
    zh: '提请上级检察院复核',
    en: 'Ask the superior procuratorate for review',
    article: `${LJ} art. 10?`,
    ...head,
    moves: { withdrawalSupervision: { from: ['ORDER_UPHELD'], to: 'REVIEW_REQUESTED' }, ...outside },
    notAfter: { rule: 'LJ-10c', since: 'withdrawalSupervision' },
    documents: ['SUPERIOR_REVIEW_REQUEST'],
    payload: reasons('提请复核的理由'),
    to: ['PROCURATORATE'],
    external: ['SUPERIOR_PROCURATORATE'],
  },
  requestRecheck: {
    zh: '对纠正违法通知申请复查',
    en: 'Ask for a recheck of the correction notice',
    article: '人民检察院刑事诉讼规则 art. 554',
    ...head,
    moves: { correction: { from: ['NOTIFIED'], to: 'RECHECK_REQUESTED' } },
    payload: reasons('申请复查的理由'),
    to: ['PROCURATORATE'],
  },
  reportCorrected: {
    zh: '回复纠正情况',
    en: 'Report that the illegality is corrected',
    article: '人民检察院刑事诉讼规则 art. 552',
    ...police,
    moves: { correction: { from: ['NOTIFIED', 'UPHELD'], to: 'CORRECTED' } },
    payload: { result: { kind: 'text', zh: '纠正情况' } },
    to: ['PROCURATORATE'],
  },
} as const satisfies Record<string, ActRow>;
