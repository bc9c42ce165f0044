import { defineEntity, p } from '@mikro-orm/core';
import type { Agency } from '@xianjie/contracts/agencies.ts';

const Schema = defineEntity({
  name: 'CaseOfficer',
  tableName: 'case_officer',
  properties: {
    caseId: p.uuid().primary(),
    agency: p.string().primary().$type<Agency>(),
    officer: p.string().primary(),
    name: p.string(),
    lastActedAt: p.datetime(3),
    /** the last of the agency's officers who acted on the case other than as its head: whoever handles it (承办人) */
    handling: p.boolean(),
  },
  indexes: [{ properties: ['agency', 'officer', 'caseId'] }, { properties: ['caseId', 'agency', 'handling'] }],
});
/** An officer who acted on a case. */
export class CaseOfficer extends Schema.class {}
Schema.setClass(CaseOfficer);
