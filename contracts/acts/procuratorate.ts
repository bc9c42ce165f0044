import type { ActRow } from './act.ts';

const CPL = '刑事诉讼法(2018)';

/** Acts of the procuratorate. */
export const PROCURATORATE_ACTS = {
  demandReasons: {
    zh: '要求说明不立案理由', en: 'Demand the reasons for not filing', article: `${CPL} art. 113`, by: 'PROCURATORATE', roles: ['OFFICER'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'] },
      supervision: { from: ['NONE', 'SUGGESTED'], to: 'REASONS_DEMANDED' },
    },
    documents: ['REASONS_DEMAND'],
    payload: { grounds: { kind: 'text', zh: '要求说明的事项' } },
    to: ['PUBLIC_SECURITY'],
  },
  acceptReasons: {
    zh: '认定理由成立', en: 'Find the reasons sustained', article: '环环监〔2017〕17号 art. 15', by: 'PROCURATORATE', roles: ['OFFICER'],
    moves: { supervision: { from: ['REASONS_GIVEN'], to: 'REASONS_ACCEPTED' } },
    payload: { reasons: { kind: 'text', zh: '认定意见' } },
    to: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  orderFiling: {
    zh: '通知立案', en: 'Order filing', article: `${CPL} art. 113`, by: 'PROCURATORATE', roles: ['HEAD'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'] },
      supervision: { from: ['REASONS_DEMANDED', 'REASONS_GIVEN'], to: 'FILING_ORDERED' },
    },
    documents: ['FILING_ORDER'],
    payload: { reasons: { kind: 'text', zh: '通知立案的理由' } },
    to: ['PUBLIC_SECURITY'], cc: ['ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  returnForInvestigation: {
    zh: '退回补充侦查', en: 'Return for supplementary investigation', article: `${CPL} art. 175`, by: 'PROCURATORATE', roles: ['OFFICER'],
    moves: { criminal: { from: ['UNDER_REVIEW'], to: 'UNDER_SUPPLEMENTARY_INVESTIGATION' } },
    documents: ['INVESTIGATION_OUTLINE'],
    payload: { reasons: { kind: 'text', zh: '补充侦查的事项' } },
    to: ['PUBLIC_SECURITY'],
  },
  indict: {
    zh: '提起公诉', en: 'Indict', article: `${CPL} art. 176`, by: 'PROCURATORATE', roles: ['OFFICER', 'HEAD'],
    moves: { criminal: { from: ['UNDER_REVIEW'], to: 'INDICTED' } },
    documents: ['INDICTMENT'],
    payload: { offence: { kind: 'text', zh: '起诉罪名' } },
    to: ['COURT'], cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  declineProsecution: {
    zh: '不起诉', en: 'Decide not to prosecute', article: `${CPL} art. 177`, by: 'PROCURATORATE', roles: ['HEAD'],
    moves: { criminal: { from: ['UNDER_REVIEW'], to: 'NOT_PROSECUTED' }, notice: { from: ['NONE', 'GIVEN'], to: 'DUE' } },
    documents: ['NON_PROSECUTION_DECISION'],
    payload: { reasons: { kind: 'text', zh: '不起诉的理由' } },
    to: ['PUBLIC_SECURITY'],
    entryDuty: 'H17-34-3',
  },
  notifyNonProsecution: {
    zh: '不起诉告知', en: 'Notify the non-prosecution', article: '环环监〔2017〕17号 art. 18', by: 'PROCURATORATE', roles: ['OFFICER'],
    moves: { criminal: { from: ['NOT_PROSECUTED'] }, notice: { from: ['DUE'], to: 'GIVEN' } },
    documents: ['NON_PROSECUTION_DECISION'],
    payload: { opinion: { kind: 'text', zh: '检察意见（建议行政处罚）', optional: true } },
    to: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;
