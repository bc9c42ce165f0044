import type { ActRow } from './act.ts';

const H17 = '环环监〔2017〕17号';
const A853 = '公治〔2014〕853号';

/** Acts of public security. */
export const PUBLIC_SECURITY_ACTS = {
  acceptCase: {
    zh: '受案', en: 'Accept the case', article: `${H17} art. 7`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { criminal: { from: ['TRANSFERRED'], to: 'ACCEPTED' } },
    documents: ['ACCEPTANCE_RECEIPT'],
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
  },
  giveIncompleteNotice: {
    zh: '告知材料不全', en: 'Give notice of incomplete materials', article: `${H17} art. 8`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { criminal: { from: ['ACCEPTED'] }, materials: { from: ['NONE', 'SUPPLEMENTED'], to: 'INCOMPLETE' } },
    documents: ['INCOMPLETE_NOTICE'],
    payload: { missing: { kind: 'texts', zh: '需要补正的材料' } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
  },
  extendForVerification: {
    zh: '线索需要查证', en: 'Clue needs verification', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { criminal: { from: ['ACCEPTED'] } },
    payload: { reasons: { kind: 'text', zh: '需要查证的理由' } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
  },
  extendAsMajor: {
    zh: '重大疑难复杂延长', en: 'Extend as major, difficult or complex', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['HEAD'],
    moves: { criminal: { from: ['ACCEPTED'] } },
    documents: ['APPROVAL_RECORD'],
    payload: { reasons: { kind: 'text', zh: '延长的理由' } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
  },
  fileCase: {
    zh: '立案', en: 'File the case', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'],
    moves: { criminal: { from: ['ACCEPTED'], to: 'FILED' }, notice: { from: ['NONE', 'GIVEN'], to: 'DUE' } },
    payload: { offence: { kind: 'text', zh: '立案罪名' } },
    entryDuty: 'H17-34-2',
  },
  refuseFiling: {
    zh: '不予立案', en: 'Refuse to file', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'],
    moves: { criminal: { from: ['ACCEPTED'], to: 'FILING_REFUSED' }, notice: { from: ['NONE', 'GIVEN'], to: 'DUE' } },
    payload: { reasons: { kind: 'text', zh: '不予立案的理由' } },
    entryDuty: 'H17-34-2',
  },
  returnCase: {
    zh: '退回', en: 'Return what is not police business', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { criminal: { from: ['ACCEPTED'], to: 'RETURNED' } },
    documents: ['RETURN_NOTICE'],
    payload: { reasons: { kind: 'text', zh: '退回的理由' } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
  },
  withdrawCase: {
    zh: '撤销案件', en: 'Withdraw the case', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['HEAD'],
    moves: { criminal: { from: ['FILED'], to: 'WITHDRAWN' }, notice: { from: ['NONE', 'GIVEN'], to: 'DUE' } },
    payload: { reasons: { kind: 'text', zh: '撤销案件的理由' } },
    entryDuty: 'H17-34-2',
  },
  notifyDecision: {
    zh: '书面通知', en: 'Notify the decision in writing', article: `${H17} art. 9`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { criminal: { from: ['FILED', 'FILING_REFUSED', 'WITHDRAWN'] }, notice: { from: ['DUE'], to: 'GIVEN' } },
    documents: ['FILING_NOTICE'],
    payload: { reasons: { kind: 'text', zh: '决定内容及理由' }, filesReturned: { kind: 'boolean', zh: '案卷材料已退回', optional: true } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
  },
  upholdRefusal: {
    zh: '复议维持', en: 'Uphold the refusal', article: `${H17} art. 11`, by: 'PUBLIC_SECURITY', roles: ['HEAD'],
    moves: { reconsideration: { from: ['REQUESTED'], to: 'UPHELD' } },
    documents: ['RECONSIDERATION_DECISION'],
    payload: { reasons: { kind: 'text', zh: '维持的理由' } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-2',
  },
  overturnRefusal: {
    zh: '复议改为立案', en: 'Overturn the refusal', article: `${H17} art. 11`, by: 'PUBLIC_SECURITY', roles: ['HEAD'],
    moves: {
      criminal: { from: ['FILING_REFUSED'], to: 'FILED' },
      notice: { from: ['GIVEN'] },
      reconsideration: { from: ['REQUESTED'], to: 'OVERTURNED' },
    },
    documents: ['RECONSIDERATION_DECISION'],
    payload: { reasons: { kind: 'text', zh: '理由' } },
    to: ['ENVIRONMENT'], cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-2',
  },
  explainReasons: {
    zh: '说明不立案理由', en: 'Explain the reasons for not filing', article: '公安机关办理刑事案件程序规定 art. 182', by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'],
    moves: { supervision: { from: ['REASONS_DEMANDED'], to: 'REASONS_GIVEN' } },
    documents: ['REASONS'],
    payload: { reasons: { kind: 'text', zh: '不立案的理由' } },
    to: ['PROCURATORATE'],
  },
  fileOnOrder: {
    zh: '按通知立案', en: 'File on the order of the procuratorate', article: '公安机关办理刑事案件程序规定 art. 182', by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'], to: 'FILED' },
      notice: { from: ['NONE', 'DUE', 'GIVEN'], to: 'DUE' },
      supervision: { from: ['FILING_ORDERED'], to: 'FILED_ON_ORDER' },
    },
    payload: { offence: { kind: 'text', zh: '立案罪名' } },
    to: ['PROCURATORATE'],
    entryDuty: 'H17-34-2',
  },
  transferForProsecution: {
    zh: '移送审查起诉', en: 'Transfer for prosecution', article: '刑事诉讼法 art. 162', by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'],
    moves: { criminal: { from: ['FILED', 'UNDER_SUPPLEMENTARY_INVESTIGATION'], to: 'UNDER_REVIEW' } },
    documents: ['PROSECUTION_OPINION'],
    payload: { offence: { kind: 'text', zh: '涉嫌罪名' } },
    to: ['PROCURATORATE'], cc: ['ENVIRONMENT'],
    entryDuty: 'H17-34-2',
  },
  acceptDetentionCase: {
    zh: '受理行政拘留案件', en: 'Accept the detention case', article: `${A853} art. 13`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { detention: { from: ['TRANSFERRED'], to: 'ACCEPTED' } },
    to: ['ENVIRONMENT'],
  },
  requestDetentionSupplement: {
    zh: '要求补充移送', en: 'Ask for supplementary transfer', article: `${A853} art. 13`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { detention: { from: ['ACCEPTED'] } },
    payload: { missing: { kind: 'texts', zh: '需要补充的材料' } },
    to: ['ENVIRONMENT'],
  },
  decideDetention: {
    zh: '决定行政拘留', en: 'Decide administrative detention', article: `${A853} art. 14`, by: 'PUBLIC_SECURITY', roles: ['HEAD'],
    moves: { detention: { from: ['ACCEPTED'], to: 'DECIDED' } },
    documents: ['DETENTION_DECISION'],
    payload: { days: { kind: 'number', zh: '拘留日数', optional: true }, legalBasis: { kind: 'text', zh: '依据' } },
  },
  copyDetentionDecision: {
    zh: '抄送拘留决定', en: 'Copy the detention decision', article: `${A853} art. 14`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { detention: { from: ['DECIDED'], to: 'COPIED' } },
    documents: ['DETENTION_DECISION'],
    to: ['ENVIRONMENT'],
  },
  returnDetentionCase: {
    zh: '退回行政拘留案件', en: 'Return the detention case', article: `${A853} art. 15`, by: 'PUBLIC_SECURITY', roles: ['OFFICER'],
    moves: { detention: { from: ['ACCEPTED'], to: 'RETURNED' } },
    documents: ['RETURN_NOTICE'],
    payload: { reasons: { kind: 'text', zh: '退回的理由' } },
    to: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;
