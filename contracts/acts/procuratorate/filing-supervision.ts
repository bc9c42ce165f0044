import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';

const CPL = '刑事诉讼法(2018)';
const H17 = '环环监〔2017〕17号';
const LJ = '高检会〔2010〕5号';
const officer = { by: 'PROCURATORATE', roles: ['OFFICER'] } as const;
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;
/** Public security has the case and has not filed it. */
const notFiled = {
  criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'] },
} as const;

/** Supervision of filing and withdrawal. */
export const FILING_SUPERVISION_ACTS = {
  demandReasons: {
    zh: '要求说明不立案理由',
    en: 'Demand the reasons for not filing',
    article: `${CPL} art. 113`,
    ...officer,
    moves: {
      ...notFiled,
      // on its own motion too, and anew when the case is refused, withdrawn or late again
      supervision: {
        from: ['NONE', 'SUGGESTED', 'REASONS_ACCEPTED', 'RESULT_TOLD', 'FILED_ON_ORDER'],
        to: 'REASONS_DEMANDED',
      },
    },
    notBefore: [{ rule: 'H17-09a', since: 'criminal' }],
    documents: ['REASONS_DEMAND'],
    payload: { grounds: { kind: 'text', zh: '要求说明的事项' } },
    to: ['PUBLIC_SECURITY'],
  },
  acceptReasons: {
    zh: '认定理由成立',
    en: 'Find the reasons sustained',
    article: `${H17} art. 15`,
    ...officer,
    moves: { supervision: { from: ['REASONS_GIVEN'], to: 'REASONS_ACCEPTED' } },
    payload: { reasons: { kind: 'text', zh: '认定意见' } },
    to: ['PUBLIC_SECURITY'],
    entryDuty: 'H17-34-3',
  },
  tellSupervisionResult: {
    zh: '告知立案监督审查结果',
    en: 'Tell the bureau the result of the supervision',
    article: '人民检察院刑事诉讼规则 art. 562?',
    ...officer,
    // also when public security has filed by itself meanwhile
    moves: { supervision: { from: ['SUGGESTED', 'REASONS_ACCEPTED'], to: 'RESULT_TOLD' } },
    documents: ['SUPERVISION_RESULT_NOTICE'],
    payload: reasons('审查结论'),
    to: ['ENVIRONMENT'],
    cc: ['PUBLIC_SECURITY'],
  },
  orderFiling: {
    zh: '通知立案',
    en: 'Order filing',
    article: `${CPL} art. 113`,
    ...head,
    moves: { ...notFiled, supervision: { from: ['REASONS_DEMANDED', 'REASONS_GIVEN'], to: 'FILING_ORDERED' } },
    documents: ['FILING_ORDER'],
    payload: {
      ...reasons('通知立案的理由'),
      // 六部委规定 art. 18
      materials: { kind: 'materials', zh: '证明应当立案的材料' },
    },
    to: ['PUBLIC_SECURITY'],
    cc: ['ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  urgeInvestigation: {
    zh: '催办监督立案案件',
    en: 'Urge the investigation of a supervised case',
    article: `${LJ} art. 11?`,
    ...officer,
    moves: {
      criminal: { from: ['FILED', 'UNDER_SUPPLEMENTARY_INVESTIGATION'] },
      supervision: { from: ['FILED_ON_ORDER'] },
    },
    documents: ['URGING_LETTER'],
    payload: { grounds: { kind: 'text', zh: '催办事项' } },
    to: ['PUBLIC_SECURITY'],
  },
  demandFilingReasons: {
    zh: '要求说明立案理由',
    en: 'Demand the reasons for filing',
    article: `${LJ} art. 6`,
    ...officer,
    moves: {
      criminal: { from: ['FILED'] },
      withdrawalSupervision: { from: ['NONE', 'REASONS_ACCEPTED', 'ORDER_REVOKED'], to: 'REASONS_DEMANDED' },
    },
    documents: ['FILING_REASONS_DEMAND'],
    payload: { grounds: { kind: 'text', zh: '要求说明的事项' } },
    to: ['PUBLIC_SECURITY'],
  },
  acceptFilingReasons: {
    zh: '认定立案理由成立',
    en: 'Find the reasons for filing sustained',
    article: `${LJ} art. 8`,
    ...officer,
    moves: { withdrawalSupervision: { from: ['REASONS_GIVEN'], to: 'REASONS_ACCEPTED' } },
    payload: reasons('认定意见'),
    to: ['PUBLIC_SECURITY'],
  },
  orderWithdrawal: {
    zh: '通知撤销案件',
    en: 'Order the withdrawal of the case',
    article: `${LJ} art. 8`,
    ...head,
    moves: {
      criminal: { from: ['FILED'] },
      withdrawalSupervision: { from: ['REASONS_DEMANDED', 'REASONS_GIVEN'], to: 'WITHDRAWAL_ORDERED' },
    },
    documents: ['WITHDRAWAL_ORDER'],
    payload: reasons('通知撤销案件的理由'),
    to: ['PUBLIC_SECURITY'],
  },
  upholdWithdrawalOrder: {
    zh: '复议维持撤案通知',
    en: 'Uphold the order to withdraw',
    article: `${LJ} art. 10?`,
    ...head,
    moves: { withdrawalSupervision: { from: ['OBJECTED'], to: 'ORDER_UPHELD' } },
    payload: reasons('复议决定'),
    to: ['PUBLIC_SECURITY'],
  },
  revokeWithdrawalOrder: {
    zh: '复议撤销撤案通知',
    en: 'Revoke the order to withdraw',
    article: `${LJ} art. 10?`,
    ...head,
    moves: { withdrawalSupervision: { from: ['OBJECTED'], to: 'ORDER_REVOKED' } },
    payload: reasons('复议决定'),
    to: ['PUBLIC_SECURITY'],
  },
  recordReviewConfirmed: {
    zh: '登记上级复核维持',
    en: 'Record that the superior confirmed the order',
    article: `${LJ} art. 10?`,
    ...officer,
    moves: { withdrawalSupervision: { from: ['REVIEW_REQUESTED'], to: 'ORDER_CONFIRMED' } },
    payload: reasons('复核决定'),
    to: ['PUBLIC_SECURITY'],
  },
  recordReviewRevoked: {
    zh: '登记上级复核撤销',
    en: 'Record that the superior revoked the order',
    article: `${LJ} art. 10?`,
    ...officer,
    moves: { withdrawalSupervision: { from: ['REVIEW_REQUESTED'], to: 'ORDER_REVOKED' } },
    payload: reasons('复核决定'),
    to: ['PUBLIC_SECURITY'],
  },
  noticeCorrection: {
    zh: '通知纠正违法',
    en: 'Give notice to correct an illegality',
    article: '人民检察院刑事诉讼规则 art. 552',
    ...head,
    moves: {
      criminal: {
        from: [
          'TRANSFERRED',
          'ACCEPTED',
          'RETURNED',
          'FILED',
          'FILING_REFUSED',
          'WITHDRAWN',
          'UNDER_SUPPLEMENTARY_INVESTIGATION',
        ],
      },
      correction: { from: ['NONE', 'REVOKED', 'CORRECTED'], to: 'NOTIFIED' },
    },
    documents: ['CORRECTION_NOTICE'],
    payload: { illegality: { kind: 'text', zh: '违法情形' }, demand: { kind: 'text', zh: '纠正意见' } },
    to: ['PUBLIC_SECURITY'],
  },
  upholdCorrection: {
    zh: '复查维持纠正通知',
    en: 'Uphold the correction notice',
    article: '人民检察院刑事诉讼规则 art. 554',
    ...head,
    moves: { correction: { from: ['RECHECK_REQUESTED'], to: 'UPHELD' } },
    payload: reasons('复查意见'),
    to: ['PUBLIC_SECURITY'],
  },
  revokeCorrection: {
    zh: '撤销纠正通知',
    en: 'Revoke the correction notice',
    article: '人民检察院刑事诉讼规则 art. 554',
    ...head,
    moves: { correction: { from: ['RECHECK_REQUESTED'], to: 'REVOKED' } },
    payload: reasons('复查意见'),
    to: ['PUBLIC_SECURITY'],
  },
} as const satisfies Record<string, ActRow>;
