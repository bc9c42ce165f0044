import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { RELEASED_BY_COURT, TOLD_ALONG } from '../criminal-stages.ts';
import { NOT_ORDERED_TO_WITHDRAW, TRACKS, type State } from '../tracks.ts';

const CPL = '刑事诉讼法(2018)';
const DATA = '法发〔2016〕22号';
const police = { by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'] } as const;
const head = { by: 'PUBLIC_SECURITY', roles: ['HEAD'] } as const;
/** In custody, from the detention on. */
const HELD = ['DETAINED', 'ARREST_REQUESTED', 'ARREST_APPROVED', 'ARREST_REFUSED', 'ARRESTED'] as const;
/** Public security investigates. */
const investigating = { criminal: { from: ['FILED', 'UNDER_SUPPLEMENTARY_INVESTIGATION'] } } as const;
/** The court has not taken the case: from then on it decides about release itself. */
const BEFORE_COURT = (Object.keys(TRACKS.criminal.states) as State<'criminal'>[]).filter(
  (state) => !(RELEASED_BY_COURT as readonly string[]).includes(state),
);
const suspects = {
  suspects: { kind: 'texts', zh: '犯罪嫌疑人（姓氏加“某”）', optional: true },
} as const;

/** Coercive measures and seizure in the criminal investigation, and its end. */
export const INVESTIGATION_ACTS = {
  detainSuspect: {
    zh: '刑事拘留',
    en: 'Detain the suspect',
    article: `${CPL} art. 82、85`,
    ...head,
    moves: {
      ...investigating,
      coercion: { from: ['NONE', 'ON_BAIL', 'UNDER_SURVEILLANCE', 'RELEASED'], to: 'DETAINED' },
    },
    payload: suspects,
  },
  interrogateDetainee: {
    zh: '拘留后讯问',
    en: 'Interrogate after detention',
    article: `${CPL} art. 86`,
    ...police,
    moves: { coercion: { from: HELD } },
  },
  deliverAndTellFamily: {
    zh: '送看守所并通知家属',
    en: 'Deliver to the detention house and tell the family',
    article: `${CPL} art. 85`,
    ...police,
    moves: { coercion: { from: HELD } },
    payload: {
      notTold: { kind: 'text', zh: '未通知家属的法定情形', optional: true },
    },
  },
  extendDetention: {
    zh: '延长提请逮捕时间',
    en: 'Extend the time for the arrest request',
    article: `${CPL} art. 91`,
    ...head,
    moves: { coercion: { from: ['DETAINED'] } },
    payload: {
      ground: {
        kind: 'choice',
        zh: '延长情形',
        values: { SPECIAL: '特殊情况', ROAMING: '流窜作案、多次作案、结伙作案' },
      },
      days: {
        kind: 'choice',
        zh: '特殊情况延长的日数',
        values: { '1': '一日', '2': '二日', '3': '三日', '4': '四日' },
        optional: true,
        requiredWith: { ground: ['SPECIAL'] },
      },
    },
  },
  requestArrest: {
    zh: '提请批准逮捕',
    en: 'Request approval of arrest',
    article: `${CPL} art. 87`,
    ...head,
    moves: {
      ...investigating,
      coercion: {
        from: ['NONE', 'DETAINED', 'ON_BAIL', 'UNDER_SURVEILLANCE', 'RELEASED'],
        to: {
          NONE: 'ARREST_REQUESTED_AT_LARGE',
          DETAINED: 'ARREST_REQUESTED',
          ON_BAIL: 'ARREST_REQUESTED_AT_LARGE',
          UNDER_SURVEILLANCE: 'ARREST_REQUESTED_AT_LARGE',
          RELEASED: 'ARREST_REQUESTED_AT_LARGE',
        },
      },
    },
    documents: ['ARREST_REQUEST'],
    payload: suspects,
    to: ['PROCURATORATE'],
    entryDuty: 'H17-34-2',
  },
  executeArrest: {
    zh: '执行逮捕',
    en: 'Execute the arrest',
    article: `${CPL} art. 93`,
    ...police,
    moves: {
      coercion: { from: ['ARREST_APPROVED', 'ARREST_APPROVED_AT_LARGE'], to: 'ARRESTED' },
      // a new arrest begins a new time of detention
      investigationDetention: { from: ['NONE', 'FIRST', 'SECOND', 'THIRD'], to: 'NONE' },
    },
    to: ['PROCURATORATE'],
  },
  grantBail: {
    zh: '取保候审',
    en: 'Release on bail',
    article: `${CPL} art. 67`,
    ...head,
    moves: {
      ...investigating,
      coercion: {
        from: ['NONE', 'DETAINED', 'ARREST_REFUSED', 'ARRESTED', 'UNDER_SURVEILLANCE', 'RELEASED'],
        to: 'ON_BAIL',
      },
    },
    payload: suspects,
  },
  putUnderSurveillance: {
    zh: '监视居住',
    en: 'Put under residential surveillance',
    article: `${CPL} art. 74`,
    ...head,
    moves: {
      ...investigating,
      coercion: {
        from: ['NONE', 'DETAINED', 'ARREST_REFUSED', 'ARRESTED', 'ON_BAIL', 'RELEASED'],
        to: 'UNDER_SURVEILLANCE',
      },
    },
    payload: suspects,
  },
  releaseSuspect: {
    zh: '释放或解除强制措施',
    en: 'Release the suspect',
    article: `${CPL} art. 79、91`,
    ...head,
    moves: {
      criminal: { from: BEFORE_COURT },
      coercion: { from: ['DETAINED', 'ARREST_REFUSED', 'ARRESTED', 'ON_BAIL', 'UNDER_SURVEILLANCE'], to: 'RELEASED' },
    },
    payload: reasons('解除的理由'),
    to: ['PROCURATORATE'],
  },
  receiveMeasureRequest: {
    zh: '接收变更强制措施申请',
    en: 'Take a request to change the measure',
    article: `${CPL} art. 97`,
    ...police,
    moves: {
      ...investigating,
      coercion: {
        from: [...HELD, 'ARREST_REQUESTED_AT_LARGE', 'ARREST_APPROVED_AT_LARGE', 'ON_BAIL', 'UNDER_SURVEILLANCE'],
      },
      measureRequest: { from: ['NONE', 'ANSWERED'], to: 'RECEIVED' },
    },
  },
  answerMeasureRequest: {
    zh: '答复变更强制措施申请',
    en: 'Answer the request to change the measure',
    article: `${CPL} art. 97`,
    ...head,
    moves: { measureRequest: { from: ['RECEIVED'], to: 'ANSWERED' } },
    payload: { granted: { kind: 'boolean', zh: '同意变更' }, ...reasons('答复意见') },
  },
  seizeProperty: {
    zh: '侦查查封扣押冻结财物',
    en: 'Seize or freeze property in the investigation',
    article: `${CPL} art. 141、144`,
    ...head,
    moves: { ...investigating, property: { from: ['NONE', 'RELEASED'], to: 'SEIZED' } },
    documentsWith: { items: 'ITEMS_LIST' },
    payload: { items: { kind: 'items', zh: '财物' } },
  },
  establishIrrelevance: {
    zh: '查明与案件无关',
    en: 'Establish that the property has nothing to do with the case',
    article: `${CPL} art. 145`,
    ...police,
    moves: { property: { from: ['SEIZED'], to: 'IRRELEVANT' } },
    payload: reasons('查明情况'),
  },
  releaseProperty: {
    zh: '解除查封扣押冻结并退还',
    en: 'Release and return the property',
    article: `${CPL} art. 145`,
    ...head,
    moves: { property: { from: ['SEIZED', 'IRRELEVANT'], to: 'RELEASED' } },
  },
  freezeData: {
    zh: '冻结电子数据',
    en: 'Freeze electronic data',
    article: `${DATA} art. 11`,
    ...head,
    moves: { ...investigating, frozenData: { from: ['NONE', 'UNFROZEN'], to: 'FROZEN' } },
    payload: {
      holder: { kind: 'text', zh: '电子数据持有人、网络服务提供者' },
      hash: { kind: 'text', zh: '完整性校验值', optional: true },
    },
  },
  decideUnfreezing: {
    zh: '决定解除冻结电子数据',
    en: 'Decide to unfreeze the data',
    article: `${DATA} art. 12`,
    ...head,
    moves: {
      criminal: { from: BEFORE_COURT.filter((state) => state !== 'UNDER_REVIEW') },
      frozenData: { from: ['FROZEN'], to: 'UNFREEZING' },
    },
    to: ['PROCURATORATE'],
  },
  unfreezeData: {
    zh: '通知解除冻结电子数据',
    en: 'Notify the unfreezing',
    article: `${DATA} art. 12`,
    ...police,
    moves: { frozenData: { from: ['UNFREEZING'], to: 'UNFROZEN' } },
    to: ['PROCURATORATE'],
  },
  transferForProsecution: {
    zh: '移送审查起诉',
    en: 'Transfer for prosecution',
    article: '刑事诉讼法(2018) art. 162',
    by: 'PUBLIC_SECURITY',
    roles: ['OFFICER', 'HEAD'],
    moves: {
      criminal: { from: ['FILED', 'UNDER_SUPPLEMENTARY_INVESTIGATION'], to: 'UNDER_REVIEW' },
      ...TOLD_ALONG,
      withdrawalSupervision: { from: NOT_ORDERED_TO_WITHDRAW },
      supplementaryInvestigation: {
        from: ['NONE', 'FIRST', 'SECOND'],
        to: { FIRST: 'FIRST_DONE', SECOND: 'SECOND_DONE' },
      },
    },
    documents: ['PROSECUTION_OPINION'],
    payload: {
      offence: { kind: 'text', zh: '涉嫌罪名' },
      leniency: { kind: 'boolean', zh: '认罪认罚', optional: true },
    },
    to: ['PROCURATORATE'],
    cc: ['ENVIRONMENT'],
    entryDuty: 'H17-34-2',
  },
} as const satisfies Record<string, ActRow>;
