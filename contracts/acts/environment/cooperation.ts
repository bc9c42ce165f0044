import { EXTERNAL_RECEIPT, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { DETENTION_KINDS } from '../../evidence/detention-kinds.ts';
import { DUTY_CRIME_KINDS } from '../routes.ts';
import { PENALISED, REGISTERED } from '../tracks.ts';

const H17 = '环环监〔2017〕17号';
const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;
const registered = { administrative: { from: REGISTERED } } as const;
const outside = { outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' } } as const;
const question = { question: { kind: 'text', zh: '咨询事项' } } as const;
const answer = { answer: { kind: 'text', zh: '答复意见' } } as const;

/** Detention, referral, consultation, joint supervision, reporting upward and duty-crime clues. */
export const COOPERATION_ACTS = {
  approveDetentionTransfer: {
    zh: '批准移送行政拘留案件',
    en: 'Approve the transfer for detention',
    article: '公治〔2014〕853号 art. 10',
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    moves: {
      administrative: { from: PENALISED },
      // not amounting to a crime (art. 2): not while the case is on the criminal road
      criminal: {
        from: [
          'NONE',
          'TRANSFER_REFUSED',
          'RETRANSFER_REFUSED',
          'TRANSFER_WITHDRAWN',
          'RETURNED',
          'FILING_REFUSED',
          'WITHDRAWN',
          'ENDED_ELSEWHERE',
          'NOT_PROSECUTED',
          'WITHDRAWN_NOT_PROSECUTED',
        ],
      },
      detention: { from: ['NONE', 'RETURNED'], to: { NONE: 'APPROVED', RETURNED: 'REAPPROVED' } },
    },
    documents: ['DETENTION_APPROVAL'],
    payload: {
      behaviour: {
        kind: 'choice',
        zh: '弄虚作假行为（853号第6条）',
        values: Object.fromEntries(Object.entries(DETENTION_KINDS).map(([code, { zh }]) => [code, zh])),
        optional: true,
      },
      bySuperior: { kind: 'boolean', zh: '上级部门责令移送（853号第17条）', optional: true },
    },
  },
  transferForDetention: {
    zh: '移送行政拘留案件',
    en: 'Transfer for detention',
    article: '公治〔2014〕853号 art. 12',
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { detention: { from: ['APPROVED', 'REAPPROVED'], to: 'TRANSFERRED' } },
    documents: ['DETENTION_TRANSFER_LETTER', 'MATERIALS_LIST'],
    documentsWith: { items: 'ITEMS_LIST' },
    payload: {
      person: { kind: 'text', zh: '直接负责的主管人员和其他直接责任人员（姓名可隐去）', optional: true },
      facts: { kind: 'text', zh: '违法事实', optional: true },
      items: { kind: 'items', zh: '涉案物品', optional: true },
      materials: { kind: 'materials', zh: '移送材料（853号第11条）', complete: 'A853_ARTICLE_11' },
    },
    to: ['PUBLIC_SECURITY'],
  },
  supplementDetention: {
    zh: '补充拘留移送材料',
    en: 'Supplement the materials of the detention case',
    article: '公治〔2014〕853号 art. 13',
    ...officer,
    moves: { detentionMaterials: { from: ['INCOMPLETE'], to: 'SUPPLEMENTED' } },
    documents: ['SUPPLEMENT_LETTER', 'MATERIALS_LIST'],
    payload: { materials: { kind: 'materials', zh: '补充的材料' } },
    to: ['PUBLIC_SECURITY'],
  },
  referToQualitySupervision: {
    zh: '移送市场监管部门',
    en: 'Refer to quality supervision',
    article: '长春实施方案 二(五)1',
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { administrative: { from: REGISTERED }, quality: { from: ['NONE'], to: 'REFERRED' } },
    documents: ['CLUE_LETTER'],
    payload: { reasons: { kind: 'text', zh: '移送理由' } },
    to: ['QUALITY_SUPERVISION'],
  },
  askPolice: {
    zh: '书面咨询公安机关',
    en: 'Consult public security in writing',
    article: `${H17} art. 24`,
    ...officer,
    moves: { ...registered, policeAdvice: { from: ['NONE', 'ANSWERED'], to: 'ASKED' } },
    documents: ['CONSULTATION_LETTER'],
    payload: question,
    to: ['PUBLIC_SECURITY'],
  },
  askProcuratorate: {
    zh: '书面咨询检察机关',
    en: 'Consult the procuratorate in writing',
    article: `${H17} art. 24`,
    ...officer,
    moves: { ...registered, prosecutorAdvice: { from: ['NONE', 'ANSWERED'], to: 'ASKED' } },
    documents: ['CONSULTATION_LETTER'],
    payload: question,
    to: ['PROCURATORATE'],
  },
  answerPolice: {
    zh: '答复公安机关咨询',
    en: 'Answer the consultation of public security',
    article: `${H17} art. 24`,
    ...officer,
    moves: { technicalAdvice: { from: ['ASKED'], to: 'ANSWERED' } },
    documents: ['CONSULTATION_REPLY'],
    payload: answer,
    to: ['PUBLIC_SECURITY'],
  },
  answerProcuratorate: {
    zh: '答复检察机关咨询',
    en: 'Answer the consultation of the procuratorate',
    article: `${H17} art. 24`,
    ...officer,
    moves: { technicalOpinion: { from: ['ASKED'], to: 'ANSWERED' } },
    documents: ['CONSULTATION_REPLY'],
    payload: answer,
    to: ['PROCURATORATE'],
  },
  listForJointSupervision: {
    zh: '联合挂牌督办',
    en: 'List for joint supervision',
    article: `${H17} art. 31`,
    ...head,
    moves: { ...registered, listing: { from: ['NONE', 'LIFTED'], to: 'LISTED' } },
    documents: ['JOINT_SUPERVISION_NOTICE'],
    payload: { requirements: { kind: 'text', zh: '督办要求' } },
    to: ['PUBLIC_SECURITY', 'PROCURATORATE'],
  },
  reportSupervisedCase: {
    zh: '督办案件备案',
    en: 'Report a supervised case for the record',
    article: '环境行政处罚办法(2010) art. 74',
    ...officer,
    moves: {
      administrative: { from: ['CLOSED'] },
      listing: { from: ['LISTED', 'LIFTED'], to: { LISTED: 'REPORTED' } },
      ...outside,
    },
    documents: ['UPWARD_REPORT'],
    payload: { result: { kind: 'text', zh: '办理结果' } },
    external: ['SUPERIOR_ENVIRONMENT'],
  },
  liftJointSupervision: {
    zh: '解除挂牌督办',
    en: 'Lift the joint supervision',
    article: `${H17} art. 31`,
    ...head,
    moves: { listing: { from: ['LISTED', 'REPORTED'], to: 'LIFTED' } },
    payload: reasons('解除理由'),
    to: ['PUBLIC_SECURITY', 'PROCURATORATE'],
  },
  reportToSuperior: {
    zh: '上报上级生态环境部门',
    en: 'Report to the superior department',
    article: '环发〔2015〕175号 art. 8',
    ...head,
    moves: { ...registered, upward: { from: ['NONE', 'REPORTED'], to: 'REPORTED' }, ...outside },
    documents: ['UPWARD_REPORT'],
    payload: { result: { kind: 'text', zh: '查处情况' } },
    external: ['SUPERIOR_ENVIRONMENT'],
  },
  referDutyCrimeClue: {
    zh: '移送职务违法犯罪线索',
    en: 'Refer a clue of a duty crime',
    article: '国务院令第310号 art. 18–19',
    ...head,
    confidential: true,
    moves: { ...registered, dutyCrime: { from: ['NONE', 'REFERRED'], to: 'REFERRED' }, ...outside },
    documents: ['DUTY_CRIME_CLUE_LETTER'],
    payload: {
      kind: { kind: 'choice', zh: '线索类别', values: DUTY_CRIME_KINDS },
      unit: { kind: 'text', zh: '涉及单位' },
      clue: { kind: 'text', zh: '线索内容' },
    },
    route: 'dutyCrime',
  },
  appearInCourt: {
    zh: '执法人员出庭接受质证',
    en: 'Appear in court and be examined',
    article: `${H17} art. 30`,
    ...officer,
    moves: { courtAppearance: { from: ['NOTIFIED'], to: 'APPEARED' } },
    payload: {
      staff: { kind: 'text', zh: '出庭人员' },
      statement: { kind: 'text', zh: '说明和接受质证的情况' },
    },
    to: ['COURT'],
    cc: ['PROCURATORATE'],
  },
  recordExternalReceipt: {
    zh: '登记系统外回执',
    en: 'Record the receipt of a body outside the hub',
    article: `${H17} art. 34`,
    ...officer,
    confidential: true,
    moves: { outside: { from: ['SENT', 'RECEIPTED'], to: 'RECEIPTED' } },
    payload: EXTERNAL_RECEIPT,
  },
} as const satisfies Record<string, ActRow>;
