import type { Organisation, Role } from '@xianjie/contracts/agencies.ts';

export interface DemoOfficer {
  readonly sub: string;
  readonly name: string;
  readonly title: string;
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
  readonly division: string;
}

const CHANGCHUN = '220100';
const officer = (sub: string, name: string, title: string, organisation: Organisation, role: Role): DemoOfficer => ({
  sub,
  name,
  title,
  organisation,
  roles: [role],
  division: CHANGCHUN,
});

/** Fictitious officers of a demo instance; nobody real bears these names. */
export const DEMO_OFFICERS: readonly DemoOfficer[] = [
  officer('env-officer', '王某', '执法支队承办人', 'ENVIRONMENT', 'OFFICER'),
  officer('env-officer-2', '赵某', '执法支队承办人', 'ENVIRONMENT', 'OFFICER'),
  officer('env-monitor', '高某', '监测站监测人员', 'ENVIRONMENT', 'OFFICER'),
  officer('env-head', '李某', '局负责人', 'ENVIRONMENT', 'HEAD'),
  officer('env-administrator', '何某', '系统管理员', 'ENVIRONMENT', 'ADMINISTRATOR'),
  officer('qs-officer', '周某', '认可检测监管承办人', 'QUALITY_SUPERVISION', 'OFFICER'),
  officer('qs-head', '吴某', '局负责人', 'QUALITY_SUPERVISION', 'HEAD'),
  officer('qs-administrator', '许某', '系统管理员', 'QUALITY_SUPERVISION', 'ADMINISTRATOR'),
  officer('psb-officer', '张某', '环食药侦支队民警', 'PUBLIC_SECURITY', 'OFFICER'),
  officer('psb-head', '刘某', '局负责人', 'PUBLIC_SECURITY', 'HEAD'),
  officer('psb-administrator', '吕某', '系统管理员', 'PUBLIC_SECURITY', 'ADMINISTRATOR'),
  officer('pp-officer', '陈某', '检察官', 'PROCURATORATE', 'OFFICER'),
  officer('pp-head', '杨某', '检察长', 'PROCURATORATE', 'HEAD'),
  officer('pp-administrator', '施某', '系统管理员', 'PROCURATORATE', 'ADMINISTRATOR'),
  officer('court-clerk', '黄某', '书记员', 'COURT', 'CLERK'),
  officer('court-judge', '郑某', '法官', 'COURT', 'JUDGE'),
  officer('court-administrator', '曹某', '系统管理员', 'COURT', 'ADMINISTRATOR'),
  officer('supervisor', '孙某', '督查员', 'SUPERVISION_OFFICE', 'SUPERVISOR'),
  officer('administrator', '朱某', '系统管理员', 'SUPERVISION_OFFICE', 'ADMINISTRATOR'),
  officer('discipline-officer', '何某', '纪检监察室', 'DISCIPLINE_BODY', 'DISCIPLINE_OFFICER'),
];

/** The machine client that pulls the blacklist; its secret is made at the first start and kept in the key folder. */
export const CREDIT_PLATFORM = {
  clientId: 'credit-platform',
  name: '信用平台',
  organisation: 'CREDIT_PLATFORM',
  role: 'PLATFORM',
} as const;
