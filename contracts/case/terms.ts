/** What a party may be in a case. */
export const PARTY_ROLES = {
  POLLUTANT_DISCHARGER: '排污单位',
  MONITORING_BODY: '监测机构',
  OPERATOR: '运维单位',
  EQUIPMENT_MAKER: '设备厂商',
  OFFICIAL_BODY: '国家机关',
  NATURAL_PERSON: '自然人',
} as const;
export type PartyRole = keyof typeof PARTY_ROLES;

export const ORIGINS = { LIVE: '在办', PUBLISHED: '公开案例', DEMO: '演示' } as const;
/** A PUBLISHED case stands still at its last known act: nobody outside knows what happened since. */
export type Origin = keyof typeof ORIGINS;

/** How far the case has come between the agencies; what an agency may see of it depends on that. */
export const STAGES = {
  INVESTIGATION: '行政调查',
  TRANSFER: '移送',
  CRIMINAL_INVESTIGATION: '刑事侦查',
  PROSECUTION: '审查起诉',
  TRIAL: '审判',
} as const;
export type Stage = keyof typeof STAGES;
