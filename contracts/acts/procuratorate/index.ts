import { FILING_SUPERVISION_ACTS } from './filing-supervision.ts';
import { OBJECTION_ACTS } from './objections.ts';
import { PROSECUTION_ACTS } from './prosecution.ts';
import { REVIEW_MEASURE_ACTS } from './measures.ts';
import { PUBLIC_INTEREST_ACTS } from './public-interest.ts';
import { TRANSFER_SUPERVISION_ACTS } from './transfer-supervision.ts';

/** Acts of the procuratorate. */
export const PROCURATORATE_ACTS = {
  ...TRANSFER_SUPERVISION_ACTS,
  ...FILING_SUPERVISION_ACTS,
  ...PROSECUTION_ACTS,
  ...OBJECTION_ACTS,
  ...REVIEW_MEASURE_ACTS,
  ...PUBLIC_INTEREST_ACTS,
} as const;
