import { ACTS, ACT_NAMES } from '../acts/index.ts';
import type { CaseState, Track } from '../acts/tracks.ts';
import type { Organisation } from '../agencies.ts';
import { STAGES, type Stage } from '../case/terms.ts';

export { STAGES, type Stage };

const { INVESTIGATION, ...LATER } = STAGES;
/** The stages as an organisation meets a case: also SHARED, for those with whom 17号 art. 33–34 shares what the bureau has entered. */
export const ACCESS_STAGES = { INVESTIGATION, SHARED: '信息共享', ...LATER } as const;
export type AccessStage = keyof typeof ACCESS_STAGES;
const ORDER = Object.keys(ACCESS_STAGES) as AccessStage[];

const STAGE_OF: Readonly<Record<NonNullable<CaseState['criminal']>, Stage>> = {
  NONE: 'INVESTIGATION',
  TRANSFER_REQUESTED: 'INVESTIGATION',
  TRANSFER_APPROVED: 'INVESTIGATION',
  TRANSFER_REFUSED: 'INVESTIGATION',
  RETRANSFER_REQUESTED: 'TRANSFER',
  RETRANSFER_APPROVED: 'TRANSFER',
  RETRANSFER_REFUSED: 'TRANSFER',
  TRANSFERRED: 'TRANSFER',
  TRANSFER_WITHDRAWN: 'TRANSFER',
  ACCEPTED: 'TRANSFER',
  PASSED_ON: 'TRANSFER',
  FILED_ELSEWHERE: 'CRIMINAL_INVESTIGATION',
  ENDED_ELSEWHERE: 'CRIMINAL_INVESTIGATION',
  RETURNED: 'TRANSFER',
  FILING_REFUSED: 'TRANSFER',
  FILED: 'CRIMINAL_INVESTIGATION',
  WITHDRAWN: 'CRIMINAL_INVESTIGATION',
  UNDER_REVIEW: 'PROSECUTION',
  UNDER_SUPPLEMENTARY_INVESTIGATION: 'PROSECUTION',
  NOT_PROSECUTED: 'PROSECUTION',
  INDICTED: 'TRIAL',
  ON_TRIAL: 'TRIAL',
  SUSPENDED: 'TRIAL',
  POSTPONED: 'TRIAL',
  PROSECUTION_WITHDRAWN: 'TRIAL',
  WITHDRAWN_NOT_PROSECUTED: 'TRIAL',
  JUDGED: 'TRIAL',
  APPEALED: 'TRIAL',
  ON_APPEAL: 'TRIAL',
  EFFECTIVE: 'TRIAL',
  EXECUTING: 'TRIAL',
};
/** The stage of the criminal road, which is the stage of the case. */
export const stageOf = (state: CaseState): Stage => STAGE_OF[state.criminal ?? 'NONE'];

/**
 * Other tracks that bring a case before an organisation: from these states on it sees the case as at that stage,
 * however far the criminal road has come (a detention case is before public security, a civil suit before the court).
 */
export const BROUGHT_BY: readonly {
  readonly organisation: Organisation;
  readonly track: Track;
  /** states in which the organisation has not been asked yet */
  readonly before: readonly string[];
  readonly stage: AccessStage;
}[] = [
  // 17号 art. 33–34: what the bureau enters is shared with public security and the procuratorate
  { organisation: 'PUBLIC_SECURITY', track: 'administrative', before: ['NONE'], stage: 'SHARED' },
  { organisation: 'PROCURATORATE', track: 'administrative', before: ['NONE'], stage: 'SHARED' },
  { organisation: 'PROCURATORATE', track: 'nonTransferReport', before: ['NONE'], stage: 'SHARED' },
  { organisation: 'PUBLIC_SECURITY', track: 'earlyNotice', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PUBLIC_SECURITY', track: 'jointInvestigation', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PUBLIC_SECURITY', track: 'detention', before: ['NONE', 'APPROVED'], stage: 'TRANSFER' },
  { organisation: 'PUBLIC_SECURITY', track: 'policeAdvice', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PUBLIC_SECURITY', track: 'listing', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PROCURATORATE', track: 'listing', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PROCURATORATE', track: 'fileInspection', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PROCURATORATE', track: 'prosecutorAdvice', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PROCURATORATE', track: 'publicInterest', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'PROCURATORATE', track: 'advice', before: ['NONE'], stage: 'TRANSFER' },
  { organisation: 'COURT', track: 'severance', before: ['NONE', 'UNDER_REVIEW', 'NOT_PROSECUTED'], stage: 'TRIAL' },
  {
    organisation: 'COURT',
    track: 'damages',
    before: ['NONE', 'CLUE_FOUND', 'CHECKED', 'NOT_CLAIMED', 'NEGOTIATING', 'AGREED', 'NEGOTIATION_FAILED'],
    stage: 'TRIAL',
  },
  { organisation: 'COURT', track: 'enforcement', before: ['NONE'], stage: 'TRIAL' },
  {
    organisation: 'COURT',
    track: 'remedy',
    before: ['NONE', 'OPEN', 'RECONSIDERED', 'DECISION_UPHELD', 'DECISION_ANNULLED'],
    stage: 'TRIAL',
  },
  { organisation: 'COURT', track: 'advice', before: ['NONE', 'ISSUED', 'REPLIED'], stage: 'TRIAL' },
  {
    organisation: 'COURT',
    track: 'publicInterest',
    before: ['NONE', 'CLUE_SENT', 'NOTICE_PUBLISHED'],
    stage: 'TRIAL',
  },
];
/** The stage at which an organisation meets a case. */
export function stageFor(organisation: Organisation, state: CaseState): AccessStage {
  return BROUGHT_BY.filter(
    ({ organisation: whom, track, before }) => whom === organisation && !before.includes(state[track] ?? 'NONE'),
  ).reduce<AccessStage>(
    (stage, brought) => (ORDER.indexOf(brought.stage) > ORDER.indexOf(stage) ? brought.stage : stage),
    stageOf(state),
  );
}

/** Tracks that concern an organisation; a case on which none of them has begun is none of its business. */
const CONCERNS: { readonly [O in Organisation]?: readonly Track[] } = {
  ENVIRONMENT: ['report', 'administrative', 'criminal', 'quality', 'fileInspection', 'suitNotice'],
  QUALITY_SUPERVISION: [
    'quality',
    'qualification',
    'qualityPenalty',
    'complaint',
    'qualityClue',
    'randomCheck',
    'practiceBan',
  ],
};
export const isConcerned = (organisation: Organisation, state: CaseState): boolean =>
  CONCERNS[organisation]?.some((track) => (state[track] ?? 'NONE') !== 'NONE') ?? true;

/** Tracks that only confidential acts move, with those who send and receive them; nobody else sees how they stand. */
const CONFIDANTS: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const open = new Set<string>();
  const own = new Map<string, Set<string>>();
  for (const name of ACT_NAMES) {
    const { moves, confidential, by, to = [], cc = [] } = ACTS[name];
    for (const [track, move] of Object.entries(moves)) {
      if (!move.to) continue;
      if (!confidential) open.add(track);
      own.set(track, new Set([...(own.get(track) ?? []), by, ...to, ...cc]));
    }
  }
  return new Map([...own].filter(([track]) => !open.has(track)));
})();
/** Whether an organisation that sees a case sees how one of its tracks stands. */
export const maySeeTrack = (organisation: Organisation, track: Track): boolean =>
  CONFIDANTS.get(track)?.has(organisation) ?? true;

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
const FROM_SHARED = 'SHARED';
const FROM_TRANSFER = 'TRANSFER';
const FROM_TRIAL = 'TRIAL';
type From = AccessStage | 'NEVER';

/**
 * From which stage on an organisation may see a group of fields of a case it is concerned with.
 * Quality supervision sees the header of cases it referred or was referred; the supervision office sees what is overdue, never evidence.
 * Source: 17号 art. 33–34 (what bureau, public security and procuratorate enter is shared among the three, so that the procuratorate
 * can supervise a transfer that is not made), 长春实施方案 二(二)3 (courts join the sharing circle).
 */
export const ACCESS: Readonly<Record<FieldGroup, Readonly<Record<Organisation, From>>>> = {
  'case.header': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_SHARED, FROM_SHARED, FROM_TRIAL, FROM_INVESTIGATION),
  'case.parties': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_SHARED, FROM_SHARED, FROM_TRIAL, FROM_TRANSFER),
  'case.timeline': row(FROM_INVESTIGATION, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'case.evidence': row(FROM_INVESTIGATION, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  // whoever does not see the timeline sees only the clocks it follows
  'case.deadlines': row(
    FROM_INVESTIGATION,
    FROM_INVESTIGATION,
    FROM_SHARED,
    FROM_SHARED,
    FROM_TRIAL,
    FROM_INVESTIGATION,
  ),
  'environment.record': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_SHARED, FROM_SHARED, FROM_TRIAL, 'NEVER'),
  'publicSecurity.record': row(FROM_TRANSFER, 'NEVER', FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
  'procuratorate.record': row(FROM_INVESTIGATION, 'NEVER', FROM_SHARED, FROM_SHARED, FROM_TRIAL, 'NEVER'),
  'courts.record': row(FROM_TRIAL, 'NEVER', FROM_TRIAL, FROM_TRIAL, FROM_TRIAL, 'NEVER'),
  'quality.record': row(FROM_INVESTIGATION, FROM_INVESTIGATION, FROM_TRANSFER, FROM_TRANSFER, FROM_TRIAL, 'NEVER'),
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
    // reads intervention records alone, and those of all agencies
    DISCIPLINE_BODY: 'NEVER',
  } as const;
}

/** Whether an organisation may see a group of fields of a case in this state. */
export const maySeeOf = (organisation: Organisation, state: CaseState, group: FieldGroup): boolean =>
  isConcerned(organisation, state) && maySee(organisation, stageFor(organisation, state), group);

/** The access table's answer for one organisation, stage and group of fields. */
export function maySee(organisation: Organisation, stage: AccessStage, group: FieldGroup): boolean {
  const from = ACCESS[group][organisation];
  return from !== 'NEVER' && ORDER.indexOf(stage) >= ORDER.indexOf(from);
}
