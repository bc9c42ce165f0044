/** The agencies between which cases pass, and the identities that read the hub without acting in it. */

/** Agencies that act: each has a subgraph, a database role, a signing key and an inbox of its own. */
export const AGENCIES = {
  ENVIRONMENT: { zh: '生态环境局', en: 'environment bureau', subgraph: 'environment' },
  QUALITY_SUPERVISION: { zh: '市场监督管理局', en: 'quality supervision', subgraph: 'quality-supervision' },
  PUBLIC_SECURITY: { zh: '公安局', en: 'public security', subgraph: 'public-security' },
  PROCURATORATE: { zh: '人民检察院', en: 'procuratorate', subgraph: 'procuratorate' },
  COURT: { zh: '人民法院', en: 'court', subgraph: 'courts' },
} as const;
export type Agency = keyof typeof AGENCIES;
export const AGENCY_NAMES = Object.keys(AGENCIES) as Agency[];

/** The hub's own desk: a party to every envelope, the owner of the case file and the clocks. It performs no act. */
export const DOCKET = 'DOCKET';
/** Whoever can send or receive an envelope. */
export type Station = Agency | typeof DOCKET;
export const STATIONS = [...AGENCY_NAMES, DOCKET] as const satisfies readonly Station[];

/** Identities that read and never act. */
export const READERS = {
  CREDIT_PLATFORM: { zh: '信用平台', en: 'credit platform' },
  SUPERVISION_OFFICE: { zh: '督查室', en: 'supervision office' },
  DISCIPLINE_BODY: { zh: '纪委监委', en: 'discipline body' },
} as const;
export type Reader = keyof typeof READERS;
export type Organisation = Agency | Reader;
export const ORGANISATION_NAMES = [...AGENCY_NAMES, ...(Object.keys(READERS) as Reader[])];

/** Bodies outside the hub that acts are sent to: they have no station, so their receipt is entered by the sender. */
export const EXTERNAL_BODIES = {
  SUPERVISION_COMMISSION: { zh: '监察委员会', en: 'supervision commission' },
  SUPERIOR_ENVIRONMENT: { zh: '上级生态环境部门', en: 'superior environment department' },
  COMPETENT_PUBLIC_SECURITY: { zh: '有管辖权的公安机关', en: 'competent public security organ' },
  SUPERIOR_PROCURATORATE: { zh: '上级人民检察院', en: 'superior procuratorate' },
  SUPERIOR_COURT: { zh: '上级人民法院', en: 'superior court' },
  EXECUTING_ORGAN: { zh: '刑罚执行机关', en: 'organ executing the sentence' },
  PROVINCIAL_QUALITY_SUPERVISION: { zh: '省级市场监督管理部门', en: 'provincial market regulation' },
  OTHER_PROVINCE_QUALITY_SUPERVISION: { zh: '外省市场监督管理部门', en: 'market regulation of another province' },
} as const;
export type ExternalBody = keyof typeof EXTERNAL_BODIES;

export const ROLES = {
  OFFICER: '承办人',
  HEAD: '负责人',
  CLERK: '书记员',
  JUDGE: '法官',
  SUPERVISOR: '督查员',
  DISCIPLINE_OFFICER: '纪检监察人员',
  ADMINISTRATOR: '系统管理员',
  PLATFORM: '平台系统',
} as const;
export type Role = keyof typeof ROLES;

/** Who is calling, as read from a verified access token. `division` is a GB/T 2260 code. */
export interface Identity {
  readonly sub: string;
  readonly name: string;
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
  readonly division: string;
}
