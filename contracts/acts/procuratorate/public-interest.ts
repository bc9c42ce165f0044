import { caseHeader } from '../fields.ts';
import type { ActRow } from '../act.ts';

const PIL = '法释〔2018〕6号';
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;

/** Public-interest litigation of the procuratorate. */
export const PUBLIC_INTEREST_ACTS = {
  findPublicInterestMatter: {
    zh: '发现公益诉讼线索',
    en: 'Find a matter of public interest in the course of duty',
    article: `${PIL} art. 13`,
    by: 'PROCURATORATE',
    roles: ['OFFICER', 'HEAD'],
    // what nobody sent: the procuratorate opens it under its own number
    opens: true,
    moves: { publicInterest: { from: ['NONE'], to: 'CLUE_SENT' } },
    payload: { ...caseHeader('线索'), clue: { kind: 'text', zh: '损害社会公共利益的情况' } },
  },
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
    notBefore: [{ rule: 'PIL-13', since: 'publicInterest' }],
    documents: ['CIVIL_COMPLAINT'],
    payload: {
      claim: { kind: 'text', zh: '诉讼请求' },
      jointlyLiable: { kind: 'ids', zh: '承担连带责任的监测机构等当事人', optional: true },
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
  fileAdministrativeSuit: {
    zh: '提起行政公益诉讼',
    en: 'File an administrative public-interest suit',
    article: `${PIL} art. 21`,
    ...head,
    // the agency did not reply in time, or replied and still does not perform
    moves: { advice: { from: ['ISSUED', 'REPLIED'], to: 'SUED' } },
    notBefore: [{ rule: 'PIL-21', since: 'advice' }],
    documents: ['ADMINISTRATIVE_COMPLAINT'],
    payload: {
      claim: { kind: 'text', zh: '诉讼请求' },
      failure: { kind: 'text', zh: '未依法履行职责的情况（附检察建议及送达材料）' },
    },
    to: ['COURT'],
    cc: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;
