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
  EVIDENCE_NOT_FOUND: { zh: '未找到证据 {evidenceId}，或本单位无权查看。', mend: '办案人员' },
  NOT_FROM_THIS_STATE: { zh: '“{actZh}”须在{trackZh}处于“{fromZh}”时办理，当前为“{stateZh}”。', mend: '办案人员' },
  MISSING_FIELD: { zh: '请填写：{fields}。', mend: '办案人员' },
  MISSING_DOCUMENT: { zh: '缺少法律规定的文书：{documents}。请填写文号或关联文书文件。', mend: '办案人员' },
  MISSING_MATERIALS: { zh: '材料不齐，不能办理。缺少：{materials}。', mend: '办案人员' },
  UNKNOWN_EVIDENCE: { zh: '证据 {evidenceId} 未在本案登记，请先登记证据。', mend: '办案人员' },
  UNKNOWN_FILE: { zh: '未找到文件（SHA-256 {sha256}），请先上传文件。', mend: '办案人员' },
  HASH_MISMATCH: { zh: '文件校验值不一致（{file}），内容可能已被改动，请重新上传并核查。', mend: '办案人员' },
  BAD_FIELD: { zh: '“{field}”填写有误：{reason}请改正后重新提交。', mend: '办案人员' },
  TOO_EARLY: { zh: '“{actZh}”须在“{ruleZh}”届满（{dueAt}）后办理。', mend: '办案人员' },
  TOO_LATE: { zh: '“{ruleZh}”已于 {dueAt} 届满，不能再办理“{actZh}”。', mend: '办案人员' },
  OCCURRED_IN_FUTURE: { zh: '办理时间 {occurredAt} 晚于当前时间，请核对。', mend: '办案人员' },
  OCCURRED_BEFORE_PREVIOUS: {
    zh: '办理时间 {occurredAt} 早于前一环节“{previousZh}”的时间 {previousAt}，请核对。',
    mend: '办案人员',
  },
  ALREADY_DONE: { zh: '编号 {actId} 的办理已登记，但内容与本次不一致，未作改动。', mend: '办案人员' },
  NOT_YOURS_TO_SEE: { zh: '本单位在案件当前阶段无权查看“{group}”。', mend: '有权机关' },
  ACCESS_LOG_FULL: { zh: '查阅登记暂时未能写入，请稍后重试。', mend: '运维人员' },
  PAGE_TOO_LARGE: { zh: '每页最多 {max} 条，请减少 first。', mend: '调用方' },
  BAD_CURSOR: { zh: '游标 {cursor} 无效，请从头读取。', mend: '调用方' },
  PAPER_NOT_FOUND: { zh: '未找到文书 {name}，请核对办理编号。', mend: '办案人员' },
  INTERVENTION_NOT_FOUND: { zh: '未找到该干预记录，或您无权查看。', mend: '办案人员' },
  SEAL_BROKEN: { zh: '干预记录 {number} 无法开启，内容可能已被改动，请立即报告纪检监察机关。', mend: '运维人员' },
  SEALING_UNAVAILABLE: { zh: '本单位尚未配置干预记录的密封密钥，请联系运维人员。', mend: '运维人员' },
  RECONCILING: {
    zh: '本单位数据曾从备份恢复，正与其他单位（{peer}）核对并补回，完成前不能办理，请稍后再试。',
    mend: '运维人员',
  },
  BUSY: { zh: '文书制作排队已满，请稍后重试。', mend: '办案人员' },
  TOKEN_EXPIRED: { zh: '登录已过期，请重新登录。', mend: '办案人员' },
  IDENTITY_UNAVAILABLE: { zh: '身份认证服务暂时无法连接，请稍后重试。', mend: '运维人员' },
  GRAPHQL_PARSE_FAILED: { zh: '查询语法有误（{reason}），请改正后重新提交。', mend: '调用方' },
  GRAPHQL_VALIDATION_FAILED: { zh: '查询不符合接口定义（{reason}），请改正后重新提交。', mend: '调用方' },
  OPERATION_RESOLUTION_FAILURE: { zh: '请用 operationName 指明要执行的操作，须为文档中已有的名称。', mend: '调用方' },
  BAD_USER_INPUT: { zh: '变量填写有误（{reason}），请改正后重新提交。', mend: '调用方' },
  BAD_REQUEST: { zh: '请求格式有误：{reason}。', mend: '调用方' },
  BATCHING_OFF: { zh: '不接受批量请求，请逐个提交。', mend: '调用方' },
  BODY_TOO_LARGE: { zh: '请求超过 {max} 字节，请拆分后提交。', mend: '调用方' },
  REQUEST_TOO_SLOW: { zh: '请求未能在 {seconds} 秒内收齐，请重新提交。', mend: '调用方' },
  METHOD_NOT_ALLOWED: { zh: '请用 POST 提交；GET 只可查询。', mend: '调用方' },
  UNSUPPORTED_MEDIA_TYPE: { zh: '请以 application/json、UTF-8 编码提交。', mend: '调用方' },
  NOT_ACCEPTABLE: {
    zh: '请接受 application/graphql-response+json 或 application/json；订阅请用 WebSocket，或接受 text/event-stream。',
    mend: '调用方',
  },
  QUERY_TOO_LARGE: { zh: '查询过大：{what}最多 {max}，请拆分后重新提交。', mend: '调用方' },
  QUERY_TOO_COSTLY: { zh: '查询预计开销 {cost}，超过上限 {max}，请减少每页条数或拆分查询。', mend: '调用方' },
  RESERVED_NAME: { zh: '“{name}”不能用作别名、变量或操作的名称，请改用其他名称。', mend: '调用方' },
  UNKNOWN_DOCUMENT: { zh: '您的角色只能使用已登记的查询，请通过工作台办理。', mend: '运维人员' },
  PERSISTED_QUERY_NOT_FOUND: { zh: '没有编号为 {hash} 的已登记查询。', mend: '调用方' },
  INTROSPECTION_OFF: { zh: '您的角色无权查询接口定义。', mend: '运维人员' },
  TOO_MANY_REQUESTS: { zh: '请求过于频繁，请 {seconds} 秒后重试。', mend: '调用方' },
  HUB_BUSY: { zh: '系统繁忙，请 {seconds} 秒后重试。', mend: '运维人员' },
  SUBSCRIPTION_LIMIT: { zh: '同时订阅过多，请先关闭其他页面。', mend: '办案人员' },
  NOT_A_SUBSCRIPTION: { zh: '这不是订阅，请以普通请求提交。', mend: '调用方' },
  SUBSCRIBER_TOO_SLOW: { zh: '接收过慢，请从上次位置重新订阅。', mend: '调用方' },
  SUBSCRIPTION_SOURCE_LOST: { zh: '动态来源中断，请重新订阅。', mend: '运维人员' },
  TIMESTAMPS_OVERDUE: {
    zh: '时间戳服务自 {since} 起不可用，已超过 {hours} 小时，暂停办理；此前已办理的不受影响。请运维人员恢复时间戳服务后重新提交。',
    mend: '运维人员',
  },
  NO_SIGNING_KEY: {
    zh: '本单位当前没有可用的签名密钥，未作登记。密钥可能刚刚更换，请重新提交；仍不能办理的，请系统管理员检查密钥文件。',
    mend: '运维人员',
  },
  KEY_NOT_FOUND: { zh: '没有编号为 {keyId} 的密钥，或该密钥不在本机。', mend: '运维人员' },
  KEY_IN_USE: { zh: '密钥 {keyId} 正在用于签名，请先更换签名密钥，再吊销该密钥。', mend: '运维人员' },
  KEY_ACT_REFUSED: { zh: '密钥 {keyId} 无权办理“{actZh}”，请改用备用密钥。', mend: '运维人员' },
  NO_SPLIT_VIEW: {
    zh: '{stationZh}的账本没有待确认的不一致（根 {root}），或该检查点早于已见证的检查点。请刷新后核对。',
    mend: '运维人员',
  },
  AGENCY_UNAVAILABLE: { zh: '{agency} 系统暂时无法连接，其余内容不受影响，请稍后重试。', mend: '运维人员' },
  INTERNAL: { zh: '系统内部错误，编号 {reference}，请联系运维人员。', mend: '运维人员' },
} as const satisfies Record<string, { zh: string; mend: string }>;
export type ErrorCode = keyof typeof ERRORS;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
/** A detail as the officer reads it; moments in legal time. */
const inWords = (value: unknown): string =>
  typeof value === 'string' && INSTANT.test(value)
    ? new Date(value).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' })
    : String(value ?? '');

/** Makes the GraphQL error of a refusal; `extensions` carries `code`, the details and, where given, the `article`. */
export function refuse(code: ErrorCode, details: Record<string, unknown> = {}): GraphQLError {
  const sentence = ERRORS[code].zh.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = details[key];
    return Array.isArray(value) ? value.join('、') : inWords(value);
  });
  return new GraphQLError(sentence, { extensions: { code, mend: ERRORS[code].mend, ...details } });
}
