import { ANNOUNCED, court, courtCaseNumber, partyId, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';

const CPL = '刑事诉讼法(2018)';
const clerk = { by: 'COURT', roles: ['CLERK', 'JUDGE'] } as const;
const judge = { by: 'COURT', roles: ['JUDGE'] } as const;
const VERDICTS = {
  CONVICTED: '有罪',
  ACQUITTED: '无罪',
  EXEMPTED: '免予刑事处罚',
  NOT_STATED: '公开信息未载明',
} as const;
const procedure = {
  procedure: {
    kind: 'choice',
    zh: '适用程序',
    values: { ORDINARY: '普通程序', SIMPLIFIED: '简易程序', EXPEDITED: '速裁程序' },
    optional: true,
  },
} as const;

/** The criminal trial in the first instance and what its judgment entails. */
export const CRIMINAL_TRIAL_ACTS = {
  registerCase: {
    zh: '收案登记',
    en: 'Register the case',
    article: '法释〔2021〕1号 art. 219',
    ...clerk,
    moves: { criminal: { from: ['INDICTED'], to: 'ON_TRIAL' } },
    payload: { ...courtCaseNumber, ...procedure, ...court },
    to: ['PROCURATORATE'],
  },
  changeProcedure: {
    zh: '转换审理程序',
    en: 'Change the procedure',
    article: `${CPL} art. 221、226`,
    ...judge,
    moves: { criminal: { from: ['ON_TRIAL'] } },
    payload: {
      procedure: {
        kind: 'choice',
        zh: '转为（不填为普通程序）',
        values: { ORDINARY: '普通程序', SIMPLIFIED: '简易程序（原适用速裁程序的）' },
        optional: true,
      },
      ...reasons('转换程序的理由'),
    },
    to: ['PROCURATORATE'],
  },
  takeOverTrial: {
    zh: '改变管辖后收案（审判）',
    en: 'Take over the trial after a change of jurisdiction',
    article: `${CPL} art. 208`,
    ...clerk,
    moves: { criminal: { from: ['ON_TRIAL'] } },
    payload: { ...courtCaseNumber, ...procedure, court: { kind: 'text', zh: '改变管辖后收到案件的人民法院' } },
    to: ['PROCURATORATE'],
  },
  scheduleTrial: {
    zh: '确定开庭日期',
    en: 'Schedule the trial',
    article: `${CPL} art. 187`,
    ...clerk,
    moves: {
      criminal: { from: ['ON_TRIAL'] },
      trial: { from: ['NONE', 'SCHEDULED', 'INDICTMENT_SERVED', 'NOTIFIED'], to: 'SCHEDULED' },
    },
    payload: {
      trialAt: { kind: 'instant', zh: '开庭时间' },
      place: { kind: 'text', zh: '开庭地点', optional: true },
      ...procedure,
    },
  },
  serveIndictment: {
    zh: '送达起诉书副本',
    en: 'Serve the indictment',
    article: `${CPL} art. 187`,
    ...clerk,
    moves: { criminal: { from: ['ON_TRIAL'] }, trial: { from: ['SCHEDULED'], to: 'INDICTMENT_SERVED' } },
  },
  notifyTrial: {
    zh: '通知并公告开庭',
    en: 'Give notice of the trial',
    article: `${CPL} art. 187`,
    ...clerk,
    moves: { criminal: { from: ['ON_TRIAL'] }, trial: { from: ['INDICTMENT_SERVED'], to: 'NOTIFIED' } },
    to: ['PROCURATORATE'],
  },
  extendTrial: {
    zh: '延长审理期限',
    en: 'Extend the trial',
    article: `${CPL} art. 208、220、225`,
    ...judge,
    moves: { criminal: { from: ['ON_TRIAL'] } },
    payload: {
      ground: {
        kind: 'choice',
        zh: '延长依据',
        values: {
          COURT: '依法延至最长审限',
          SUPERIOR_COURT: '上一级人民法院批准',
          SUPREME_COURT: '最高人民法院批准',
          OVER_THREE_YEARS: '简易程序可能判处三年以上有期徒刑',
          OVER_ONE_YEAR: '速裁程序可能判处一年以上有期徒刑',
        },
      },
      extendedUntil: {
        kind: 'date',
        zh: '最高人民法院批准延长至',
        optional: true,
        requiredWith: { ground: ['SUPREME_COURT'] },
      },
    },
  },
  suspendTrial: {
    zh: '中止审理',
    en: 'Suspend the trial',
    article: `${CPL} art. 206`,
    ...judge,
    moves: { criminal: { from: ['ON_TRIAL'], to: 'SUSPENDED' } },
    payload: reasons('中止审理的事由'),
    to: ['PROCURATORATE'],
  },
  resumeTrial: {
    zh: '恢复审理',
    en: 'Resume the trial',
    article: `${CPL} art. 206`,
    ...judge,
    moves: { criminal: { from: ['SUSPENDED'], to: 'ON_TRIAL' } },
    to: ['PROCURATORATE'],
  },
  postponeTrial: {
    zh: '延期审理（补充侦查）',
    en: 'Postpone the trial for supplementary investigation',
    article: `${CPL} art. 204`,
    ...judge,
    moves: { criminal: { from: ['ON_TRIAL'], to: 'POSTPONED' } },
    payload: reasons('检察人员提出的补充侦查建议'),
    to: ['PROCURATORATE'],
  },
  notifyOfficerToAppear: {
    zh: '通知执法人员出庭',
    en: 'Call the staff of the bureau to appear in court',
    article: '环环监〔2017〕17号 art. 30',
    ...clerk,
    moves: {
      criminal: { from: ['ON_TRIAL', 'ON_APPEAL'] },
      courtAppearance: { from: ['NONE', 'APPEARED'], to: 'NOTIFIED' },
    },
    documents: ['APPEARANCE_NOTICE'],
    payload: { appearAt: { kind: 'instant', zh: '出庭时间' }, matter: { kind: 'text', zh: '需要说明的事项' } },
    to: ['ENVIRONMENT'],
    cc: ['PROCURATORATE'],
  },
  pronounceJudgment: {
    zh: '宣判',
    en: 'Pronounce judgment',
    article: `${CPL} art. 202`,
    ...judge,
    moves: { criminal: { from: ['ON_TRIAL'], to: 'JUDGED' }, service: { from: ['NONE'], to: 'DUE' } },
    documents: ['JUDGMENT'],
    payload: {
      verdict: { kind: 'choice', zh: '裁判结果', values: VERDICTS },
      ...ANNOUNCED,
      summary: { kind: 'text', zh: '判决主文摘要' },
    },
    to: ['PROCURATORATE'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
  },
  serveJudgment: {
    zh: '送达判决书',
    en: 'Serve the judgment',
    article: `${CPL} art. 202`,
    ...clerk,
    moves: {
      // late service after an appeal too
      criminal: { from: ['JUDGED', 'APPEALED', 'ON_APPEAL', 'EFFECTIVE', 'EXECUTING'] },
      service: { from: ['DUE'], to: 'SERVED' },
    },
    payload: { victim: { kind: 'boolean', zh: '有被害人并已送达被害人', optional: true } },
    to: ['PROCURATORATE'],
  },
  permitWithdrawal: {
    zh: '裁定准许撤回起诉',
    en: 'Permit the withdrawal of the prosecution',
    article: '法释〔2021〕1号 art. 296',
    ...judge,
    moves: {
      criminal: { from: ['PROSECUTION_WITHDRAWN'] },
      service: { from: ['NONE'], to: 'RULING_DUE' },
    },
    documents: ['RULING'],
    payload: reasons('裁定理由'),
    to: ['PROCURATORATE'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
  },
  serveRuling: {
    zh: '送达裁定书',
    en: 'Serve the ruling',
    article: `${CPL} art. 230`,
    ...clerk,
    moves: { service: { from: ['RULING_DUE'], to: 'RULING_SERVED' } },
    to: ['PROCURATORATE'],
  },
  imposePracticeBan: {
    zh: '判处从业禁止',
    en: 'Impose a practice ban',
    article: '刑法 art. 37之一',
    ...judge,
    // each of the persons convicted
    moves: {
      criminal: { from: ['JUDGED', 'EFFECTIVE', 'EXECUTING'] },
      practiceBan: { from: ['NONE', 'IMPOSED', 'REGISTERED'], to: 'IMPOSED' },
    },
    payload: {
      person: { kind: 'text', zh: '被禁止从业的人（姓氏加“某”）' },
      occupation: { kind: 'text', zh: '禁止从事的职业' },
      bannedFrom: { kind: 'date', zh: '起始日（刑罚执行完毕或假释之日）' },
      bannedUntil: { kind: 'date', zh: '截止日' },
    },
    to: ['QUALITY_SUPERVISION', 'ENVIRONMENT'],
  },
  offsetFine: {
    zh: '罚款折抵罚金',
    en: 'Offset the administrative fine against the criminal fine',
    article: '行政处罚法 art. 35',
    ...judge,
    moves: {
      criminal: { from: ['JUDGED', 'EFFECTIVE', 'EXECUTING'] },
      fineOffset: { from: ['NONE', 'OFFSET'], to: 'OFFSET' },
    },
    payload: {
      ...partyId,
      criminalFine: { kind: 'money', zh: '罚金（元）' },
      offset: { kind: 'money', zh: '折抵的行政罚款（元）' },
    },
    to: ['ENVIRONMENT'],
  },
} as const satisfies Record<string, ActRow>;
