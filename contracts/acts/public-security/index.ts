import { COOPERATION_ACTS } from './cooperation.ts';
import { DETENTION_ACTS } from './detention.ts';
import { FILING_ACTS } from './filing.ts';
import { INVESTIGATION_ACTS } from './investigation.ts';
import { OBJECTION_ACTS } from './objections.ts';
import { SUPERVISION_ACTS } from './supervision.ts';

/** Acts of public security. */
export const PUBLIC_SECURITY_ACTS = {
  ...FILING_ACTS,
  ...SUPERVISION_ACTS,
  ...COOPERATION_ACTS,
  ...INVESTIGATION_ACTS,
  ...OBJECTION_ACTS,
  ...DETENTION_ACTS,
} as const;
