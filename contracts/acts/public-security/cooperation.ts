import { EXTERNAL_RECEIPT, SUPPORT_REQUEST } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { DUTY_CRIME_KINDS } from '../routes.ts';
import { KNOWN_TO_POLICE } from '../tracks.ts';

const A310 = '国务院令第310号';
const H17 = '环环监〔2017〕17号';
const officer = { by: 'PUBLIC_SECURITY', roles: ['OFFICER'] } as const;
const head = { by: 'PUBLIC_SECURITY', roles: ['HEAD'] } as const;
const police = { by: 'PUBLIC_SECURITY', roles: ['OFFICER', 'HEAD'] } as const;
const outside = { outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' } } as const;
/** Early involvement, joint investigation, support, consultation and clues. */
export const COOPERATION_ACTS = {
  startPreliminaryInquiry: {
    zh: '初查',
    en: 'Inquire before filing',
    article: `${H17} art. 26`,
    ...officer,
    moves: { earlyNotice: { from: ['GIVEN'], to: 'INQUIRING' } },
    payload: { scope: { kind: 'text', zh: '初查事项' } },
    to: ['ENVIRONMENT'],
  },
  joinInvestigation: {
    zh: '参加联合调查',
    en: 'Join the investigation',
    article: `${H17} art. 27–28`,
    ...officer,
    moves: { jointInvestigation: { from: ['PROPOSED'], to: 'UNDER_WAY' } },
    payload: { officers: { kind: 'texts', zh: '参加联合调查的民警' } },
    to: ['ENVIRONMENT'],
  },
  requestSupport: {
    zh: '商请环保部门协助',
    en: 'Ask the bureau for support as public security',
    article: `${H17} art. 25`,
    ...officer,
    moves: { criminal: { from: KNOWN_TO_POLICE }, policeSupport: { from: ['NONE', 'PROVIDED'], to: 'REQUESTED' } },
    payload: SUPPORT_REQUEST,
    to: ['ENVIRONMENT'],
  },
  askCaseOpinion: {
    zh: '就重大疑难案件听取检察意见',
    en: 'Ask the procuratorate for its opinion on the case',
    article: `${H17} art. 29`,
    ...officer,
    moves: { criminal: { from: ['ACCEPTED', 'FILED'] }, caseOpinion: { from: ['NONE', 'GIVEN'], to: 'ASKED' } },
    payload: { question: { kind: 'text', zh: '听取意见的事项' } },
    to: ['PROCURATORATE'],
  },
  recordCorrectionOrder: {
    zh: '登记责令改正',
    en: 'Record the order to correct the refusal or delay',
    article: `${A310} art. 17`,
    ...officer,
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'RETURNED', 'FILING_REFUSED'] },
      correctionOrder: { from: ['NONE', 'ORDERED'], to: 'ORDERED' },
    },
    payload: { government: { kind: 'text', zh: '责令改正的人民政府' }, order: { kind: 'text', zh: '责令改正的内容' } },
    to: ['ENVIRONMENT', 'PROCURATORATE'],
  },
  replyToConsultation: {
    zh: '答复环保咨询',
    en: 'Answer the bureau as public security',
    article: `${H17} art. 24`,
    ...police,
    moves: { policeAdvice: { from: ['ASKED'], to: 'ANSWERED' } },
    documents: ['CONSULTATION_REPLY'],
    payload: { answer: { kind: 'text', zh: '答复意见' } },
    to: ['ENVIRONMENT'],
  },
  askTechnicalAdvice: {
    zh: '向环保部门咨询专业问题',
    en: 'Consult the bureau as public security',
    article: `${H17} art. 24`,
    ...police,
    moves: { criminal: { from: KNOWN_TO_POLICE }, technicalAdvice: { from: ['NONE', 'ANSWERED'], to: 'ASKED' } },
    documents: ['CONSULTATION_LETTER'],
    payload: { question: { kind: 'text', zh: '咨询事项' } },
    to: ['ENVIRONMENT'],
  },
  forwardDutyCrimeClue: {
    zh: '公安移送职务违法犯罪线索',
    en: 'Forward a clue of a duty crime',
    article: '国务院令第310号 art. 18–19',
    ...head,
    confidential: true,
    moves: {
      criminal: { from: KNOWN_TO_POLICE },
      dutyCrime: { from: ['NONE', 'REFERRED'], to: 'REFERRED' },
      ...outside,
    },
    documents: ['DUTY_CRIME_CLUE_LETTER'],
    payload: {
      kind: { kind: 'choice', zh: '线索类别', values: DUTY_CRIME_KINDS },
      unit: { kind: 'text', zh: '涉及单位' },
      clue: { kind: 'text', zh: '线索内容' },
    },
    route: 'dutyCrime',
  },
  recordPoliceReceipt: {
    zh: '公安登记系统外回执',
    en: 'Record an outside receipt as public security',
    article: `${H17} art. 34`,
    ...police,
    confidential: true,
    moves: { outside: { from: ['SENT', 'RECEIPTED'], to: 'RECEIPTED' } },
    payload: EXTERNAL_RECEIPT,
  },
} as const satisfies Record<string, ActRow>;
