import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';

const A853 = '公治〔2014〕853号';

/** Administrative detention (853号) and what turns out to be a crime. */
export const DETENTION_ACTS = {
  acceptDetentionCase: {
    zh: '受理行政拘留案件',
    en: 'Accept the detention case',
    article: `${A853} art. 13`,
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER'],
    moves: { detention: { from: ['TRANSFERRED'], to: 'ACCEPTED' } },
    to: ['ENVIRONMENT'],
  },
  requestDetentionSupplement: {
    zh: '要求补充移送',
    en: 'Ask for supplementary transfer',
    article: `${A853} art. 13`,
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER'],
    moves: { detention: { from: ['ACCEPTED'] } },
    payload: { missing: { kind: 'texts', zh: '需要补充的材料' } },
    to: ['ENVIRONMENT'],
  },
  decideDetention: {
    zh: '决定行政拘留',
    en: 'Decide administrative detention',
    article: `${A853} art. 14`,
    by: 'PUBLIC_SECURITY',
    roles: ['HEAD'],
    moves: { detention: { from: ['ACCEPTED'], to: 'DECIDED' } },
    documents: ['DETENTION_DECISION'],
    payload: { days: { kind: 'number', zh: '拘留日数', optional: true }, legalBasis: { kind: 'text', zh: '依据' } },
  },
  copyDetentionDecision: {
    zh: '抄送拘留决定',
    en: 'Copy the detention decision',
    article: `${A853} art. 14`,
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER'],
    moves: { detention: { from: ['DECIDED'], to: 'COPIED' } },
    documents: ['DETENTION_DECISION'],
    to: ['ENVIRONMENT'],
  },
  returnDetentionCase: {
    zh: '退回行政拘留案件',
    en: 'Return the detention case',
    article: `${A853} art. 15`,
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER'],
    moves: { detention: { from: ['ACCEPTED'], to: 'RETURNED' } },
    documents: ['RETURN_NOTICE'],
    payload: { reasons: { kind: 'text', zh: '退回的理由' } },
    to: ['ENVIRONMENT'],
  },
  extendDetentionCase: {
    zh: '延长治安案件办理期限',
    en: 'Extend the time for the public-security case',
    article: '治安管理处罚法(2025) art. 118',
    by: 'PUBLIC_SECURITY',
    roles: ['HEAD'],
    moves: { detention: { from: ['ACCEPTED'] } },
    payload: reasons('延长的理由及批准机关'),
  },
  turnCriminal: {
    zh: '行政案件转为刑事案件立案',
    en: 'File as a criminal case what came for detention',
    article: '刑事诉讼法(2018) art. 109',
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER', 'HEAD'],
    moves: {
      detention: { from: ['ACCEPTED', 'DECIDED', 'COPIED'], to: 'TURNED_CRIMINAL' },
      criminal: { from: ['NONE', 'ACCEPTED', 'FILING_REFUSED', 'RETURNED'], to: 'FILED' },
      notice: { from: ['NONE', 'GIVEN'], to: 'DUE' },
    },
    payload: { offence: { kind: 'text', zh: '立案罪名' }, ...reasons('转为刑事案件的理由') },
    to: ['ENVIRONMENT'],
    cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-2',
  },
} as const satisfies Record<string, ActRow>;
