import { courtCaseNumber, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';

const CPL = '刑事诉讼法(2018)';
const clerk = { by: 'COURT', roles: ['CLERK', 'JUDGE'] } as const;
const judge = { by: 'COURT', roles: ['JUDGE'] } as const;

/** Appeal, second instance, effect and execution. */
export const APPEAL_ACTS = {
  recordAppeal: {
    zh: '登记上诉',
    en: 'Record the appeal',
    article: `${CPL} art. 227`,
    ...clerk,
    moves: {
      // the accused may appeal beside a protest
      criminal: { from: ['JUDGED', 'PROSECUTION_WITHDRAWN', 'APPEALED'], to: 'APPEALED' },
      service: { from: ['DUE', 'SERVED', 'RULING_DUE', 'RULING_SERVED'] },
    },
    payload: { appellant: { kind: 'text', zh: '上诉人（姓氏加“某”或单位）' } },
    to: ['PROCURATORATE'],
  },
  sendAppealFile: {
    zh: '移送上诉案卷',
    en: 'Send the file to the higher court',
    article: `${CPL} art. 231`,
    ...clerk,
    moves: {
      criminal: { from: ['APPEALED'] },
      outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' },
    },
    payload: { higherCourt: { kind: 'text', zh: '第二审人民法院' } },
    external: ['SUPERIOR_COURT'],
  },
  registerAppeal: {
    zh: '二审收案',
    en: 'Register the appeal',
    article: `${CPL} art. 231`,
    ...clerk,
    moves: { criminal: { from: ['APPEALED'], to: 'ON_APPEAL' } },
    payload: courtCaseNumber,
    to: ['PROCURATORATE'],
  },
  sendFileForReading: {
    zh: '通知检察院阅卷',
    en: 'Send the file to the procuratorate for reading',
    article: `${CPL} art. 235`,
    ...clerk,
    moves: { criminal: { from: ['ON_APPEAL'] }, fileReading: { from: ['NONE', 'RETURNED'], to: 'SENT' } },
    to: ['PROCURATORATE'],
  },
  extendAppeal: {
    zh: '延长二审审限',
    en: 'Extend the second instance',
    article: `${CPL} art. 243`,
    ...judge,
    moves: { criminal: { from: ['ON_APPEAL'] } },
    payload: {
      ...reasons('延长的依据'),
      ground: {
        kind: 'choice',
        zh: '批准法院',
        values: { HIGH_COURT: '高级人民法院', SUPREME_COURT: '最高人民法院' },
      },
      extendedUntil: {
        kind: 'date',
        zh: '最高人民法院批准延长至',
        optional: true,
        requiredWith: { ground: ['SUPREME_COURT'] },
      },
    },
  },
  pronounceFinalJudgment: {
    zh: '二审裁判',
    en: 'Decide the appeal',
    article: `${CPL} art. 236`,
    ...judge,
    moves: { criminal: { from: ['ON_APPEAL'], to: 'EFFECTIVE' } },
    documents: ['JUDGMENT'],
    payload: {
      verdict: {
        kind: 'choice',
        zh: '二审结果',
        values: { UPHELD: '维持原判', CHANGED: '改判', ACQUITTED: '改判无罪', EXEMPTED: '改判免予刑事处罚' },
      },
      summary: { kind: 'text', zh: '裁判主文摘要' },
    },
    to: ['PROCURATORATE'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
  },
  remandCase: {
    zh: '发回重审',
    en: 'Remand the case',
    article: `${CPL} art. 236`,
    ...judge,
    moves: {
      criminal: { from: ['ON_APPEAL'], to: 'ON_TRIAL' },
      service: { from: ['DUE', 'SERVED', 'RULING_DUE', 'RULING_SERVED'], to: 'NONE' },
    },
    documents: ['RULING'],
    payload: {
      procedure: { kind: 'choice', zh: '重审程序', values: { ORDINARY: '普通程序' } },
      ...reasons('发回理由'),
    },
    to: ['PROCURATORATE'],
  },
  declareEffective: {
    zh: '确认判决生效',
    en: 'Record that the judgment took effect',
    article: `${CPL} art. 259`,
    ...clerk,
    moves: { criminal: { from: ['JUDGED'], to: 'EFFECTIVE' }, service: { from: ['SERVED'] } },
    notBefore: [{ rule: 'CPL-230a', since: 'service' }],
    to: ['PROCURATORATE'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
  },
  deliverForExecution: {
    zh: '交付执行',
    en: 'Deliver the judgment for execution',
    article: `${CPL} art. 264`,
    ...clerk,
    moves: {
      criminal: { from: ['EFFECTIVE'], to: 'EXECUTING' },
      outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' },
    },
    documents: ['EXECUTION_NOTICE'],
    payload: { organ: { kind: 'text', zh: '执行机关' } },
    to: ['PUBLIC_SECURITY'],
    external: ['EXECUTING_ORGAN'],
  },
} as const satisfies Record<string, ActRow>;
