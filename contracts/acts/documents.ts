export interface DocumentRow {
  readonly zh: string;
  /**
   * Who draws it up. `hub`: number from the series and text from the case, unless the officer names one that exists;
   * `agency`: written in the agency's own system, the officer must name it by number or file.
   */
  readonly drawn: 'hub' | 'agency';
}
const hub = (zh: string): DocumentRow => ({ zh, drawn: 'hub' });
const agency = (zh: string): DocumentRow => ({ zh, drawn: 'agency' });

/** 文书 by English name; the Chinese name is what officers see and what stands on the paper. */
export const DOCUMENTS = {
  // 环境 → 公安
  TRANSFER_REPORT: hub('移送涉嫌环境犯罪案件书面报告'),
  TRANSFER_APPROVAL_FORM: hub('案件移送审批表'),
  TRANSFER_LETTER: hub('案件移送书'),
  MATERIALS_LIST: hub('移送材料清单'),
  ITEMS_LIST: hub('涉案物品清单'),
  SUPPLEMENT_LETTER: hub('补正材料函'),
  IMPOSSIBILITY_EXPLANATION: hub('无法补正说明'),
  INVESTIGATION_REPORT: hub('补充调查报告'),
  TRANSFER_WITHDRAWAL: hub('撤回移送案件函'),
  HANDOVER_RECORD: hub('涉案物品交接清单'),
  RECONSIDERATION_REQUEST: hub('复议申请书'),
  SUPERVISION_SUGGESTION: hub('立案监督建议书'),
  EXECUTION_REPORT: hub('检察意见执行情况报告'),
  CONSULTATION_LETTER: hub('咨询函'),
  CONSULTATION_REPLY: hub('咨询答复函'),
  JOINT_SUPERVISION_NOTICE: hub('联合挂牌督办通知'),
  UPWARD_REPORT: hub('案件情况上报函'),
  DUTY_CRIME_CLUE_LETTER: hub('职务违法犯罪线索移送函'),
  DISCIPLINE_REFERRAL: hub('责任追究移送函'),
  PUBLIC_INTEREST_CLUE_LETTER: hub('公益诉讼案件线索移送函'),
  // 行政处罚
  PENALTY_FILING_FORM: hub('行政处罚立案审批表'),
  PRESERVATION_NOTICE: hub('先行登记保存证据通知书'),
  SEIZURE_DECISION: hub('查封（扣押）决定书'),
  SEIZURE_RELEASE: hub('解除查封（扣押）决定书'),
  RIGHTS_NOTICE: hub('行政处罚事先（听证）告知书'),
  HEARING_NOTICE: hub('行政处罚听证通知书'),
  HEARING_RECORD: agency('听证笔录'),
  PENALTY_DECISION: hub('行政处罚决定书'),
  SPOT_PENALTY_DECISION: hub('当场行政处罚决定书'),
  NO_PENALTY_DECISION: hub('不予行政处罚决定书'),
  SERVICE_RECEIPT: hub('送达回证'),
  DEFERRAL_DECISION: hub('同意分期（延期）缴纳罚款通知书'),
  URGING_NOTICE: hub('催告书'),
  ENFORCEMENT_APPLICATION: hub('行政处罚强制执行申请书'),
  CORRECTION_ORDER: hub('责令改正违法行为决定书'),
  DAILY_PENALTY_DECISION: hub('按日连续处罚决定书'),
  CENSURE_NOTICE: hub('环境监测数据弄虚作假行为通报'),
  FAILURE_CENSURE: hub('关于未如实记录干预情况的通报'),
  ANSWER: agency('行政答辩状'),
  DETENTION_APPROVAL: hub('案件移送审批表（行政拘留）'),
  DETENTION_TRANSFER_LETTER: hub('移送适用行政拘留环境违法案件移送书'),
  NEGOTIATION_NOTICE: hub('生态环境损害赔偿磋商告知书'),
  DAMAGE_AGREEMENT: agency('生态环境损害赔偿协议'),
  OPINION_REPLY: hub('检察意见（建议）回复函'),
  // 公安
  ACCEPTANCE_RECEIPT: hub('接受案件回执'),
  INCOMPLETE_NOTICE: hub('补正材料通知书'),
  SUPPLEMENTARY_INVESTIGATION_OPINION: hub('补充调查意见'),
  APPROVAL_RECORD: hub('县级以上公安机关负责人批准记录'),
  PASS_ON_NOTICE: hub('移送案件通知书'),
  RETURN_NOTICE: hub('退回案件书面通知'),
  FILING_DECISION: hub('立案决定书'),
  FILING_NOTICE: hub('立案通知书'),
  NON_FILING_NOTICE: hub('不予立案通知书'),
  CASE_WITHDRAWAL_NOTICE: hub('撤销案件通知书'),
  HAND_BACK_LETTER: hub('移交行政处理案件函'),
  RECONSIDERATION_DECISION: hub('复议决定书'),
  REASONS: hub('立案（不立案）理由说明书'),
  ARREST_REQUEST: agency('提请批准逮捕书'),
  PROSECUTION_OPINION: agency('起诉意见书'),
  DETENTION_DECISION: agency('行政拘留处罚决定书'),
  WITHDRAWAL_OBJECTION: hub('要求复议意见书'),
  SUPERIOR_REVIEW_REQUEST: hub('提请复核意见书'),
  // 检察
  TRANSFER_OPINION: hub('检察意见书（建议移送）'),
  REASONS_DEMAND: hub('要求说明不立案理由通知书'),
  FILING_REASONS_DEMAND: hub('要求说明立案理由通知书'),
  FILING_ORDER: hub('通知立案书'),
  WITHDRAWAL_ORDER: hub('通知撤销案件书'),
  URGING_LETTER: hub('立案监督案件催办函'),
  SUPERVISION_RESULT_NOTICE: hub('立案监督审查结果告知书'),
  CORRECTION_NOTICE: hub('纠正违法通知书'),
  ARREST_DECISION: agency('批准（不批准）逮捕决定书'),
  INVESTIGATION_OUTLINE: agency('补充侦查提纲'),
  INDICTMENT: agency('起诉书'),
  PROSECUTION_NOTICE: hub('起诉（不起诉）告知书'),
  NON_PROSECUTION_DECISION: agency('不起诉决定书'),
  PROCURATORIAL_OPINION: hub('检察意见书'),
  PROCURATORIAL_SUGGESTION: hub('检察建议书'),
  SUIT_NOTICE: hub('公益诉讼公告'),
  CIVIL_COMPLAINT: agency('民事起诉状'),
  ADMINISTRATIVE_COMPLAINT: agency('行政公益诉讼起诉书'),
  PROTEST: agency('抗诉书'),
  // 法院
  JUDGMENT: agency('判决书'),
  RULING: agency('裁定书'),
  APPEARANCE_NOTICE: agency('出庭通知书'),
  EXECUTION_NOTICE: agency('执行通知书'),
  SUIT_ACCEPTANCE_NOTICE: agency('受理公益诉讼案件告知书'),
  // 市场监管
  CLUE_LETTER: hub('案件（线索）移送函'),
  SUSPENSION_DECISION: hub('责令改正（暂停资质）决定书'),
  // of the provincial department, which issues the qualification
  REVOCATION_DECISION: agency('撤销资质认定决定书'),
  QUALITY_PENALTY_DECISION: hub('市场监管行政处罚决定书'),
} as const satisfies Record<string, DocumentRow>;
export type DocumentName = keyof typeof DOCUMENTS;
export const isDocumentName = (name: string): name is DocumentName => Object.hasOwn(DOCUMENTS, name);
/** Its Chinese name; a name that is none of the table stands for itself. */
export const documentZh = (name: string): string => (isDocumentName(name) ? DOCUMENTS[name].zh : name);
