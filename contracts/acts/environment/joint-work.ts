import { HANDED_OVER, reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { REGISTERED } from '../tracks.ts';

const A310 = '国务院令第310号';
const H17 = '环环监〔2017〕17号';
const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
/** Public security has not got the case, or no longer. */
const BEFORE_TRANSFER = [
  'NONE',
  'TRANSFER_REQUESTED',
  'TRANSFER_APPROVED',
  'TRANSFER_REFUSED',
  'RETRANSFER_REQUESTED',
  'RETRANSFER_APPROVED',
  'RETRANSFER_REFUSED',
  'TRANSFER_WITHDRAWN',
  'RETURNED',
  'FILING_REFUSED',
  'WITHDRAWN',
  'ENDED_ELSEWHERE',
] as const;
const supported = { result: { kind: 'text', zh: '协助结果' } } as const;
const materials = { materials: { kind: 'materials', zh: '监测报告、认定意见等材料', optional: true } } as const;

/** Working together before filing and after it, and what comes back from outside the hub. */
export const JOINT_WORK_ACTS = {
  notifyPolice: {
    zh: '通报明显涉嫌犯罪的情况',
    en: 'Tell public security of an obvious crime',
    article: `${H17} art. 26`,
    ...officer,
    // the bureau goes on investigating until public security has filed
    moves: {
      administrative: { from: REGISTERED },
      criminal: { from: BEFORE_TRANSFER },
      earlyNotice: { from: ['NONE', 'GIVEN', 'INQUIRING'], to: 'GIVEN' },
    },
    payload: { facts: { kind: 'text', zh: '现场检查发现的明显涉嫌犯罪的事实' } },
    to: ['PUBLIC_SECURITY'],
  },
  proposeJointInvestigation: {
    zh: '提议联合调查',
    en: 'Propose a joint investigation',
    article: `${H17} art. 27–28`,
    ...officer,
    moves: {
      administrative: { from: REGISTERED },
      jointInvestigation: { from: ['NONE', 'UNDER_WAY'], to: 'PROPOSED' },
    },
    payload: {
      ...reasons('联合调查的事由'),
      bureauTasks: { kind: 'text', zh: '环保部门分工（排污事实、方式和污染物种类、浓度、数量、去向）' },
      policeTasks: { kind: 'text', zh: '公安机关分工（控制现场、查明人员身份和职务、采取强制措施）' },
    },
    to: ['PUBLIC_SECURITY'],
  },
  provideSupport: {
    zh: '协助公安机关',
    en: 'Support public security',
    // art. 19 where it is the supplementary investigation
    article: `${H17} art. 25`,
    ...officer,
    moves: { policeSupport: { from: ['REQUESTED'], to: 'PROVIDED' } },
    payload: { ...supported, ...materials },
    to: ['PUBLIC_SECURITY'],
  },
  supportProcuratorate: {
    zh: '协助检察机关',
    en: 'Support the procuratorate',
    article: `${H17} art. 25`,
    ...officer,
    moves: { prosecutorSupport: { from: ['REQUESTED'], to: 'PROVIDED' } },
    payload: { ...supported, ...materials },
    to: ['PROCURATORATE'],
  },
  recordTransferOrder: {
    zh: '登记责令限期移送',
    en: 'Record the order to transfer in time',
    article: `${A310} art. 16`,
    ...officer,
    moves: {
      administrative: { from: REGISTERED },
      criminal: { from: BEFORE_TRANSFER },
      transferOrder: { from: ['NONE', 'ORDERED'], to: 'ORDERED' },
    },
    payload: {
      orderedBy: { kind: 'text', zh: '责令移送的机关' },
      transferBy: { kind: 'date', zh: '责令移送的期限' },
    },
  },
  recordFiledElsewhere: {
    zh: '登记有管辖权机关立案',
    en: 'Record that the competent organ filed the case',
    article: `${H17} art. 9`,
    ...officer,
    moves: { criminal: { from: ['PASSED_ON'], to: 'FILED_ELSEWHERE' }, passingOn: { from: ['TOLD'] } },
    payload: { organ: { kind: 'text', zh: '立案的公安机关' }, notice: { kind: 'text', zh: '立案通知书文号' } },
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
  },
  handOverItemsElsewhere: {
    zh: '向有管辖权机关移交涉案物品',
    en: 'Hand over items to the competent organ',
    article: `${H17} art. 10`,
    ...officer,
    moves: {
      criminal: { from: ['FILED_ELSEWHERE'] },
      items: { from: ['NONE', 'HANDED_OVER'], to: 'HANDED_OVER' },
      outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' },
    },
    documents: ['HANDOVER_RECORD'],
    documentsWith: { items: 'ITEMS_LIST' },
    payload: HANDED_OVER,
    external: ['COMPETENT_PUBLIC_SECURITY'],
  },
  recordEndedElsewhere: {
    zh: '登记有管辖权机关办理结果',
    en: 'Record how the case ended with the competent organ',
    article: `${H17} art. 16`,
    ...officer,
    moves: {
      criminal: { from: ['PASSED_ON', 'FILED_ELSEWHERE'], to: 'ENDED_ELSEWHERE' },
      passingOn: { from: ['TOLD'] },
    },
    payload: {
      outcome: {
        kind: 'choice',
        zh: '办理结果',
        values: {
          REFUSED: '不予立案',
          RETURNED: '退回',
          WITHDRAWN: '撤销案件',
          NOT_PROSECUTED: '不起诉',
          ACQUITTED: '判决无罪',
          EXEMPTED: '免予刑事处罚',
          CONVICTED: '判决有罪',
        },
      },
      decision: { kind: 'text', zh: '作出决定的机关及文书文号' },
    },
    to: ['PUBLIC_SECURITY'],
    cc: ['PROCURATORATE'],
  },
} as const satisfies Record<string, ActRow>;
