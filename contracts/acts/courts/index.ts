import { APPEAL_ACTS } from './appeal.ts';
import { CIVIL_ACTS } from './civil.ts';
import { CRIMINAL_TRIAL_ACTS } from './criminal-trial.ts';
import { TRIAL_MEASURE_ACTS } from './measures.ts';

/** Acts of the courts. */
export const COURT_ACTS = { ...CRIMINAL_TRIAL_ACTS, ...APPEAL_ACTS, ...TRIAL_MEASURE_ACTS, ...CIVIL_ACTS } as const;
