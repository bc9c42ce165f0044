import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { CHANGEABLE, DECIDABLE } from '../criminal-stages.ts';

const CPL = '刑事诉讼法(2018)';
const DATA = '法发〔2016〕22号';
const officer = { by: 'PROCURATORATE', roles: ['OFFICER'] } as const;
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;
const reviewing = { criminal: { from: ['UNDER_REVIEW'] } } as const;
const persons = { persons: { kind: 'texts', zh: '犯罪嫌疑人（姓氏加“某”）', optional: true } } as const;

/** Coercive measures and frozen data while the procuratorate reviews the case: it is bound like the police before it. */
export const REVIEW_MEASURE_ACTS = {
  grantBailInReview: {
    zh: '审查起诉阶段取保候审',
    en: 'Release on bail during the review',
    article: `${CPL} art. 67、79`,
    ...head,
    moves: { ...reviewing, coercion: { from: DECIDABLE, to: 'ON_BAIL' } },
    payload: persons,
    // public security executes it
    to: ['PUBLIC_SECURITY'],
  },
  putUnderSurveillanceInReview: {
    zh: '审查起诉阶段监视居住',
    en: 'Put under residential surveillance during the review',
    article: `${CPL} art. 74、79`,
    ...head,
    moves: { ...reviewing, coercion: { from: DECIDABLE, to: 'UNDER_SURVEILLANCE' } },
    payload: persons,
    to: ['PUBLIC_SECURITY'],
  },
  receiveMeasureRequestInReview: {
    zh: '审查起诉阶段接收变更强制措施申请',
    en: 'Take a request to change the measure during the review',
    article: `${CPL} art. 97`,
    ...officer,
    moves: {
      ...reviewing,
      coercion: { from: CHANGEABLE },
      measureRequestInReview: { from: ['NONE', 'ANSWERED'], to: 'RECEIVED' },
    },
  },
  answerMeasureRequestInReview: {
    zh: '审查起诉阶段答复变更强制措施申请',
    en: 'Answer the request to change the measure during the review',
    article: `${CPL} art. 97`,
    ...head,
    moves: { measureRequestInReview: { from: ['RECEIVED'], to: 'ANSWERED' } },
    payload: { granted: { kind: 'boolean', zh: '同意变更' }, ...reasons('答复意见') },
  },
  decideUnfreezingInReview: {
    zh: '检察机关决定解除冻结电子数据',
    en: 'Decide to unfreeze the data as the procuratorate',
    article: `${DATA} art. 12`,
    ...head,
    moves: {
      criminal: { from: ['UNDER_REVIEW', 'NOT_PROSECUTED', 'WITHDRAWN_NOT_PROSECUTED'] },
      frozenData: { from: ['FROZEN'], to: 'UNFREEZING' },
    },
    to: ['PUBLIC_SECURITY'],
  },
  unfreezeDataInReview: {
    zh: '检察机关通知解除冻结电子数据',
    en: 'Notify the unfreezing as the procuratorate',
    article: `${DATA} art. 12`,
    ...officer,
    moves: { frozenData: { from: ['UNFREEZING'], to: 'UNFROZEN' } },
    to: ['PUBLIC_SECURITY'],
  },
} as const satisfies Record<string, ActRow>;
