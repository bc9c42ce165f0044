import { partyId, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { PENALISED, REGISTERED } from '../tracks.ts';
import { DAILY_STANDS } from './measures.ts';

const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;
const ARL = '行政复议法';
/** Also after an earlier remedy: what is decided anew, or daily, can be contested again. */
const NOT_PENDING = ['NONE', 'OPEN', 'DECISION_UPHELD', 'DECISION_ANNULLED'] as const;

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
  lowerAssessment: {
    zh: '考核评价处理',
    en: 'Lower the assessment and cancel honours',
    article: '环发〔2015〕175号 art. 11',
    ...head,
    moves: { administrative: { from: REGISTERED }, assessment: { from: ['NONE', 'LOWERED'], to: 'LOWERED' } },
    payload: {
      unit: { kind: 'text', zh: '被处理的地方或单位' },
      measures: {
        kind: 'choice',
        zh: '处理措施',
        values: {
          ASSESSMENT: '目标责任考核降低等次或评为不合格',
          HONOUR: '取消授予的有关荣誉称号',
          TRANSFER_PAYMENT: '扣减县域生态转移支付',
          RANKING: '以当日或当月最高浓度参与排名',
        },
      },
      ...reasons('处理依据'),
    },
  },
  excludeEquipment: {
    zh: '处理协助造假的设备生产销售单位',
    en: 'Deal with makers of equipment that helped to falsify',
    article: '环发〔2015〕175号 art. 13',
    ...head,
    moves: { administrative: { from: REGISTERED }, equipment: { from: ['NONE', 'EXCLUDED'], to: 'EXCLUDED' } },
    payload: { maker: { kind: 'text', zh: '设备生产、销售单位' }, ...reasons('协助弄虚作假的事实') },
  },
  referForDiscipline: {
    zh: '移送追究责任',
    en: 'Refer for discipline',
    article: '环发〔2015〕175号 art. 14–15',
    ...head,
    confidential: true,
    moves: {
      administrative: { from: REGISTERED },
      discipline: { from: ['NONE', 'REFERRED'], to: 'REFERRED' },
      outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' },
    },
    documents: ['DISCIPLINE_REFERRAL'],
    payload: {
      kind: {
        kind: 'choice',
        zh: '对象',
        values: {
          STATE_STAFF: '国家机关工作人员（art. 14）',
          LEADING_CADRE: '党政领导干部（art. 15）',
        },
      },
      unit: { kind: 'text', zh: '涉及单位' },
      conduct: { kind: 'text', zh: '参与、指使、包庇纵容弄虚作假的情况' },
    },
    external: ['SUPERVISION_COMMISSION'],
  },
  recordReconsideration: {
    zh: '登记行政复议申请',
    en: 'Record an application for administrative reconsideration',
    article: `${ARL} art. 20`,
    ...officer,
    moves: { administrative: { from: PENALISED }, remedy: { from: NOT_PENDING, to: 'RECONSIDERED' } },
    payload: {
      ...partyId,
      organ: { kind: 'text', zh: '复议机关' },
      subject: {
        kind: 'choice',
        zh: '被申请复议的决定（不填为行政处罚决定）',
        values: { PENALTY: '行政处罚决定', DAILY_PENALTY: '按日连续处罚决定' },
        optional: true,
      },
    },
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
  recordDailyPenaltyAnnulled: {
    zh: '登记复议撤销按日处罚',
    en: 'Record that reconsideration annulled the daily penalty',
    article: `${ARL} art. 64`,
    ...officer,
    moves: {
      dailyService: { from: DAILY_STANDS, to: 'ANNULLED' },
      remedy: { from: ['RECONSIDERED'], to: 'DECISION_ANNULLED' },
    },
    payload: reasons('复议决定内容'),
  },
  submitAnswer: {
    zh: '提交行政应诉答辩',
    en: 'Submit the answer in an administrative suit',
    article: '行政诉讼法 art. 67',
    ...officer,
    moves: {
      administrative: { from: REGISTERED },
      remedy: { from: [...NOT_PENDING, 'UPHELD', 'ANNULLED'], to: 'SUED' },
    },
    documents: ['ANSWER'],
    payload: {
      subject: {
        kind: 'choice',
        zh: '被诉行政行为',
        values: {
          PENALTY: '行政处罚决定',
          DAILY_PENALTY: '按日连续处罚决定',
          CENSURE: '通报',
          OTHER: '其他行政行为',
        },
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
