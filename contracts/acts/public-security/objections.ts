import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { FILED_SINCE } from '../tracks.ts';

const CPL = '刑事诉讼法(2018)';
const head = { by: 'PUBLIC_SECURITY', roles: ['HEAD'] } as const;
const outside = { outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' } } as const;
/** How the suspect is held since the refusal is told along: who was detained is released at once (art. 92). */
const atLarge = {
  criminal: { from: ['FILED', 'UNDER_SUPPLEMENTARY_INVESTIGATION'] },
  coercion: { from: ['ARREST_REFUSED', 'ON_BAIL', 'UNDER_SURVEILLANCE', 'RELEASED'] },
} as const;
const notProsecuted = {
  criminal: { from: FILED_SINCE },
  nonProsecutionNotice: { from: ['DUE', 'GIVEN'] },
} as const;

/** What public security does against a refusal of arrest (art. 92) and a decision not to prosecute (art. 179). */
export const OBJECTION_ACTS = {
  objectToArrestRefusal: {
    zh: '要求复议不批准逮捕决定',
    en: 'Ask for reconsideration of the refusal of arrest',
    article: `${CPL} art. 92`,
    ...head,
    moves: { ...atLarge, arrestRefusal: { from: ['REFUSED'], to: 'OBJECTED' } },
    documents: ['WITHDRAWAL_OBJECTION'],
    payload: reasons('要求复议的理由'),
    to: ['PROCURATORATE'],
  },
  requestArrestReview: {
    zh: '提请复核不批准逮捕决定',
    en: 'Ask the superior procuratorate to review the refusal of arrest',
    article: `${CPL} art. 92`,
    ...head,
    moves: { ...atLarge, arrestRefusal: { from: ['UPHELD'], to: 'REVIEW_REQUESTED' }, ...outside },
    documents: ['SUPERIOR_REVIEW_REQUEST'],
    payload: reasons('提请复核的理由'),
    to: ['PROCURATORATE'],
    external: ['SUPERIOR_PROCURATORATE'],
  },
  objectToNonProsecution: {
    zh: '要求复议不起诉决定',
    en: 'Ask for reconsideration of the decision not to prosecute',
    article: `${CPL} art. 179`,
    ...head,
    moves: {
      ...notProsecuted,
      nonProsecutionReview: { from: ['NONE', 'UPHELD', 'CONFIRMED', 'CHANGED'], to: 'OBJECTED' },
    },
    documents: ['WITHDRAWAL_OBJECTION'],
    payload: reasons('要求复议的理由'),
    to: ['PROCURATORATE'],
  },
  requestNonProsecutionReview: {
    zh: '提请复核不起诉决定',
    en: 'Ask the superior procuratorate to review the decision not to prosecute',
    article: `${CPL} art. 179`,
    ...head,
    moves: { ...notProsecuted, nonProsecutionReview: { from: ['UPHELD'], to: 'REVIEW_REQUESTED' }, ...outside },
    documents: ['SUPERIOR_REVIEW_REQUEST'],
    payload: reasons('提请复核的理由'),
    to: ['PROCURATORATE'],
    external: ['SUPERIOR_PROCURATORATE'],
  },
} as const satisfies Record<string, ActRow>;
