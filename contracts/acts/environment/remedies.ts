import { partyId, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { PENALISED, REGISTERED } from '../tracks.ts';

const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;
const ARL = '行政复议法';

/** What a party does against a decision, and what the bureau says publicly and takes back. */
export const REMEDY_ACTS = {
  issueCensure: {
    zh: '通报弄虚作假',
    en: 'Issue a public censure',
    article: '环发〔2015〕175号 art. 10',
    ...head,
    moves: { administrative: { from: REGISTERED }, censure: { from: ['NONE', 'WITHDRAWN'], to: 'ISSUED' } },
    documents: ['CENSURE_NOTICE'],
    payload: { ...partyId, content: { kind: 'text', zh: '通报内容' } },
  },
  withdrawCensure: {
    zh: '撤回通报',
    en: 'Withdraw the censure',
    article: '行政诉讼法 art. 70',
    ...head,
    moves: { censure: { from: ['ISSUED'], to: 'WITHDRAWN' } },
    payload: reasons('撤回理由'),
  },
  recordReconsideration: {
    zh: '登记行政复议申请',
    en: 'Record an application for administrative reconsideration',
    article: `${ARL} art. 20`,
    ...officer,
    moves: { administrative: { from: PENALISED }, remedy: { from: ['NONE'], to: 'RECONSIDERED' } },
    payload: { ...partyId, organ: { kind: 'text', zh: '复议机关' } },
  },
  recordDecisionUpheld: {
    zh: '登记复议维持',
    en: 'Record that reconsideration upheld the decision',
    article: `${ARL} art. 68`,
    ...officer,
    moves: { remedy: { from: ['RECONSIDERED'], to: 'DECISION_UPHELD' } },
    payload: reasons('复议决定内容'),
  },
  recordDecisionAnnulled: {
    zh: '登记复议撤销',
    en: 'Record that reconsideration annulled the decision',
    article: `${ARL} art. 64`,
    ...officer,
    moves: {
      administrative: { from: PENALISED, to: 'ANNULLED' },
      remedy: { from: ['RECONSIDERED'], to: 'DECISION_ANNULLED' },
    },
    payload: reasons('复议决定内容'),
  },
  submitAnswer: {
    zh: '提交行政应诉答辩',
    en: 'Submit the answer in an administrative suit',
    article: '行政诉讼法 art. 67',
    ...officer,
    moves: { administrative: { from: REGISTERED }, remedy: { from: ['NONE', 'DECISION_UPHELD'], to: 'SUED' } },
    documents: ['ANSWER'],
    payload: {
      subject: {
        kind: 'choice',
        zh: '被诉行政行为',
        values: { PENALTY: '行政处罚决定', CENSURE: '通报', OTHER: '其他行政行为' },
      },
      courtCaseNumber: { kind: 'documentNumber', zh: '案号', optional: true },
    },
    to: ['COURT'],
  },
  annulPenalty: {
    zh: '撤销处罚决定',
    en: 'Annul the penalty decision',
    article: '行政处罚法 art. 75',
    ...head,
    moves: { administrative: { from: PENALISED, to: 'ANNULLED' } },
    payload: reasons('撤销理由'),
  },
} as const satisfies Record<string, ActRow>;
