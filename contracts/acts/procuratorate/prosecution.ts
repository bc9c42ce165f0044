import { court, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { BEFORE_THE_COURT, TOLD_ALONG } from '../criminal-stages.ts';
import { FILED_SINCE } from '../tracks.ts';

const CPL = '刑事诉讼法(2018)';
const H17 = '环环监〔2017〕17号';
const officer = { by: 'PROCURATORATE', roles: ['OFFICER'] } as const;
const head = { by: 'PROCURATORATE', roles: ['HEAD'] } as const;
const either = { by: 'PROCURATORATE', roles: ['OFFICER', 'HEAD'] } as const;
const offence = { offence: { kind: 'text', zh: '起诉罪名' } } as const;
const persons = { persons: { kind: 'texts', zh: '涉及的犯罪嫌疑人（姓氏加“某”）', optional: true } } as const;

/** Somebody is not prosecuted: the whole case, or a severed part while the rest goes on. */
const notProsecuted = {
  criminal: { from: FILED_SINCE },
  nonProsecutionNotice: { from: ['DUE', 'GIVEN'] },
} as const;

/** Arrest, review for prosecution and its outcomes, protest. */
export const PROSECUTION_ACTS = {
  extendArrestReview: {
    zh: '延长审查逮捕期限',
    en: 'Extend the review of the arrest request',
    article: '人民检察院刑事诉讼规则 art. 282',
    ...head,
    // only of a suspect who is not held: art. 282 (2)
    moves: { coercion: { from: ['ARREST_REQUESTED_AT_LARGE'] } },
    payload: reasons('重大复杂的理由'),
  },
  approveArrest: {
    zh: '批准逮捕',
    en: 'Approve the arrest',
    article: `${CPL} art. 90`,
    ...head,
    moves: {
      coercion: {
        from: ['ARREST_REQUESTED', 'ARREST_REQUESTED_AT_LARGE'],
        to: { ARREST_REQUESTED: 'ARREST_APPROVED', ARREST_REQUESTED_AT_LARGE: 'ARREST_APPROVED_AT_LARGE' },
      },
    },
    documents: ['ARREST_DECISION'],
    to: ['PUBLIC_SECURITY'],
    entryDuty: 'H17-34-3',
  },
  refuseArrest: {
    zh: '不批准逮捕',
    en: 'Refuse the arrest',
    article: `${CPL} art. 90`,
    ...head,
    moves: {
      coercion: { from: ['ARREST_REQUESTED', 'ARREST_REQUESTED_AT_LARGE'], to: 'ARREST_REFUSED' },
      // each refusal can be contested anew
      arrestRefusal: {
        from: ['NONE', 'REFUSED', 'OBJECTED', 'UPHELD', 'REVIEW_REQUESTED', 'CONFIRMED', 'CHANGED'],
        to: 'REFUSED',
      },
    },
    documents: ['ARREST_DECISION'],
    payload: reasons('不批准逮捕的理由'),
    to: ['PUBLIC_SECURITY'],
    entryDuty: 'H17-34-3',
  },
  // each only when the one before is used up: one month, two in the cases of art. 158, two more at ten years or above
  extendInvestigationDetention: {
    zh: '批准延长侦查羁押期限一个月',
    en: 'Approve one more month of detention for investigation',
    article: `${CPL} art. 156`,
    ...head,
    moves: {
      coercion: { from: ['ARRESTED'] },
      investigationDetention: { from: ['NONE'], to: 'FIRST' },
    },
    payload: { approvedBy: { kind: 'text', zh: '批准机关（上一级人民检察院）' }, ...reasons('案情复杂的理由') },
    to: ['PUBLIC_SECURITY'],
  },
  extendMajorInvestigation: {
    zh: '批准重大复杂案件再延长侦查羁押期限',
    en: 'Approve two more months of detention in a major case',
    article: `${CPL} art. 158`,
    ...head,
    moves: {
      coercion: { from: ['ARRESTED'] },
      investigationDetention: { from: ['FIRST'], to: 'SECOND' },
    },
    payload: {
      approvedBy: { kind: 'text', zh: '批准机关（省、自治区、直辖市人民检察院）' },
      ...reasons('属于第158条情形的理由'),
    },
    to: ['PUBLIC_SECURITY'],
  },
  extendGraveInvestigation: {
    zh: '批准可能判处十年以上案件再延长侦查羁押期限',
    en: 'Approve two more months of detention where ten years or more are to be expected',
    article: `${CPL} art. 159`,
    ...head,
    moves: {
      coercion: { from: ['ARRESTED'] },
      investigationDetention: { from: ['SECOND'], to: 'THIRD' },
    },
    payload: {
      approvedBy: { kind: 'text', zh: '批准机关（省、自治区、直辖市人民检察院）' },
      ...reasons('可能判处十年有期徒刑以上刑罚的理由'),
    },
    to: ['PUBLIC_SECURITY'],
  },
  extendReview: {
    zh: '延长审查起诉期限',
    en: 'Extend the review for prosecution',
    article: `${CPL} art. 172`,
    ...head,
    moves: { criminal: { from: ['UNDER_REVIEW'] } },
    payload: reasons('重大复杂的理由'),
  },
  reviewExpedited: {
    zh: '适用速裁程序审查',
    en: 'Review under the expedited procedure',
    article: `${CPL} art. 172`,
    ...officer,
    moves: { criminal: { from: ['UNDER_REVIEW'] } },
  },
  extendExpeditedReview: {
    zh: '延长速裁审查期限',
    en: 'Extend the expedited review',
    article: `${CPL} art. 172`,
    ...head,
    moves: { criminal: { from: ['UNDER_REVIEW'] } },
    payload: reasons('可能判处一年以上有期徒刑的理由'),
  },
  takeOverReview: {
    zh: '改变管辖后收案（审查起诉）',
    en: 'Take over the review after a change of jurisdiction',
    article: `${CPL} art. 172`,
    ...officer,
    moves: { criminal: { from: ['UNDER_REVIEW'] } },
    payload: { procuratorate: { kind: 'text', zh: '改变管辖后收到案件的人民检察院' } },
    to: ['PUBLIC_SECURITY'],
  },
  returnForInvestigation: {
    zh: '退回补充侦查',
    en: 'Return for supplementary investigation',
    article: `${CPL} art. 175`,
    ...officer,
    moves: {
      criminal: { from: ['UNDER_REVIEW'], to: 'UNDER_SUPPLEMENTARY_INVESTIGATION' },
      // at most twice
      supplementaryInvestigation: { from: ['NONE', 'FIRST_DONE'], to: { NONE: 'FIRST', FIRST_DONE: 'SECOND' } },
    },
    documents: ['INVESTIGATION_OUTLINE'],
    payload: { reasons: { kind: 'text', zh: '补充侦查的事项' } },
    to: ['PUBLIC_SECURITY'],
  },
  severCase: {
    zh: '分案处理',
    en: 'Sever part of the case',
    article: `${CPL} art. 176–177`,
    ...officer,
    moves: { criminal: { from: ['UNDER_REVIEW'] }, severance: { from: ['NONE'], to: 'UNDER_REVIEW' } },
    payload: { ...persons, ...reasons('分案处理的理由') },
    to: ['PUBLIC_SECURITY'],
  },
  indictSevered: {
    zh: '对分案人员提起公诉',
    en: 'Indict in the severed case',
    article: `${CPL} art. 176`,
    ...either,
    moves: { severance: { from: ['UNDER_REVIEW'], to: 'INDICTED' } },
    documents: ['INDICTMENT'],
    payload: { ...offence, ...persons, ...court },
    to: ['COURT'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  declineSevered: {
    zh: '对分案人员不起诉',
    en: 'Decide not to prosecute in the severed case',
    article: `${CPL} art. 177`,
    ...head,
    moves: {
      severance: { from: ['UNDER_REVIEW'], to: 'NOT_PROSECUTED' },
      nonProsecutionNotice: { from: ['NONE', 'DUE', 'GIVEN'], to: 'DUE' },
    },
    documents: ['NON_PROSECUTION_DECISION'],
    payload: { ...persons, ...reasons('不起诉的理由') },
    to: ['PUBLIC_SECURITY'],
  },
  indict: {
    zh: '提起公诉',
    en: 'Indict',
    article: `${CPL} art. 176`,
    ...either,
    moves: { criminal: { from: ['UNDER_REVIEW'], to: 'INDICTED' }, ...TOLD_ALONG },
    documents: ['INDICTMENT'],
    documentsWith: { notify: 'PROSECUTION_NOTICE' },
    payload: { ...offence, ...court, notify: { kind: 'boolean', zh: '同时制作起诉告知书', optional: true } },
    to: ['COURT'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
    entryDuty: 'H17-34-3',
  },
  declineProsecution: {
    zh: '不起诉',
    en: 'Decide not to prosecute',
    article: `${CPL} art. 177`,
    ...head,
    moves: {
      criminal: {
        from: ['UNDER_REVIEW', 'PROSECUTION_WITHDRAWN'],
        to: { UNDER_REVIEW: 'NOT_PROSECUTED', PROSECUTION_WITHDRAWN: 'WITHDRAWN_NOT_PROSECUTED' },
      },
      nonProsecutionNotice: { from: ['NONE', 'DUE', 'GIVEN'], to: 'DUE' },
    },
    documents: ['NON_PROSECUTION_DECISION'],
    payload: { reasons: { kind: 'text', zh: '不起诉的理由' } },
    to: ['PUBLIC_SECURITY'],
  },
  notifyNonProsecution: {
    zh: '不起诉告知',
    en: 'Notify the non-prosecution',
    article: `${H17} art. 18`,
    ...officer,
    // the state of the case is told along: of a severed part it is not NOT_PROSECUTED
    moves: { criminal: { from: FILED_SINCE }, nonProsecutionNotice: { from: ['DUE'], to: 'GIVEN' } },
    documents: ['PROSECUTION_NOTICE'],
    to: ['ENVIRONMENT'],
  },
  serveNonProsecution: {
    zh: '送达不起诉决定书',
    en: 'Serve the decision not to prosecute',
    article: `${CPL} art. 178、180`,
    ...officer,
    // also of a severed part, however far the rest has come
    moves: {
      ...notProsecuted,
      nonProsecution: { from: ['NONE', 'SERVED', 'PETITIONED'], to: 'SERVED' },
    },
    payload: { victim: { kind: 'boolean', zh: '有被害人并已送达被害人', optional: true } },
  },
  recordVictimPetition: {
    zh: '登记被害人申诉',
    en: 'Record the petition of the victim',
    article: `${CPL} art. 180`,
    ...officer,
    moves: { nonProsecution: { from: ['SERVED'], to: 'PETITIONED' } },
  },
  issueOpinion: {
    zh: '提出给予行政处罚的检察意见',
    en: 'Give an opinion to penalise',
    article: `${CPL} art. 177`,
    ...head,
    moves: {
      ...notProsecuted,
      opinion: { from: ['NONE', 'REPLIED'], to: 'ISSUED' },
    },
    documents: ['PROCURATORIAL_OPINION'],
    payload: { opinion: { kind: 'text', zh: '检察意见' } },
    to: ['ENVIRONMENT'],
  },
  resubmitAfterInvestigation: {
    zh: '补充侦查完毕移送法院',
    en: 'Hand the case back to the court after supplementary investigation',
    article: `${CPL} art. 208`,
    ...either,
    moves: { criminal: { from: ['POSTPONED'], to: 'ON_TRIAL' } },
    payload: { result: { kind: 'text', zh: '补充侦查情况' } },
    to: ['COURT'],
  },
  withdrawProsecution: {
    zh: '撤回起诉',
    en: 'Withdraw the prosecution',
    article: '人民检察院刑事诉讼规则 art. 424',
    ...head,
    moves: { criminal: { from: ['ON_TRIAL', 'SUSPENDED', 'POSTPONED'], to: 'PROSECUTION_WITHDRAWN' } },
    payload: reasons('撤回起诉的理由'),
    to: ['COURT'],
    cc: ['PUBLIC_SECURITY', 'ENVIRONMENT'],
  },
  proposeTrialCorrection: {
    zh: '对审判活动提出纠正意见',
    en: 'Propose that the court corrects its procedure',
    article: `${CPL} art. 209`,
    ...head,
    moves: { criminal: { from: BEFORE_THE_COURT } },
    payload: { illegality: { kind: 'text', zh: '违反法定诉讼程序的情形' }, demand: { kind: 'text', zh: '纠正意见' } },
    to: ['COURT'],
  },
  receiveProtestRequest: {
    zh: '接收抗诉请求',
    en: 'Take the request of the victim for a protest',
    article: `${CPL} art. 229`,
    ...officer,
    moves: { criminal: { from: ['JUDGED'] }, protestRequest: { from: ['NONE'], to: 'RECEIVED' } },
  },
  answerProtestRequest: {
    zh: '答复是否抗诉',
    en: 'Answer whether there will be a protest',
    article: `${CPL} art. 229`,
    ...head,
    moves: { protestRequest: { from: ['RECEIVED'], to: 'ANSWERED' } },
    payload: { granted: { kind: 'boolean', zh: '决定抗诉' }, ...reasons('答复理由') },
  },
  protest: {
    zh: '抗诉',
    en: 'Protest the judgment',
    article: `${CPL} art. 228`,
    ...head,
    moves: {
      // also beside an appeal
      criminal: { from: ['JUDGED', 'PROSECUTION_WITHDRAWN', 'APPEALED'], to: 'APPEALED' },
      service: { from: ['DUE', 'SERVED', 'RULING_DUE', 'RULING_SERVED'] },
    },
    // the accused may ask for the lapsed time to be restored (art. 106), the procuratorate may not
    notAfter: { rule: 'CPL-230a', since: 'service' },
    documents: ['PROTEST'],
    payload: reasons('抗诉理由'),
    to: ['COURT'],
  },
  returnReadFile: {
    zh: '退回查阅的案卷',
    en: 'Return the file after reading',
    article: `${CPL} art. 235`,
    ...officer,
    moves: { fileReading: { from: ['SENT'], to: 'RETURNED' } },
    to: ['COURT'],
  },
} as const satisfies Record<string, ActRow>;
