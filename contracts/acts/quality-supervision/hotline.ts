import { caseHeader, EXTERNAL_RECEIPT, reasons, reporter } from '../fields.ts';
import type { ActRow } from '../act.ts';

const HOTLINE = '市场监督管理投诉举报处理暂行办法';
const officer = { by: 'QUALITY_SUPERVISION', roles: ['OFFICER'], confidential: true } as const;
const head = { by: 'QUALITY_SUPERVISION', roles: ['HEAD'], confidential: true } as const;

/** Complaints and reports on the hotline 12315, clue checks, competence, and random checks. */
export const HOTLINE_ACTS = {
  receiveComplaint: {
    zh: '接收投诉',
    en: 'Receive a complaint',
    article: `${HOTLINE} art. 14`,
    ...officer,
    opens: true,
    moves: { complaint: { from: ['NONE'], to: 'RECEIVED' } },
    payload: { ...caseHeader('投诉事项'), ...reporter },
  },
  acceptComplaint: {
    zh: '受理投诉',
    en: 'Accept the complaint',
    article: `${HOTLINE} art. 14`,
    ...officer,
    moves: { complaint: { from: ['RECEIVED'], to: 'ACCEPTED' } },
  },
  declineComplaint: {
    zh: '不予受理投诉',
    en: 'Decline the complaint',
    article: `${HOTLINE} art. 14`,
    ...officer,
    moves: { complaint: { from: ['RECEIVED'], to: 'NOT_ACCEPTED' } },
    payload: reasons('不予受理的理由'),
  },
  settleComplaint: {
    zh: '调解成功',
    en: 'Settle the complaint',
    article: `${HOTLINE} art. 20`,
    ...officer,
    moves: { complaint: { from: ['ACCEPTED'], to: 'SETTLED' } },
  },
  terminateMediation: {
    zh: '终止调解',
    en: 'Terminate the mediation',
    article: `${HOTLINE} art. 21`,
    ...officer,
    moves: { complaint: { from: ['ACCEPTED'], to: 'TERMINATED' } },
    payload: reasons('终止的理由'),
  },
  tellTermination: {
    zh: '告知终止调解',
    en: 'Tell the parties of the termination',
    article: `${HOTLINE} art. 21`,
    ...officer,
    moves: { complaint: { from: ['TERMINATED'], to: 'TOLD' } },
  },
  receiveQualityReport: {
    zh: '接收举报线索',
    en: 'Receive a report as a clue',
    article: `${HOTLINE} art. 23`,
    ...officer,
    opens: true,
    moves: { qualityClue: { from: ['NONE'], to: 'FOUND' } },
    payload: { ...caseHeader('举报线索'), ...reporter },
  },
  extendClueCheck: {
    zh: '延长线索核查',
    en: 'Extend the check of the clue',
    article: `${HOTLINE} art. 23`,
    ...head,
    moves: { qualityClue: { from: ['FOUND'] } },
    payload: reasons('延长的理由'),
  },
  fileQualityCase: {
    zh: '市场监管立案',
    en: 'File the case of market regulation',
    article: `${HOTLINE} art. 23`,
    ...head,
    // a clue of its own or one that another department referred
    moves: { qualityClue: { from: ['NONE', 'FOUND'], to: 'FILED' } },
    payload: { named: { kind: 'boolean', zh: '实名举报', optional: true } },
  },
  declineQualityCase: {
    zh: '市场监管不予立案',
    en: 'Decline the case of market regulation',
    article: `${HOTLINE} art. 23`,
    ...head,
    moves: { qualityClue: { from: ['NONE', 'FOUND'], to: 'NOT_FILED' } },
    payload: { named: { kind: 'boolean', zh: '实名举报', optional: true }, ...reasons('不予立案的理由') },
  },
  tellReporter: {
    zh: '告知实名举报人',
    en: 'Tell the named reporter',
    article: `${HOTLINE} art. 31`,
    ...officer,
    moves: { qualityClue: { from: ['FILED', 'NOT_FILED'], to: 'TOLD' } },
  },
  disputeCompetence: {
    zh: '发生管辖争议',
    en: 'Dispute the competence',
    article: `${HOTLINE} art. 30`,
    ...officer,
    moves: {
      qualityClue: { from: ['FOUND', 'FILED'] },
      competence: { from: ['NONE', 'AGREED'], to: 'DISPUTED' },
    },
    payload: { organ: { kind: 'text', zh: '争议的对方机关' } },
  },
  agreeCompetence: {
    zh: '管辖协商一致',
    en: 'Agree on the competence',
    article: `${HOTLINE} art. 30`,
    ...officer,
    moves: { competence: { from: ['DISPUTED'], to: 'AGREED' } },
    payload: { organ: { kind: 'text', zh: '商定的管辖机关' } },
  },
  submitCompetence: {
    zh: '报请指定管辖',
    en: 'Submit the competence to the common superior',
    article: `${HOTLINE} art. 30`,
    ...head,
    moves: {
      competence: { from: ['DISPUTED'], to: 'SUBMITTED' },
      outside: { from: ['NONE', 'SENT', 'RECEIPTED'], to: 'SENT' },
    },
    external: ['PROVINCIAL_QUALITY_SUPERVISION'],
  },
  finishRandomCheck: {
    zh: '完成双随机抽查',
    en: 'Finish a double-random inspection',
    article: '国发〔2019〕5号',
    ...officer,
    opens: true,
    moves: { randomCheck: { from: ['NONE', 'PUBLISHED'], to: 'CHECKED' } },
    payload: { ...caseHeader('抽查'), inspectors: { kind: 'texts', zh: '检查人员（二人以上）' } },
  },
  publishRandomCheck: {
    zh: '公示抽查结果',
    en: 'Publish the result of the inspection',
    article: '国发〔2019〕5号',
    ...officer,
    moves: { randomCheck: { from: ['CHECKED'], to: 'PUBLISHED' } },
    payload: { result: { kind: 'text', zh: '抽查结果' } },
  },
  recordQualityReceipt: {
    zh: '市场监管登记系统外回执',
    en: 'Record an outside receipt as quality supervision',
    article: '市场监督管理行政处罚信息公示规定(45号令) art. 10',
    ...officer,
    moves: { outside: { from: ['SENT', 'RECEIPTED'], to: 'RECEIPTED' } },
    payload: EXTERNAL_RECEIPT,
  },
} as const satisfies Record<string, ActRow>;
