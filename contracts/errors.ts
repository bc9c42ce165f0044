import { GraphQLError } from 'graphql';

/**
 * Every refusal of the hub: code, sentence for the officer (what to do), who can put it right.
 * `{name}` in a sentence is filled from the details given to {@link refuse}.
 */
export const ERRORS = {
  UNAUTHENTICATED: { zh: '请先登录后再操作。', mend: '办案人员' },
  WRONG_AGENCY: { zh: '“{actZh}”只能由{agencyZh}办理，您所在单位无权办理。', mend: '有权机关' },
  WRONG_ROLE: { zh: '“{actZh}”须由{rolesZh}办理，请转交相应人员。', mend: '本单位' },
  CASE_NOT_FOUND: { zh: '未找到案件 {caseId}，或本单位尚未收到该案件。', mend: '办案人员' },
  NOT_FROM_THIS_STATE: { zh: '“{actZh}”须在{trackZh}处于“{fromZh}”时办理，当前为“{stateZh}”。', mend: '办案人员' },
  MISSING_FIELD: { zh: '请填写：{fields}。', mend: '办案人员' },
  MISSING_DOCUMENT: { zh: '缺少法律规定的文书：{documents}。请填写文号或关联文书文件。', mend: '办案人员' },
  MISSING_MATERIALS: { zh: '材料不齐，不能办理。缺少：{materials}。', mend: '办案人员' },
  UNKNOWN_EVIDENCE: { zh: '证据 {evidenceId} 未在本案登记，请先登记证据。', mend: '办案人员' },
  UNKNOWN_FILE: { zh: '未找到文件（SHA-256 {sha256}），请先上传文件。', mend: '办案人员' },
  HASH_MISMATCH: { zh: '文件校验值不一致（{file}），内容可能已被改动，请重新上传并核查。', mend: '办案人员' },
  BAD_FIELD: { zh: '“{field}”填写有误：{reason}请改正后重新提交。', mend: '办案人员' },
  OCCURRED_IN_FUTURE: { zh: '办理时间 {occurredAt} 晚于当前时间，请核对。', mend: '办案人员' },
  OCCURRED_BEFORE_PREVIOUS: {
    zh: '办理时间 {occurredAt} 早于前一环节“{previousZh}”的时间 {previousAt}，请核对。',
    mend: '办案人员',
  },
  ALREADY_DONE: { zh: '编号 {actId} 的办理已登记，但内容与本次不一致，未作改动。', mend: '办案人员' },
  NOT_YOURS_TO_SEE: { zh: '本单位在案件当前阶段无权查看“{group}”。', mend: '有权机关' },
  PAGE_TOO_LARGE: { zh: '每页最多 {max} 条，请减少 first。', mend: '调用方' },
  BAD_CURSOR: { zh: '游标 {cursor} 无效，请从头读取。', mend: '调用方' },
  PAPER_NOT_FOUND: { zh: '未找到文书 {name}，请核对办理编号。', mend: '办案人员' },
  BUSY: { zh: '文书制作排队已满，请稍后重试。', mend: '办案人员' },
  AGENCY_UNAVAILABLE: { zh: '{agency} 系统暂时无法连接，其余内容不受影响，请稍后重试。', mend: '运维人员' },
  INTERNAL: { zh: '系统内部错误，编号 {reference}，请联系运维人员。', mend: '运维人员' },
} as const satisfies Record<string, { zh: string; mend: string }>;
export type ErrorCode = keyof typeof ERRORS;

/** Makes the GraphQL error of a refusal; `extensions` carries `code`, the details and, where given, the `article`. */
export function refuse(code: ErrorCode, details: Record<string, unknown> = {}): GraphQLError {
  const sentence = ERRORS[code].zh.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = details[key];
    return Array.isArray(value) ? value.join('、') : String(value ?? '');
  });
  return new GraphQLError(sentence, { extensions: { code, mend: ERRORS[code].mend, ...details } });
}
