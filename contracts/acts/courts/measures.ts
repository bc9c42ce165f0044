import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { BEFORE_THE_COURT, CHANGEABLE, DECIDABLE, RELEASED_BY_COURT } from '../criminal-stages.ts';

const CPL = '刑事诉讼法(2018)';
const DATA = '法发〔2016〕22号';
const clerk = { by: 'COURT', roles: ['CLERK', 'JUDGE'] } as const;
const judge = { by: 'COURT', roles: ['JUDGE'] } as const;
const trying = { criminal: { from: BEFORE_THE_COURT } } as const;
/** Public security executes it, the procuratorate supervises it. */
const told = { to: ['PUBLIC_SECURITY', 'PROCURATORATE'] } as const;
const defendants = { defendants: { kind: 'texts', zh: '被告人（姓氏加“某”）', optional: true } } as const;

/** Coercive measures and frozen data while the case is before the court. */
export const TRIAL_MEASURE_ACTS = {
  grantBailAtTrial: {
    zh: '审判阶段取保候审',
    en: 'Release on bail during the trial',
    article: `${CPL} art. 67、79`,
    ...judge,
    moves: { ...trying, coercion: { from: DECIDABLE, to: 'ON_BAIL' } },
    payload: defendants,
    ...told,
  },
  putUnderSurveillanceAtTrial: {
    zh: '审判阶段监视居住',
    en: 'Put under residential surveillance during the trial',
    article: `${CPL} art. 74、79`,
    ...judge,
    moves: { ...trying, coercion: { from: DECIDABLE, to: 'UNDER_SURVEILLANCE' } },
    payload: defendants,
    ...told,
  },
  releaseAtTrial: {
    zh: '审判阶段释放或解除强制措施',
    en: 'Release the defendant',
    article: `${CPL} art. 79、98`,
    ...judge,
    moves: { criminal: { from: RELEASED_BY_COURT }, coercion: { from: CHANGEABLE, to: 'RELEASED' } },
    payload: reasons('释放或解除的理由'),
    ...told,
  },
  receiveMeasureRequestAtTrial: {
    zh: '审判阶段接收变更强制措施申请',
    en: 'Take a request to change the measure during the trial',
    article: `${CPL} art. 97`,
    ...clerk,
    moves: {
      ...trying,
      coercion: { from: CHANGEABLE },
      measureRequestAtTrial: { from: ['NONE', 'ANSWERED'], to: 'RECEIVED' },
    },
  },
  answerMeasureRequestAtTrial: {
    zh: '审判阶段答复变更强制措施申请',
    en: 'Answer the request to change the measure during the trial',
    article: `${CPL} art. 97`,
    ...judge,
    moves: { measureRequestAtTrial: { from: ['RECEIVED'], to: 'ANSWERED' } },
    payload: { granted: { kind: 'boolean', zh: '同意变更' }, ...reasons('答复意见') },
  },
  decideUnfreezingAtTrial: {
    zh: '法院决定解除冻结电子数据',
    en: 'Decide to unfreeze the data as the court',
    article: `${DATA} art. 12`,
    ...judge,
    moves: { criminal: { from: RELEASED_BY_COURT }, frozenData: { from: ['FROZEN'], to: 'UNFREEZING' } },
    ...told,
  },
  unfreezeDataAtTrial: {
    zh: '法院通知解除冻结电子数据',
    en: 'Notify the unfreezing as the court',
    article: `${DATA} art. 12`,
    ...clerk,
    moves: { frozenData: { from: ['UNFREEZING'], to: 'UNFROZEN' } },
    ...told,
  },
} as const satisfies Record<string, ActRow>;
