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
} as const;
export type Reader = keyof typeof READERS;
export type Organisation = Agency | Reader;
export const ORGANISATION_NAMES = [...AGENCY_NAMES, ...(Object.keys(READERS) as Reader[])];

export const ROLES = {
  OFFICER: '承办人',
  HEAD: '负责人',
  CLERK: '书记员',
  JUDGE: '法官',
  SUPERVISOR: '督查员',
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
