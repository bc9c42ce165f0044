import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';

const CPL = '刑事诉讼法(2018)';
const officer = { by: 'PROCURATORATE', roles: ['OFFICER'] } as const;
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;
const approved = {
  coercion: {
    from: ['ARREST_REFUSED', 'ON_BAIL', 'UNDER_SURVEILLANCE', 'RELEASED'],
    to: 'ARREST_APPROVED_AT_LARGE',
  },
} as const;

/** Answers to the objections of public security, and the decision not to prosecute taken back. */
export const OBJECTION_ACTS = {
  upholdArrestRefusal: {
    zh: '复议维持不批准逮捕决定',
    en: 'Uphold the refusal of arrest',
    article: `${CPL} art. 92`,
    ...head,
    moves: { arrestRefusal: { from: ['OBJECTED'], to: 'UPHELD' } },
    payload: reasons('复议决定'),
    to: ['PUBLIC_SECURITY'],
  },
  changeArrestRefusal: {
    zh: '复议改为批准逮捕',
    en: 'Change the refusal and approve the arrest',
    article: `${CPL} art. 92`,
    ...head,
    moves: { ...approved, arrestRefusal: { from: ['OBJECTED'], to: 'CHANGED' } },
    documents: ['ARREST_DECISION'],
    payload: reasons('复议决定'),
    to: ['PUBLIC_SECURITY'],
    entryDuty: 'H17-34-3',
  },
  recordArrestReviewConfirmed: {
    zh: '登记上级复核维持不批准逮捕决定',
    en: 'Record that the superior confirmed the refusal of arrest',
    article: `${CPL} art. 92`,
    ...officer,
    moves: { arrestRefusal: { from: ['REVIEW_REQUESTED'], to: 'CONFIRMED' } },
    payload: reasons('复核决定'),
    to: ['PUBLIC_SECURITY'],
  },
  recordArrestReviewChanged: {
    zh: '登记上级复核改为批准逮捕',
    en: 'Record that the superior had the arrest approved',
    article: `${CPL} art. 92`,
    ...officer,
    moves: { ...approved, arrestRefusal: { from: ['REVIEW_REQUESTED'], to: 'CHANGED' } },
    documents: ['ARREST_DECISION'],
    payload: reasons('复核决定'),
    to: ['PUBLIC_SECURITY'],
    entryDuty: 'H17-34-3',
  },
  upholdNonProsecution: {
    zh: '复议维持不起诉决定',
    en: 'Uphold the decision not to prosecute',
    article: `${CPL} art. 179`,
    ...head,
    moves: { nonProsecutionReview: { from: ['OBJECTED'], to: 'UPHELD' } },
    payload: reasons('复议决定'),
    to: ['PUBLIC_SECURITY'],
  },
  recordNonProsecutionConfirmed: {
    zh: '登记上级复核维持不起诉决定',
    en: 'Record that the superior confirmed the decision not to prosecute',
    article: `${CPL} art. 179`,
    ...officer,
    moves: { nonProsecutionReview: { from: ['REVIEW_REQUESTED'], to: 'CONFIRMED' } },
    payload: reasons('复核决定'),
    to: ['PUBLIC_SECURITY'],
  },
  revokeNonProsecution: {
    zh: '撤销不起诉决定',
    en: 'Take back the decision not to prosecute',
    article: `${CPL} art. 179–180`,
    ...head,
    // on an objection, on the decision of the superior, on the petition of the victim
    moves: {
      criminal: { from: ['NOT_PROSECUTED'], to: 'UNDER_REVIEW' },
      nonProsecutionNotice: { from: ['GIVEN'], to: 'NONE' },
      nonProsecutionReview: {
        from: ['NONE', 'OBJECTED', 'UPHELD', 'REVIEW_REQUESTED', 'CONFIRMED', 'CHANGED'],
        to: { OBJECTED: 'CHANGED', REVIEW_REQUESTED: 'CHANGED' },
      },
    },
    payload: reasons('撤销的理由及依据'),
    to: ['PUBLIC_SECURITY'],
    cc: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;
