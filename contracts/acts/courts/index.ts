import { APPEAL_ACTS } from './appeal.ts';
import { CIVIL_ACTS } from './civil.ts';
import { CRIMINAL_TRIAL_ACTS } from './criminal-trial.ts';

/** Acts of the courts. */
export const COURT_ACTS = { ...CRIMINAL_TRIAL_ACTS, ...APPEAL_ACTS, ...CIVIL_ACTS } as const;
