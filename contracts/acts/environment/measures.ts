import { legalBasis, MANNER_OF_SERVICE, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { PENALISED, REGISTERED, type State } from '../tracks.ts';

const AEL = '行政强制法';
const D28 = '环境保护部令第28号';
const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;
/** A daily penalty decision stands. */
export const DAILY_STANDS = ['DUE', 'SERVED', 'URGED', 'PAID'] as const satisfies readonly State<'dailyService'>[];
const registered = { administrative: { from: REGISTERED } } as const;

/** Preservation and seizure of evidence, and daily penalties (28号令). */
export const MEASURE_ACTS = {
  preserveEvidence: {
    zh: '先行登记保存证据',
    en: 'Preserve evidence by registration',
    article: '行政处罚法 art. 56',
    ...head,
    moves: { ...registered, preservation: { from: ['NONE', 'DISPOSED'], to: 'PRESERVED' } },
    documents: ['PRESERVATION_NOTICE'],
    documentsWith: { items: 'ITEMS_LIST' },
    payload: { items: { kind: 'items', zh: '保存的物品' }, place: { kind: 'text', zh: '保存地点', optional: true } },
  },
  disposePreserved: {
    zh: '处理登记保存的证据',
    en: 'Decide on the preserved evidence',
    article: '行政处罚法 art. 56',
    ...head,
    moves: { preservation: { from: ['PRESERVED'], to: 'DISPOSED' } },
    payload: reasons('处理决定'),
  },
  sealOrSeize: {
    zh: '查封扣押',
    en: 'Seal or seize',
    article: `${AEL} art. 24`,
    ...head,
    moves: { ...registered, seizure: { from: ['NONE', 'RELEASED'], to: 'SEIZED' } },
    documents: ['SEIZURE_DECISION'],
    documentsWith: { items: 'ITEMS_LIST' },
    payload: { items: { kind: 'items', zh: '查封扣押的物品' }, ...legalBasis },
  },
  extendSeizure: {
    zh: '延长查封扣押',
    en: 'Extend the seizure',
    article: `${AEL} art. 25`,
    ...head,
    moves: { seizure: { from: ['SEIZED'] } },
    payload: reasons('延长的理由'),
  },
  sendForTesting: {
    zh: '送检测鉴定',
    en: 'Send for testing',
    article: `${AEL} art. 25`,
    ...officer,
    moves: { seizure: { from: ['SEIZED'], to: 'TESTING' } },
    payload: { body: { kind: 'text', zh: '检测鉴定机构' }, items: { kind: 'items', zh: '送检物品', optional: true } },
  },
  receiveTestResult: {
    zh: '收到检测鉴定结果',
    en: 'Receive the test result',
    article: `${AEL} art. 25`,
    ...officer,
    moves: { seizure: { from: ['TESTING'], to: 'SEIZED' } },
    payload: reasons('检测鉴定结论'),
  },
  releaseSeizure: {
    zh: '解除查封扣押',
    en: 'Release the seizure',
    article: `${AEL} art. 28`,
    ...head,
    moves: { seizure: { from: ['SEIZED', 'TESTING'], to: 'RELEASED' } },
    documents: ['SEIZURE_RELEASE'],
    payload: reasons('解除的理由'),
  },
  obtainMonitoringReport: {
    zh: '取得监测报告',
    en: 'Obtain the monitoring report',
    article: `${D28} art. 8`,
    ...officer,
    moves: { ...registered, daily: { from: ['NONE', 'CORRECTED', 'DAILY_PENALISED'], to: 'REPORT_OBTAINED' } },
    payload: { body: { kind: 'text', zh: '监测机构' }, result: { kind: 'text', zh: '监测结果' } },
  },
  orderCorrection: {
    zh: '责令改正并送达',
    en: 'Order and serve correction',
    article: `${D28} art. 8–9`,
    ...officer,
    moves: {
      ...registered,
      daily: {
        from: ['NONE', 'REPORT_OBTAINED', 'CORRECTION_REFUSED', 'CORRECTED', 'DAILY_PENALISED'],
        to: 'CORRECTION_ORDERED',
      },
    },
    documents: ['CORRECTION_ORDER'],
    payload: {
      partyId: { kind: 'id', zh: '被责令改正的当事人', optional: true },
      facts: { kind: 'text', zh: '违法事实和证据' },
      ...legalBasis,
      correction: { kind: 'text', zh: '责令改正的具体内容' },
    },
  },
  reportCorrection: {
    zh: '收到改正报告',
    en: 'Take the report of correction',
    article: `${D28} art. 11`,
    ...officer,
    moves: { daily: { from: ['CORRECTION_ORDERED'] } },
    payload: { report: { kind: 'text', zh: '改正情况及证明材料' } },
  },
  findCorrected: {
    zh: '复查认定已改正',
    en: 'Find the violation corrected',
    article: `${D28} art. 12`,
    ...officer,
    moves: { daily: { from: ['CORRECTION_ORDERED'], to: 'CORRECTED' } },
    payload: { finding: { kind: 'text', zh: '复查（暗查）情况' } },
  },
  findCorrectionRefused: {
    zh: '复查认定拒不改正',
    en: 'Find that correction is refused',
    article: `${D28} art. 13`,
    ...officer,
    moves: { daily: { from: ['CORRECTION_ORDERED'], to: 'CORRECTION_REFUSED' } },
    payload: {
      manner: {
        kind: 'choice',
        zh: '拒不改正的情形',
        values: { STILL_DISCHARGING: '仍在违法排放', OBSTRUCTED: '拒绝、阻挠复查' },
      },
      finding: { kind: 'text', zh: '复查（暗查）情况' },
    },
  },
  imposeDailyPenalty: {
    zh: '按日连续处罚',
    en: 'Impose a daily penalty',
    article: `${D28} art. 17–19`,
    ...head,
    moves: {
      administrative: { from: PENALISED },
      // a refusal that was corrected since, or followed by a new order, is still penalised
      daily: {
        from: ['CORRECTION_REFUSED', 'CORRECTION_ORDERED', 'CORRECTED'],
        to: { CORRECTION_REFUSED: 'DAILY_PENALISED' },
      },
      // the next decision may come while an earlier one is still to be paid
      dailyService: { from: ['NONE', 'DUE', 'SERVED', 'URGED', 'PAID', 'ANNULLED'], to: 'DUE' },
    },
    documents: ['DAILY_PENALTY_DECISION'],
    payload: {
      partyId: { kind: 'id', zh: '被处罚当事人', optional: true },
      dailyFine: { kind: 'money', zh: '每日罚款（原处罚数额，元）' },
      days: { kind: 'number', zh: '计罚日数（由系统按责令改正与复查日期核对）' },
      amount: { kind: 'money', zh: '罚款总额（元）' },
      ...legalBasis,
    },
    entryDuty: 'H17-34-1',
  },
  serveDailyPenalty: {
    zh: '送达按日连续处罚决定',
    en: 'Serve the daily penalty decision',
    article: '行政处罚法 art. 61',
    ...officer,
    moves: { dailyService: { from: ['DUE'], to: 'SERVED' } },
    documents: ['SERVICE_RECEIPT'],
    payload: MANNER_OF_SERVICE,
  },
  recordDailyPayment: {
    zh: '登记按日处罚履行',
    en: 'Record the payment of a daily penalty',
    article: '行政处罚法 art. 67',
    ...officer,
    moves: { dailyService: { from: ['SERVED', 'URGED'], to: 'PAID' } },
    payload: {
      amount: { kind: 'money', zh: '缴纳金额（元）' },
      surcharge: { kind: 'money', zh: '加处罚款（元）', optional: true },
    },
  },
  urgeDailyPerformance: {
    zh: '催告缴纳按日处罚',
    en: 'Urge the payment of a daily penalty',
    article: `${AEL} art. 54`,
    ...officer,
    moves: { dailyService: { from: ['SERVED'], to: 'URGED' } },
    documents: ['URGING_NOTICE'],
    payload: { amount: { kind: 'money', zh: '应缴金额（元）', optional: true } },
  },
  applyForDailyEnforcement: {
    zh: '申请强制执行按日处罚',
    en: 'Apply to the court for enforcement of a daily penalty',
    article: `${AEL} art. 53`,
    ...head,
    moves: {
      dailyService: { from: ['URGED'] },
      enforcement: { from: ['NONE', 'PERMITTED', 'REFUSED'], to: 'APPLIED' },
    },
    notBefore: [{ rule: 'AEL-54', since: 'dailyService' }],
    documents: ['ENFORCEMENT_APPLICATION'],
    payload: {
      amount: { kind: 'money', zh: '申请执行金额（元）', optional: true },
      ...reasons('申请执行的内容和理由'),
    },
    to: ['COURT'],
  },
  annulDailyPenalty: {
    zh: '撤销按日连续处罚决定',
    en: 'Annul the daily penalty',
    article: '行政处罚法 art. 75',
    ...head,
    moves: { dailyService: { from: DAILY_STANDS, to: 'ANNULLED' } },
    payload: reasons('撤销理由'),
  },
} as const satisfies Record<string, ActRow>;
