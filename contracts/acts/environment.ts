import type { ActRow } from './act.ts';

const H17 = '环环监〔2017〕17号';

/** Acts of the environment bureau. */
export const ENVIRONMENT_ACTS = {
  openCase: {
    zh: '登记案件', en: 'Open a case', article: '行政处罚法 art. 54', by: 'ENVIRONMENT', roles: ['OFFICER'], opens: true,
    moves: { administrative: { from: ['NONE'], to: 'INVESTIGATING' } },
    payload: {
      title: { kind: 'text', zh: '案件名称' },
      placeCode: { kind: 'text', zh: '行政区划代码（GB/T 2260）' },
      placeText: { kind: 'text', zh: '地点', optional: true },
      kinds: { kind: 'texts', zh: '弄虚作假情形代码（环发〔2015〕175号）' },
      summary: { kind: 'text', zh: '案情摘要' },
      parties: { kind: 'parties', zh: '当事人' },
    },
    entryDuty: 'H17-34-1',
  },
  registerEvidence: {
    zh: '登记证据', en: 'Register evidence', article: '刑事诉讼法 art. 54', by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { administrative: { from: ['INVESTIGATING', 'PENALISED'] } },
    payload: {
      title: { kind: 'text', zh: '证据名称' },
      kind: { kind: 'text', zh: '证据种类' },
      file: { kind: 'file', zh: '已上传文件的 SHA-256' },
      capturedAt: { kind: 'instant', zh: '采集时间', optional: true },
      capturedBy: { kind: 'texts', zh: '采集人（二人以上）', optional: true },
      capturedPlace: { kind: 'text', zh: '采集地点', optional: true },
      method: { kind: 'text', zh: '提取固定方式', optional: true },
      fact: { kind: 'text', zh: '证明对象', optional: true },
    },
  },
  imposePenalty: {
    zh: '作出行政处罚', en: 'Impose a penalty', article: '行政处罚法 art. 57', by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { administrative: { from: ['INVESTIGATING'], to: 'PENALISED' } },
    documents: ['PENALTY_DECISION'],
    payload: {
      partyId: { kind: 'id', zh: '被处罚当事人', optional: true },
      amount: { kind: 'money', zh: '罚款金额（元）', optional: true },
      measures: { kind: 'text', zh: '处罚内容' },
      legalBasis: { kind: 'text', zh: '处罚依据' },
    },
    entryDuty: 'H17-34-1',
  },
  requestTransfer: {
    zh: '提请移送', en: 'Ask the head for transfer', article: `${H17} art. 5`, by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { administrative: { from: ['INVESTIGATING', 'PENALISED'] }, criminal: { from: ['NONE', 'TRANSFER_REFUSED'], to: 'TRANSFER_REQUESTED' } },
    documents: ['TRANSFER_REPORT'],
    payload: { suspectedOffence: { kind: 'text', zh: '涉嫌罪名' }, grounds: { kind: 'text', zh: '移送理由' } },
  },
  approveTransfer: {
    zh: '批准移送', en: 'Approve the transfer', article: `${H17} art. 5`, by: 'ENVIRONMENT', roles: ['HEAD'],
    moves: { criminal: { from: ['TRANSFER_REQUESTED'], to: 'TRANSFER_APPROVED' } },
  },
  refuseTransfer: {
    zh: '不批准移送', en: 'Refuse the transfer', article: `${H17} art. 5`, by: 'ENVIRONMENT', roles: ['HEAD'],
    moves: { criminal: { from: ['TRANSFER_REQUESTED'], to: 'TRANSFER_REFUSED' } },
    payload: { reasons: { kind: 'text', zh: '不批准的理由' } },
  },
  transferCase: {
    zh: '移送', en: 'Transfer the case', article: `${H17} art. 6`, by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { criminal: { from: ['TRANSFER_APPROVED'], to: 'TRANSFERRED' } },
    documents: ['TRANSFER_LETTER'],
    payload: {
      suspectedOffence: { kind: 'text', zh: '涉嫌罪名' },
      mainBasis: { kind: 'text', zh: '主要依据' },
      contactOfficer: { kind: 'text', zh: '案件承办人' },
      contactPhone: { kind: 'text', zh: '联系方式' },
      sealed: { kind: 'boolean', zh: '已加盖公章' },
      materials: { kind: 'materials', zh: '移送材料（M1–M8）', complete: 'H17_ARTICLE_6' },
    },
    to: ['PUBLIC_SECURITY'], cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  supplementMaterials: {
    zh: '补正材料', en: 'Supplement materials', article: `${H17} art. 8`, by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { materials: { from: ['INCOMPLETE'], to: 'SUPPLEMENTED' } },
    payload: { materials: { kind: 'materials', zh: '补正的材料' } },
    to: ['PUBLIC_SECURITY'], cc: ['PROCURATORATE'],
  },
  handOverItems: {
    zh: '移交涉案物品', en: 'Hand over items', article: `${H17} art. 10`, by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { criminal: { from: ['FILED'] }, items: { from: ['NONE'], to: 'HANDED_OVER' } },
    documents: ['HANDOVER_RECORD'],
    payload: { items: { kind: 'text', zh: '物品清单' } },
    to: ['PUBLIC_SECURITY'],
  },
  requestReconsideration: {
    zh: '申请复议', en: 'Request reconsideration', article: `${H17} art. 11`, by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { criminal: { from: ['FILING_REFUSED'] }, notice: { from: ['GIVEN'] }, reconsideration: { from: ['NONE'], to: 'REQUESTED' } },
    documents: ['RECONSIDERATION_REQUEST'],
    payload: { reasons: { kind: 'text', zh: '复议理由' } },
    to: ['PUBLIC_SECURITY'], cc: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  suggestSupervision: {
    zh: '建议立案监督', en: 'Suggest filing supervision', article: `${H17} art. 12`, by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: {
      criminal: { from: ['TRANSFERRED', 'ACCEPTED', 'FILING_REFUSED', 'WITHDRAWN', 'RETURNED'] },
      supervision: { from: ['NONE', 'REASONS_ACCEPTED'], to: 'SUGGESTED' },
    },
    documents: ['SUPERVISION_SUGGESTION'],
    payload: { grounds: { kind: 'text', zh: '建议理由及依据' } },
    to: ['PROCURATORATE'],
    entryDuty: 'H17-34-1',
  },
  referToQualitySupervision: {
    zh: '移送市场监管部门', en: 'Refer to quality supervision', article: '长春实施方案 二(五)1', by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { administrative: { from: ['INVESTIGATING', 'PENALISED'] }, quality: { from: ['NONE'], to: 'REFERRED' } },
    payload: { reasons: { kind: 'text', zh: '移送理由' } },
    to: ['QUALITY_SUPERVISION'],
  },
  approveDetentionTransfer: {
    zh: '批准移送行政拘留案件', en: 'Approve the transfer for detention', article: '公治〔2014〕853号 art. 10', by: 'ENVIRONMENT', roles: ['HEAD'],
    moves: { administrative: { from: ['PENALISED'] }, detention: { from: ['NONE', 'RETURNED'], to: 'APPROVED' } },
    documents: ['DETENTION_APPROVAL'],
  },
  transferForDetention: {
    zh: '移送行政拘留案件', en: 'Transfer for detention', article: '公治〔2014〕853号 art. 12', by: 'ENVIRONMENT', roles: ['OFFICER'],
    moves: { detention: { from: ['APPROVED'], to: 'TRANSFERRED' } },
    documents: ['TRANSFER_LETTER'],
    payload: { materials: { kind: 'materials', zh: '移送材料（853号 art. 11）', complete: 'A853_ARTICLE_11' } },
    to: ['PUBLIC_SECURITY'],
  },
  listOnBlacklist: {
    zh: '列入失信名单', en: 'Put on the credit blacklist', article: '环发〔2015〕175号 art. 12', by: 'ENVIRONMENT', roles: ['HEAD'],
    moves: { administrative: { from: ['PENALISED'] }, credit: { from: ['NONE', 'DELISTED'], to: 'LISTED' } },
    payload: {
      partyId: { kind: 'id', zh: '列入对象' },
      legalBasis: { kind: 'text', zh: '认定依据' },
      severity: { kind: 'choice', zh: '失信程度', values: { MINOR: '轻微', GENERAL: '一般', SERIOUS: '严重' } },
      publishedFrom: { kind: 'date', zh: '公示起日' },
      publishedUntil: { kind: 'date', zh: '公示止日' },
    },
    cc: ['CREDIT_PLATFORM'],
  },
  delistFromBlacklist: {
    zh: '移出失信名单', en: 'Remove from the credit blacklist', article: '发改委令36号', by: 'ENVIRONMENT', roles: ['HEAD'],
    moves: { credit: { from: ['LISTED'], to: 'DELISTED' } },
    payload: { reasons: { kind: 'text', zh: '移出理由' } },
    cc: ['CREDIT_PLATFORM'],
  },
} as const satisfies Record<string, ActRow>;
