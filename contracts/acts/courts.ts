import type { ActRow } from './act.ts';

/** Acts of the courts. */
export const COURT_ACTS = {
  registerCase: {
    zh: '收案登记',
    en: 'Register the case',
    article: '法释〔2021〕1号 art. 219',
    by: 'COURT',
    roles: ['CLERK', 'JUDGE'],
    moves: { criminal: { from: ['INDICTED'], to: 'ON_TRIAL' } },
    payload: { courtCaseNumber: { kind: 'documentNumber', zh: '案号' } },
    to: ['PROCURATORATE'],
  },
  pronounceJudgment: {
    zh: '宣判',
    en: 'Pronounce judgment',
    article: '刑事诉讼法(2018) art. 202',
    by: 'COURT',
    roles: ['JUDGE'],
    moves: { criminal: { from: ['ON_TRIAL'], to: 'JUDGED' } },
    documents: ['JUDGMENT'],
    payload: {
      verdict: {
        kind: 'choice',
        zh: '裁判结果',
        values: { CONVICTED: '有罪', ACQUITTED: '无罪', EXEMPTED: '免予刑事处罚', NOT_STATED: '公开信息未载明' },
      },
      summary: { kind: 'text', zh: '判决主文摘要' },
    },
    to: ['PROCURATORATE'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
} as const satisfies Record<string, ActRow>;
