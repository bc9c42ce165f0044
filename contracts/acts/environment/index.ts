import { CASE_ACTS } from './case.ts';
import { CIVIL_ACTS } from './civil.ts';
import { COOPERATION_ACTS } from './cooperation.ts';
import { CREDIT_ACTS } from './credit.ts';
import { INTERFERENCE_ACTS } from './interference.ts';
import { JOINT_WORK_ACTS } from './joint-work.ts';
import { MEASURE_ACTS } from './measures.ts';
import { PENALTY_ACTS } from './penalty.ts';
import { REMEDY_ACTS } from './remedies.ts';
import { TRANSFER_ACTS } from './transfer.ts';

/** Acts of the environment bureau. */
export const ENVIRONMENT_ACTS = {
  ...CASE_ACTS,
  ...PENALTY_ACTS,
  ...MEASURE_ACTS,
  ...REMEDY_ACTS,
  ...INTERFERENCE_ACTS,
  ...TRANSFER_ACTS,
  ...COOPERATION_ACTS,
  ...JOINT_WORK_ACTS,
  ...CREDIT_ACTS,
  ...CIVIL_ACTS,
} as const;
