import { HANDED_OVER, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { FILED_SINCE, NOT_ORDERED_TO_FILE, REGISTERED } from '../tracks.ts';

const H17 = '环环监〔2017〕17号';
/** On new facts a case that came back may be transferred again. */
const AGAIN = [
  'RETRANSFER_REFUSED',
  'TRANSFER_WITHDRAWN',
  'RETURNED',
  'FILING_REFUSED',
  'WITHDRAWN',
  'ENDED_ELSEWHERE',
] as const;
const allTo = <F extends string, const T extends string>(from: readonly F[], to: T) =>
  Object.fromEntries(from.map((state) => [state, to])) as Record<F, T>;

/** The road of a suspected crime to public security, as the environment bureau walks it (17号). */
export const TRANSFER_ACTS = {
  requestTransfer: {
    zh: '提请移送',
    en: 'Ask the head for transfer',
    article: `${H17} art. 5`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: {
      administrative: { from: REGISTERED },
      criminal: {
        from: ['NONE', 'TRANSFER_REFUSED', ...AGAIN],
        to: {
          NONE: 'TRANSFER_REQUESTED',
          TRANSFER_REFUSED: 'TRANSFER_REQUESTED',
          ...allTo(AGAIN, 'RETRANSFER_REQUESTED'),
        },
      },
      notice: { from: ['NONE', 'GIVEN'] },
    },
    documents: ['TRANSFER_REPORT'],
    payload: {
      suspectedOffence: { kind: 'text', zh: '涉嫌罪名' },
      grounds: { kind: 'text', zh: '移送理由' },
      // 国务院令第310号 art. 5
      caseTeam: { kind: 'texts', zh: '专案组成员（二人以上）', atLeast: 2 },
    },
  },
  approveTransfer: {
    zh: '批准移送',
    en: 'Approve the transfer',
    article: `${H17} art. 5`,
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    moves: {
      criminal: {
        from: ['TRANSFER_REQUESTED', 'RETRANSFER_REQUESTED'],
        to: { TRANSFER_REQUESTED: 'TRANSFER_APPROVED', RETRANSFER_REQUESTED: 'RETRANSFER_APPROVED' },
      },
    },
    documents: ['TRANSFER_APPROVAL_FORM'],
    payload: { opinion: { kind: 'text', zh: '审批意见', optional: true } },
  },
  refuseTransfer: {
    zh: '不批准移送',
    en: 'Refuse the transfer',
    article: `${H17} art. 5`,
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    moves: {
      criminal: {
        from: ['TRANSFER_REQUESTED', 'RETRANSFER_REQUESTED'],
        to: { TRANSFER_REQUESTED: 'TRANSFER_REFUSED', RETRANSFER_REQUESTED: 'RETRANSFER_REFUSED' },
      },
    },
    payload: { reasons: { kind: 'text', zh: '不批准的理由' } },
  },
  transferCase: {
    zh: '移送',
    en: 'Transfer the case',
    article: `${H17} art. 6`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { criminal: { from: ['TRANSFER_APPROVED', 'RETRANSFER_APPROVED'], to: 'TRANSFERRED' } },
    documents: ['TRANSFER_LETTER', 'MATERIALS_LIST'],
    documentsWith: { items: 'ITEMS_LIST' },
    payload: {
      suspectedOffence: { kind: 'text', zh: '涉嫌罪名' },
      mainBasis: { kind: 'text', zh: '主要依据' },
      contactOfficer: { kind: 'text', zh: '案件承办人' },
      contactPhone: { kind: 'text', zh: '联系方式' },
      sealed: { kind: 'boolean', zh: '已加盖公章' },
      materials: { kind: 'materials', zh: '移送材料（M1–M8）', complete: 'H17_ARTICLE_6' },
      items: { kind: 'items', zh: '涉案物品', optional: true },
    },
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  supplementMaterials: {
    zh: '补正材料',
    en: 'Supplement materials',
    article: `${H17} art. 8`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { materials: { from: ['INCOMPLETE'], to: 'SUPPLEMENTED' } },
    documents: ['SUPPLEMENT_LETTER', 'MATERIALS_LIST'],
    payload: { materials: { kind: 'materials', zh: '补正的材料' } },
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
  },
  handOverItems: {
    zh: '移交涉案物品',
    en: 'Hand over items',
    article: `${H17} art. 10`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { criminal: { from: FILED_SINCE }, items: { from: ['NONE', 'HANDED_OVER'], to: 'HANDED_OVER' } },
    documents: ['HANDOVER_RECORD'],
    documentsWith: { items: 'ITEMS_LIST' },
    payload: HANDED_OVER,
    to: ['PUBLIC_SECURITY'],
  },
  requestReconsideration: {
    zh: '申请复议',
    en: 'Request reconsideration',
    article: `${H17} art. 11`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: {
      criminal: { from: ['FILING_REFUSED'] },
      notice: { from: ['GIVEN'] },
      reconsideration: { from: ['NONE'], to: 'REQUESTED' },
    },
    // afterwards the suggestion of supervision remains (art. 12)
    notAfter: { rule: 'H17-11a', since: 'notice' },
    documents: ['RECONSIDERATION_REQUEST'],
    payload: { reasons: { kind: 'text', zh: '复议理由' } },
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  suggestSupervision: {
    zh: '建议立案监督',
    en: 'Suggest filing supervision',
    article: `${H17} art. 12`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'] },
      supervision: { from: ['NONE', 'REASONS_ACCEPTED', 'RESULT_TOLD', 'FILED_ON_ORDER'], to: 'SUGGESTED' },
    },
    // when the case was accepted and nothing is decided: not before public security is late
    notBefore: [{ rule: 'H17-09a', since: 'criminal' }],
    documents: ['SUPERVISION_SUGGESTION'],
    payload: {
      occasion: {
        kind: 'choice',
        zh: '建议情形',
        values: {
          LATE: '公安机关逾期未作决定',
          REFUSED: '对不予立案决定有异议',
          RECONSIDERED: '对复议决定有异议',
          WITHDRAWN: '对撤销案件有异议',
        },
        optional: true,
      },
      grounds: { kind: 'text', zh: '建议理由及依据' },
      materials: { kind: 'materials', zh: '建议材料（17号第13条）', complete: 'H17_ARTICLE_13' },
    },
    to: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  explainImpossible: {
    zh: '说明无法补正',
    en: 'Explain why the materials cannot be supplemented',
    article: `${H17} art. 8`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { materials: { from: ['INCOMPLETE'], to: 'EXPLAINED' } },
    documents: ['IMPOSSIBILITY_EXPLANATION'],
    payload: reasons('客观上无法补正的理由'),
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
  },
  reportFurtherInquiry: {
    zh: '反馈补充调查',
    en: 'Report the further inquiry',
    article: `${H17} art. 8`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { furtherInquiry: { from: ['ASKED'], to: 'REPORTED' } },
    documents: ['INVESTIGATION_REPORT'],
    payload: {
      findings: { kind: 'text', zh: '补充调查结果' },
      materials: { kind: 'materials', zh: '补充调查材料', optional: true },
    },
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
  },
  withdrawTransfer: {
    // no article speaks of it; it rests on the head's power to decide the transfer, and public security keeps what it has begun
    zh: '撤回移送',
    en: 'Withdraw a mistaken transfer',
    article: `${H17} art. 5`,
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED'], to: 'TRANSFER_WITHDRAWN' },
      // what the procuratorate has ordered to be filed is not taken back
      supervision: { from: NOT_ORDERED_TO_FILE },
    },
    documents: ['TRANSFER_WITHDRAWAL'],
    payload: reasons('撤回移送的理由'),
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  takeUpSupervisedCase: {
    zh: '登记检察机关调阅的案件',
    en: 'Register the case the procuratorate asks about',
    article: `${H17} art. 14`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: {
      administrative: { from: ['NONE'], to: 'INVESTIGATING' },
      fileInspection: { from: ['REQUESTED'] },
    },
    payload: {
      ownNumber: { kind: 'text', zh: '本机关原有案件的立案号', optional: true },
      conductEndedOn: { kind: 'date', zh: '违法行为终了之日', optional: true },
    },
    to: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  provideFile: {
    zh: '提供案卷供检察查阅',
    en: 'Provide the file for inspection',
    article: `${H17} art. 14`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: {
      // also of what the bureau has not registered: the procuratorate may know it first
      administrative: { from: ['NONE', ...REGISTERED] },
      fileInspection: { from: ['NONE', 'REQUESTED', 'PROVIDED'], to: 'PROVIDED' },
    },
    payload: {
      note: { kind: 'text', zh: '说明', optional: true },
      materials: { kind: 'materials', zh: '案卷材料', optional: true },
    },
    to: ['PROCURATORATE'],
  },
  reportTransferExecution: {
    zh: '报告检察意见执行情况',
    en: 'Report the execution of the opinion',
    article: `${H17} art. 14`,
    by: 'ENVIRONMENT',
    roles: ['OFFICER'],
    moves: { transferSupervision: { from: ['ADVISED'], to: 'EXECUTED' } },
    documents: ['EXECUTION_REPORT'],
    payload: { execution: { kind: 'text', zh: '执行情况' } },
    to: ['PROCURATORATE'],
  },
} as const satisfies Record<string, ActRow>;
