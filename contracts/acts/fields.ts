import { EXTERNAL_BODIES } from '../agencies.ts';
import type { FieldSpec } from './act.ts';

const text = (zh: string) => ({ kind: 'text', zh }) as const;

/** Fields that many acts carry. */
export const reasons = (zh = '理由') => ({ reasons: text(zh) }) as const;
export const legalBasis = { legalBasis: text('法律依据') } as const;
export const partyId = { partyId: { kind: 'id', zh: '当事人', optional: true } } as const;
export const summary = (zh: string) => ({ summary: text(zh) }) as const;
export const courtCaseNumber = { courtCaseNumber: { kind: 'documentNumber', zh: '案号' } } as const;
/** Where the law sends the trial to another court than the one of the place, the officer names it. */
export const court = { court: { kind: 'text', zh: '审理法院（指定或集中管辖时填写）', optional: true } } as const;
export const ANNOUNCED = {
  announced: {
    kind: 'choice',
    zh: '宣告方式',
    values: { IN_COURT: '当庭宣判', ON_A_DATE: '定期宣判' },
    optional: true,
  },
} as const;
export const MANNER_OF_SERVICE = {
  manner: {
    kind: 'choice',
    zh: '送达方式',
    values: { DIRECT: '直接送达', LEFT: '留置送达', MAIL: '邮寄送达', ELECTRONIC: '电子送达', PUBLIC: '公告送达' },
    optional: true,
  },
} as const;
/** What opens a case file: the registration itself, a clue or a report. */
export const caseHeader = (what: string) =>
  ({
    title: text(`${what}名称`),
    placeCode: text('行政区划代码（GB/T 2260）'),
    placeText: { kind: 'text', zh: '地点', optional: true },
    kinds: { kind: 'texts', zh: '弄虚作假情形代码（环发〔2015〕175号）' },
    summary: text(`${what}摘要`),
    parties: { kind: 'parties', zh: '当事人' },
  }) as const satisfies Record<string, FieldSpec>;
/** Who reported: taken down by the agency, in no envelope. */
export const reporter = {
  named: { kind: 'boolean', zh: '实名举报', optional: true },
  reporterName: { kind: 'text', zh: '举报人姓名（不移出本机关）', optional: true, private: true },
  reporterContact: { kind: 'text', zh: '举报人联系方式（不移出本机关）', optional: true, private: true },
} as const satisfies Record<string, FieldSpec>;
/** The receipt of a body outside the hub, entered by the officer who got it. */
export const EXTERNAL_RECEIPT = {
  sentActId: { kind: 'id', zh: '所回执的办理事项' },
  body: {
    kind: 'choice',
    zh: '出具回执的机关',
    values: Object.fromEntries(Object.entries(EXTERNAL_BODIES).map(([name, { zh }]) => [name, zh])),
  },
  receiptNumber: { kind: 'text', zh: '回执文号或编号', optional: true },
  receivedBy: { kind: 'text', zh: '接收人', optional: true },
} as const satisfies Record<string, FieldSpec>;
/** 17号 art. 10: what is handed over when the case is filed. */
export const HANDED_OVER = {
  items: { kind: 'items', zh: '涉案物品', optional: true },
  materials: { kind: 'materials', zh: '与案件有关的其他材料', optional: true },
  dangerous: { kind: 'text', zh: '危险物品临时处置情况', optional: true },
} as const satisfies Record<string, FieldSpec>;
/** 17号 art. 19 and 25: what the bureau is asked to help with, within the time the criminal case has. */
export const SUPPORT_REQUEST = {
  kind: {
    kind: 'choice',
    zh: '协助事项类别',
    values: { MONITORING: '环境监测', TECHNICAL: '技术支持', SUPPLEMENTARY_INVESTIGATION: '补充侦查' },
  },
  matter: text('请求协助的事项'),
  neededBy: { kind: 'date', zh: '刑事案件办理时限要求的日期', optional: true },
} as const satisfies Record<string, FieldSpec>;
