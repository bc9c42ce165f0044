import type { CaseState } from '../acts/tracks.ts';
import type { Organisation } from '../agencies.ts';

/** How far the case has come between the agencies; what an agency may see of it depends on that. */
export const STAGES = {
  INVESTIGATION: '行政调查',
  TRANSFER: '移送',
  CRIMINAL_INVESTIGATION: '刑事侦查',
  PROSECUTION: '审查起诉',
  TRIAL: '审判',
} as const;
export type Stage = keyof typeof STAGES;
const ORDER = Object.keys(STAGES) as Stage[];

const STAGE_OF: Readonly<Record<NonNullable<CaseState['criminal']>, Stage>> = {
  NONE: 'INVESTIGATION',
  TRANSFER_REQUESTED: 'INVESTIGATION',
  TRANSFER_APPROVED: 'INVESTIGATION',
  TRANSFER_REFUSED: 'INVESTIGATION',
  TRANSFERRED: 'TRANSFER',
  ACCEPTED: 'TRANSFER',
  RETURNED: 'TRANSFER',
  FILING_REFUSED: 'TRANSFER',
  FILED: 'CRIMINAL_INVESTIGATION',
  WITHDRAWN: 'CRIMINAL_INVESTIGATION',
  UNDER_REVIEW: 'PROSECUTION',
  UNDER_SUPPLEMENTARY_INVESTIGATION: 'PROSECUTION',
  NOT_PROSECUTED: 'PROSECUTION',
  INDICTED: 'TRIAL',
  ON_TRIAL: 'TRIAL',
  JUDGED: 'TRIAL',
};
export const stageOf = (state: CaseState): Stage => STAGE_OF[state.criminal ?? 'NONE'];

/** Groups of fields that are seen or not seen together. */
export const FIELD_GROUPS = {
  'case.header': '案件基本信息',
  'case.parties': '当事人',
  'case.timeline': '办理过程',
  'case.evidence': '证据清单',
  'case.deadlines': '法定时限',
  'environment.record': '生态环境部门办理信息',
  'publicSecurity.record': '公安机关办理信息',
  'procuratorate.record': '检察机关办理信息',
  'courts.record': '法院办理信息',
  'quality.record': '市场监管部门办理信息',
} as const;
export type FieldGroup = keyof typeof FIELD_GROUPS;

const FROM_INVESTIGATION = 'INVESTIGATION';
const FROM_TRANSFER = 'TRANSFER';
const FROM_CRIMINAL = 'CRIMINAL_INVESTIGATION';
const FROM_PROSECUTION = 'PROSECUTION';
const FROM_TRIAL = 'TRIAL';
type From = Stage | 'NEVER';

/**
 * From which stage on an organisation may see a group of fields of a case it is concerned with.
 * Quality supervision sees the header of cases it referred or was referred; the supervision office sees what is overdue, never evidence.
 * Source: 17号 art. 33–34 (sharing between EPB, PSB and PP), the seed (二)3 (courts join the sharing circle).
 */
export const ACCESS: Readonly<Record<FieldGroup, Readonly<Record<Organisation, From>>>> = {
  'case.header': row(
    FROM_INVESTIGATION,
    FROM_INVESTIGATION,
    FROM_TRANSFER,
    FROM_TRANSFER,
    FROM_TRIAL,
    FROM_INVESTIGATION,
  ),
  'case.parties': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, FROM_TRANSFER),
  'case.timeline': row(FROM_INVESTIGATION, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'case.evidence': row(FROM_INVESTIGATION, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'case.deadlines': row(FROM_INVESTIGATION, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, FROM_INVESTIGATION),
  'environment.record': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'publicSecurity.record': row(FROM_TRANSFER, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'procuratorate.record': row(FROM_PROSECUTION, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'courts.record': row(FROM_TRIAL, 'NEVER', FROM_TRIAL, FROM_TRIAL, FROM_TRIAL, 'NEVER'),
  'quality.record': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_CRIMINAL, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
};

function row(environment: From, quality: From, police: From, procuratorate: From, court: From, supervision: From) {
  return {
    ENVIRONMENT: environment,
    QUALITY_SUPERVISION: quality,
    PUBLIC_SECURITY: police,
    PROCURATORATE: procuratorate,
    COURT: court,
    SUPERVISION_OFFICE: supervision,
    CREDIT_PLATFORM: 'NEVER',
  } as const;
}

/** The access table's answer for one organisation, stage and group of fields. */
export function maySee(organisation: Organisation, stage: Stage, group: FieldGroup): boolean {
  const from = ACCESS[group][organisation];
  return from !== 'NEVER' && ORDER.indexOf(stage) >= ORDER.indexOf(from);
}
