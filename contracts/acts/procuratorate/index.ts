import { FILING_SUPERVISION_ACTS } from './filing-supervision.ts';
import { PROSECUTION_ACTS } from './prosecution.ts';
import { PUBLIC_INTEREST_ACTS } from './public-interest.ts';

/** Acts of the procuratorate. */
export const PROCURATORATE_ACTS = {
  ...FILING_SUPERVISION_ACTS,
  ...PROSECUTION_ACTS,
  ...PUBLIC_INTEREST_ACTS,
} as const;
