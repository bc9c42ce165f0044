import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { PENALISED, REGISTERED } from '../tracks.ts';

const EDC = '环法规〔2022〕31号';
const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;

/** Replies to the procuratorate, public-interest clues and the bureau's own claim for damages. */
export const CIVIL_ACTS = {
  replyToOpinion: {
    zh: '回复检察意见',
    en: 'Reply to the opinion to penalise',
    article: '高检发释字〔2021〕4号',
    ...officer,
    moves: { opinion: { from: ['ISSUED'], to: 'REPLIED' } },
    documents: ['OPINION_REPLY'],
    payload: { result: { kind: 'text', zh: '处理结果或办理情况' } },
    to: ['PROCURATORATE'],
  },
  tellHandling: {
    zh: '通报行政处理结果',
    en: 'Tell court and procuratorate how the case was handled',
    article: '法释〔2023〕7号 art. 12',
    ...officer,
    // of whom the court exempted; of whom the procuratorate did not prosecute it is the reply to the opinion
    moves: {
      administrative: { from: [...PENALISED, 'NOT_PENALISED'] },
      criminal: { from: ['JUDGED', 'EFFECTIVE', 'EXECUTING'] },
    },
    payload: { result: { kind: 'text', zh: '处理结果' } },
    to: ['COURT', 'PROCURATORATE'],
  },
  replyToAdvice: {
    zh: '回复检察建议',
    en: 'Reply to the procuratorial suggestion',
    article: '法释〔2018〕6号 art. 21',
    ...officer,
    moves: { advice: { from: ['ISSUED'], to: 'REPLIED' } },
    documents: ['OPINION_REPLY'],
    payload: { result: { kind: 'text', zh: '履职情况' } },
    to: ['PROCURATORATE'],
  },
  reportPublicInterestClue: {
    zh: '移送公益诉讼线索',
    en: 'Refer a public-interest clue',
    article: '法释〔2018〕6号 art. 13',
    ...officer,
    moves: { administrative: { from: REGISTERED }, publicInterest: { from: ['NONE'], to: 'CLUE_SENT' } },
    documents: ['PUBLIC_INTEREST_CLUE_LETTER'],
    payload: { clue: { kind: 'text', zh: '损害社会公共利益的情况' } },
    to: ['PROCURATORATE'],
  },
  recordDamageClue: {
    zh: '登记损害赔偿线索',
    en: 'Record a clue of damage',
    article: `${EDC} art. 17?`,
    ...officer,
    moves: { administrative: { from: REGISTERED }, damages: { from: ['NONE'], to: 'CLUE_FOUND' } },
    payload: { clue: { kind: 'text', zh: '线索内容' } },
  },
  claimDamages: {
    zh: '决定启动索赔',
    en: 'Decide to claim damages',
    article: `${EDC} art. 17?`,
    ...head,
    moves: { damages: { from: ['CLUE_FOUND'], to: 'CHECKED' } },
    payload: reasons('核查结论'),
  },
  dropDamages: {
    zh: '决定不启动索赔',
    en: 'Decide not to claim damages',
    article: `${EDC} art. 17?`,
    ...head,
    moves: { damages: { from: ['CLUE_FOUND'], to: 'NOT_CLAIMED' } },
    payload: reasons('核查结论'),
  },
  startNegotiation: {
    zh: '送达磋商告知书',
    en: 'Serve the notice of negotiation',
    article: `${EDC} art. 20?`,
    ...officer,
    moves: { damages: { from: ['CHECKED'], to: 'NEGOTIATING' } },
    documents: ['NEGOTIATION_NOTICE'],
    payload: {
      claim: { kind: 'text', zh: '索赔事项' },
      amount: { kind: 'money', zh: '索赔金额（元）', optional: true },
    },
  },
  concludeAgreement: {
    zh: '达成赔偿协议',
    en: 'Conclude the agreement',
    article: EDC,
    ...head,
    moves: { damages: { from: ['NEGOTIATING'], to: 'AGREED' } },
    documents: ['DAMAGE_AGREEMENT'],
    payload: {
      amount: { kind: 'money', zh: '赔偿金额（元）', optional: true },
      content: { kind: 'text', zh: '协议内容' },
    },
  },
  endNegotiation: {
    zh: '磋商未达成协议',
    en: 'End the negotiation without agreement',
    article: EDC,
    ...officer,
    moves: { damages: { from: ['NEGOTIATING'], to: 'NEGOTIATION_FAILED' } },
    payload: reasons('未达成协议的原因'),
  },
  sueForDamages: {
    zh: '提起损害赔偿诉讼',
    en: 'Sue for damages',
    article: EDC,
    ...head,
    moves: { damages: { from: ['NEGOTIATION_FAILED'], to: 'SUED' } },
    documents: ['CIVIL_COMPLAINT'],
    payload: {
      claim: { kind: 'text', zh: '诉讼请求' },
      jointlyLiable: { kind: 'ids', zh: '承担连带责任的监测机构等当事人', optional: true },
    },
    to: ['COURT'],
    cc: ['PROCURATORATE'],
  },
} as const satisfies Record<string, ActRow>;
