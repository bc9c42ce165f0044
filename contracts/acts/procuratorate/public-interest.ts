import type { ActRow } from '../act.ts';

const PIL = '法释〔2018〕6号';
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;

/** Public-interest litigation of the procuratorate. */
export const PUBLIC_INTEREST_ACTS = {
  publishSuitNotice: {
    zh: '发布公益诉讼公告',
    en: 'Publish the notice of public-interest litigation',
    article: `${PIL} art. 13`,
    ...head,
    moves: { publicInterest: { from: ['CLUE_SENT'], to: 'NOTICE_PUBLISHED' } },
    documents: ['SUIT_NOTICE'],
    payload: { content: { kind: 'text', zh: '公告内容' } },
  },
  filePublicInterestSuit: {
    zh: '提起民事公益诉讼',
    en: 'File a public-interest suit',
    article: `${PIL} art. 14`,
    ...head,
    moves: { publicInterest: { from: ['NOTICE_PUBLISHED'], to: 'SUED' } },
    documents: ['CIVIL_COMPLAINT'],
    payload: {
      claim: { kind: 'text', zh: '诉讼请求' },
      jointlyLiable: { kind: 'ids', zh: '承担连带责任的监测机构等当事人（环境保护法 art. 65）', optional: true },
    },
    to: ['COURT'],
    cc: ['ENVIRONMENT'],
  },
  suggestPerformance: {
    zh: '提出行政公益诉讼检察建议',
    en: 'Suggest that the agency performs its duty',
    article: `${PIL} art. 21`,
    ...head,
    moves: { advice: { from: ['NONE', 'REPLIED'], to: 'ISSUED' } },
    documents: ['PROCURATORIAL_SUGGESTION'],
    payload: {
      duty: { kind: 'text', zh: '未依法履行的职责' },
      urgent: { kind: 'boolean', zh: '出现国家利益或社会公共利益损害继续扩大等紧急情形', optional: true },
    },
    to: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;
