import type { CaseState, State } from './tracks.ts';

/** Whether the suspect or defendant is held, which keeps periods from moving past holidays (刑诉法 art. 105(4)). */
export const isHeld = ({ coercion }: CaseState): boolean =>
  coercion === 'DETAINED' ||
  coercion === 'ARREST_REQUESTED' ||
  coercion === 'ARREST_APPROVED' ||
  coercion === 'ARRESTED';

/** Coercive measures that a later organ may change, each at its own stage. */
export const CHANGEABLE = [
  'DETAINED',
  'ARREST_REFUSED',
  'ARRESTED',
  'ON_BAIL',
  'UNDER_SURVEILLANCE',
] as const satisfies readonly State<'coercion'>[];
/** From where an organ decides bail or surveillance at its stage, anew also where an earlier organ had (刑诉法 art. 79). */
export const DECIDABLE = ['NONE', ...CHANGEABLE, 'RELEASED'] as const satisfies readonly State<'coercion'>[];
/** How the suspect is held, and what is frozen, is told along when the case goes on to the next organ. */
export const TOLD_ALONG = {
  coercion: {
    from: [
      ...DECIDABLE,
      'ARREST_REQUESTED',
      'ARREST_REQUESTED_AT_LARGE',
      'ARREST_APPROVED',
      'ARREST_APPROVED_AT_LARGE',
    ],
  },
  frozenData: { from: ['NONE', 'FROZEN', 'UNFREEZING', 'UNFROZEN'] },
} as const;
/** The court has the case and has not given its last word. */
export const BEFORE_THE_COURT = [
  'INDICTED',
  'ON_TRIAL',
  'SUSPENDED',
  'POSTPONED',
  'JUDGED',
  'APPEALED',
  'ON_APPEAL',
] as const satisfies readonly State<'criminal'>[];
/** The court decides about release: it has the case, or has decided it. */
export const RELEASED_BY_COURT = [
  ...BEFORE_THE_COURT,
  'PROSECUTION_WITHDRAWN',
  'EFFECTIVE',
  'EXECUTING',
] as const satisfies readonly State<'criminal'>[];
