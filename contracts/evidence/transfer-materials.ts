import type { DocumentName } from '../acts/documents.ts';

/** When a material must be there: in every case, only if a penalty was already decided, only if items were sealed or seized, or if there is anything else to send. */
export type Requirement = 'always' | 'ifPenalised' | 'ifSeized' | 'other';
/** What of the case makes a material necessary. */
export interface Circumstances {
  readonly penalised: boolean;
  readonly seized: boolean;
}

export interface TransferMaterial {
  readonly zh: string;
  readonly en: string;
  readonly required: Requirement;
  /** what the material must hold */
  readonly mustContain: readonly string[];
  /** it is a document of the act itself */
  readonly drawnAs?: DocumentName;
}

/** Materials of a transfer to the police, 环环监〔2017〕17号 art. 6 (seal format of M6: art. 22; map of M3: art. 37). Codes are the hub's own. */
export const H17_MATERIALS = {
  M1: {
    zh: '案件移送书',
    en: 'transfer letter',
    required: 'always',
    drawnAs: 'TRANSFER_LETTER',
    mustContain: ['移送机关名称', '涉嫌犯罪罪名及主要依据', '案件主办人及联系方式', '移送材料清单', '移送机关公章'],
  },
  M2: {
    zh: '案件调查报告',
    en: 'investigation report',
    required: 'always',
    mustContain: ['案件来源', '查获情况', '嫌疑人基本情况', '涉嫌犯罪的事实、证据和法律依据', '处理建议和法律依据'],
  },
  M3: {
    zh: '现场检查（勘察）笔录、调查询问笔录、现场勘验图、采样记录单等',
    en: 'records of inspection and questioning, site map, sampling sheets',
    required: 'always',
    mustContain: ['现场勘验图：生产及排污设备、周边、采样点、排污路径'],
  },
  M4: {
    zh: '涉案物品清单',
    en: 'list of involved items',
    required: 'ifSeized',
    drawnAs: 'ITEMS_LIST',
    mustContain: ['名称、数量、特征、存放地等', '物品来源材料（强制措施文书、现场笔录等）'],
  },
  M5: {
    zh: '现场照片或者录音录像资料及清单',
    en: 'photographs or recordings with a list',
    required: 'always',
    mustContain: ['需证明的事实对象', '拍摄人', '拍摄时间', '拍摄地点'],
  },
  M6: {
    zh: '监测、检验报告、突发环境事件调查报告、认定意见',
    en: 'monitoring and test reports, incident report, expert finding',
    required: 'always',
    mustContain: ['认定意见：出具单位名称、认定缘由、认定理由、结论、公章'],
  },
  M7: {
    zh: '其他有关涉嫌犯罪的材料',
    en: 'other materials on the suspected crime',
    required: 'other',
    mustContain: [],
  },
  M8: { zh: '行政处罚决定书', en: 'penalty decision', required: 'ifPenalised', mustContain: [] },
} as const satisfies Record<string, TransferMaterial>;

/** Materials of a transfer for administrative detention, 公治〔2014〕853号 art. 11: originals; the sender keeps copies. Codes are the hub's own. */
export const A853_MATERIALS = {
  A1: {
    zh: '移送材料清单',
    en: 'list of transferred materials',
    required: 'always',
    drawnAs: 'MATERIALS_LIST',
    mustContain: [],
  },
  A2: {
    zh: '案件移送书',
    en: 'transfer letter',
    required: 'always',
    drawnAs: 'DETENTION_TRANSFER_LETTER',
    mustContain: [],
  },
  A3: { zh: '案件调查报告', en: 'investigation report', required: 'always', mustContain: [] },
  A4: { zh: '涉案证据材料', en: 'evidence', required: 'always', mustContain: [] },
  A5: {
    zh: '涉案物品清单',
    en: 'list of involved items',
    required: 'ifSeized',
    drawnAs: 'ITEMS_LIST',
    mustContain: [],
  },
  A6: { zh: '行政处罚决定书等', en: 'penalty decision and the like', required: 'always', mustContain: [] },
  A7: { zh: '其他有关材料', en: 'other materials', required: 'other', mustContain: [] },
} as const satisfies Record<string, TransferMaterial>;

/** Materials of a suggestion of filing supervision, 环环监〔2017〕17号 art. 13. Codes are the hub's own. */
export const SUGGESTION_MATERIALS = {
  S1: {
    zh: '立案监督建议书',
    en: 'suggestion of filing supervision',
    required: 'always',
    drawnAs: 'SUPERVISION_SUGGESTION',
    mustContain: [],
  },
  S2: { zh: '相关案件材料', en: 'case materials', required: 'always', mustContain: [] },
  S3: {
    zh: '公安机关不予立案、立案后撤销案件决定及说明理由材料，复议维持不予立案决定材料，或者公安机关逾期未作出决定的材料',
    en: 'the decision of the police with its reasons, the result of the reconsideration, or what shows that they are late',
    required: 'always',
    mustContain: [],
  },
} as const satisfies Record<string, TransferMaterial>;

/** The checklists an act may be held against, by the name the acts table gives them. */
export const CHECKLISTS = {
  H17_ARTICLE_6: H17_MATERIALS,
  H17_ARTICLE_13: SUGGESTION_MATERIALS,
  A853_ARTICLE_11: A853_MATERIALS,
} as const;
export type Checklist = keyof typeof CHECKLISTS;

/**
 * What is missing of a checklist, in its order.
 * @param given the codes of the materials that are there; codes of no material count for nothing
 * @param penalised whether a penalty was already decided
 * @param seized whether items were sealed or seized
 * @param documents names of the documents that the act itself brings
 */
export function missingMaterials(
  checklist: Checklist,
  given: ReadonlySet<string>,
  { penalised, seized, documents = [] }: Circumstances & { readonly documents?: readonly string[] },
): (TransferMaterial & { readonly code: string })[] {
  const materials: Readonly<Record<string, TransferMaterial>> = CHECKLISTS[checklist];
  return Object.entries(materials)
    .filter(
      ([code, { required, drawnAs }]) =>
        !given.has(code) &&
        !(drawnAs && documents.includes(drawnAs)) &&
        (required === 'always' || (required === 'ifPenalised' && penalised) || (required === 'ifSeized' && seized)),
    )
    .map(([code, material]) => ({ code, ...material }));
}
