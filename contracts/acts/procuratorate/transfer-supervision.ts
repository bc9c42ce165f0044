import { caseHeader, EXTERNAL_RECEIPT, reasons, reporter, SUPPORT_REQUEST } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { FILED_SINCE, KNOWN_TO_POLICE } from '../tracks.ts';

const A310 = '国务院令第310号';
const H17 = '环环监〔2017〕17号';
const officer = { by: 'PROCURATORATE', roles: ['OFFICER'] } as const;
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;

/** Supervision of transfer, opinions, support and consultation. */
export const TRANSFER_SUPERVISION_ACTS = {
  receiveNonTransferReport: {
    zh: '登记应移送未移送线索',
    en: 'Take down that a case was not transferred',
    article: `${A310} art. 14`,
    ...officer,
    opens: true,
    confidential: true,
    moves: { nonTransferReport: { from: ['NONE', 'RECEIVED'], to: 'RECEIVED' } },
    payload: { ...caseHeader('线索'), ...reporter },
  },
  requestFile: {
    zh: '查询调阅案件材料',
    en: 'Ask to inspect the file',
    article: `${H17} art. 14`,
    ...officer,
    moves: { fileInspection: { from: ['NONE', 'REQUESTED', 'PROVIDED'], to: 'REQUESTED' } },
    payload: { matter: { kind: 'text', zh: '查询调阅的事项' } },
    to: ['ENVIRONMENT'],
  },
  adviseTransfer: {
    zh: '建议移送的检察意见',
    en: 'Advise the transfer of the case',
    article: `${H17} art. 14`,
    ...head,
    moves: {
      // the case is not, or no longer, with public security
      criminal: {
        from: [
          'NONE',
          'TRANSFER_REQUESTED',
          'TRANSFER_APPROVED',
          'TRANSFER_REFUSED',
          'RETRANSFER_REQUESTED',
          'RETRANSFER_APPROVED',
          'RETRANSFER_REFUSED',
          'TRANSFER_WITHDRAWN',
          'RETURNED',
          'ENDED_ELSEWHERE',
        ],
      },
      // on its own knowledge too, when the file is not provided
      fileInspection: { from: ['REQUESTED', 'PROVIDED'] },
      transferSupervision: { from: ['NONE', 'EXECUTED'], to: 'ADVISED' },
    },
    documents: ['TRANSFER_OPINION'],
    payload: reasons('应当移送的理由'),
    to: ['ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  giveCaseOpinion: {
    zh: '对重大疑难案件提出意见',
    en: 'Give public security an opinion on the case',
    article: `${H17} art. 29`,
    ...officer,
    moves: {
      criminal: { from: KNOWN_TO_POLICE },
      caseOpinion: { from: ['NONE', 'ASKED', 'GIVEN'], to: 'GIVEN' },
    },
    payload: { opinion: { kind: 'text', zh: '意见和建议' } },
    to: ['PUBLIC_SECURITY'],
  },
  requestProsecutorSupport: {
    zh: '检察机关商请环保部门协助',
    en: 'Ask the bureau for support as the procuratorate',
    article: `${H17} art. 25`,
    ...officer,
    moves: { criminal: { from: FILED_SINCE }, prosecutorSupport: { from: ['NONE', 'PROVIDED'], to: 'REQUESTED' } },
    payload: SUPPORT_REQUEST,
    to: ['ENVIRONMENT'],
  },
  replyAsProcuratorate: {
    zh: '检察机关答复环保咨询',
    en: 'Answer the bureau as the procuratorate',
    article: `${H17} art. 24`,
    ...officer,
    moves: { prosecutorAdvice: { from: ['ASKED'], to: 'ANSWERED' } },
    documents: ['CONSULTATION_REPLY'],
    payload: { answer: { kind: 'text', zh: '答复意见' } },
    to: ['ENVIRONMENT'],
  },
  askTechnicalOpinion: {
    zh: '检察机关咨询环保专业问题',
    en: 'Consult the bureau as the procuratorate',
    article: `${H17} art. 24`,
    ...officer,
    moves: {
      criminal: { from: KNOWN_TO_POLICE },
      technicalOpinion: { from: ['NONE', 'ANSWERED'], to: 'ASKED' },
    },
    documents: ['CONSULTATION_LETTER'],
    payload: { question: { kind: 'text', zh: '咨询事项' } },
    to: ['ENVIRONMENT'],
  },
  recordProcuratorateReceipt: {
    zh: '检察机关登记系统外回执',
    en: 'Record an outside receipt as the procuratorate',
    article: `${H17} art. 34`,
    ...officer,
    confidential: true,
    moves: { outside: { from: ['SENT', 'RECEIPTED'], to: 'RECEIPTED' } },
    payload: EXTERNAL_RECEIPT,
  },
} as const satisfies Record<string, ActRow>;
