import { reasons } from '../fields.ts';
import type { ActRow } from '../act.ts';
import { PENALISED } from '../tracks.ts';

const REPAIR = '国办发〔2025〕22号';
const officer = { by: 'ENVIRONMENT', roles: ['OFFICER'] } as const;
const head = { by: 'ENVIRONMENT', roles: ['HEAD'] } as const;
const entryId = { entryId: { kind: 'id', zh: '名单条目（本案有多条时填写）', optional: true } } as const;

/** The credit blacklist and its repair. */
export const CREDIT_ACTS = {
  listOnBlacklist: {
    zh: '列入失信名单',
    en: 'Put on the credit blacklist',
    article: '环发〔2015〕175号 art. 12',
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    moves: { administrative: { from: PENALISED }, credit: { from: ['NONE', 'LISTED', 'DELISTED'], to: 'LISTED' } },
    payload: {
      partyId: { kind: 'id', zh: '列入对象' },
      legalBasis: { kind: 'text', zh: '认定依据' },
      severity: { kind: 'choice', zh: '失信程度', values: { MINOR: '轻微', GENERAL: '一般', SERIOUS: '严重' } },
      publishedFrom: { kind: 'date', zh: '公示起日' },
      publishedUntil: { kind: 'date', zh: '公示止日' },
    },
    cc: ['CREDIT_PLATFORM'],
  },
  recordRepairRequest: {
    zh: '登记信用修复申请',
    en: 'Record a request for credit repair',
    article: REPAIR,
    ...officer,
    moves: { credit: { from: ['LISTED'], to: 'REPAIR_REQUESTED' } },
    payload: {
      ...entryId,
      commitment: { kind: 'boolean', zh: '已作出公开信用承诺' },
      corrected: { kind: 'boolean', zh: '已纠正失信行为并履行义务' },
    },
  },
  acceptRepair: {
    zh: '受理信用修复',
    en: 'Accept the request for repair',
    article: REPAIR,
    ...officer,
    moves: { credit: { from: ['REPAIR_REQUESTED'], to: 'REPAIR_ACCEPTED' } },
  },
  declineRepair: {
    zh: '不予受理信用修复',
    en: 'Decline the request for repair',
    article: REPAIR,
    ...officer,
    moves: { credit: { from: ['REPAIR_REQUESTED'], to: 'LISTED' } },
    payload: reasons('不予受理的理由'),
  },
  refuseRepair: {
    zh: '不予信用修复',
    en: 'Refuse the repair',
    article: REPAIR,
    ...head,
    moves: { credit: { from: ['REPAIR_ACCEPTED'], to: 'LISTED' } },
    payload: reasons('不予修复的理由'),
  },
  repairCredit: {
    zh: '准予信用修复',
    en: 'Grant the repair',
    article: '发改委令36号',
    ...head,
    moves: { credit: { from: ['REPAIR_ACCEPTED'], to: 'DELISTED' } },
    payload: { ...entryId, ...reasons('修复决定') },
    cc: ['CREDIT_PLATFORM'],
  },
  delistFromBlacklist: {
    zh: '移出失信名单',
    en: 'Remove from the credit blacklist',
    article: '发改委令36号',
    by: 'ENVIRONMENT',
    roles: ['HEAD'],
    moves: { credit: { from: ['LISTED'], to: 'DELISTED' } },
    payload: { ...entryId, reasons: { kind: 'text', zh: '移出理由' } },
    cc: ['CREDIT_PLATFORM'],
  },
} as const satisfies Record<string, ActRow>;
