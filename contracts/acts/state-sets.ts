import type { CaseState, State } from './tracks.ts';

/** The case is registered by the environment bureau and not concluded without a penalty. */
export const REGISTERED = [
  'INVESTIGATING',
  'FILED',
  'RIGHTS_TOLD',
  'HEARING_REQUESTED',
  'HEARING_SCHEDULED',
  'HEARING_NOTIFIED',
  'HEARD',
  'PENALISED',
  'NOT_PENALISED',
  'SERVED',
  'URGED',
  'PAID',
  'ANNULLED',
  'CLOSED',
] as const satisfies readonly State<'administrative'>[];
/** Public security filed the case and did not withdraw it. */
export const FILED_SINCE = [
  'FILED',
  'UNDER_REVIEW',
  'UNDER_SUPPLEMENTARY_INVESTIGATION',
  'NOT_PROSECUTED',
  'WITHDRAWN_NOT_PROSECUTED',
  'INDICTED',
  'ON_TRIAL',
  'SUSPENDED',
  'POSTPONED',
  'PROSECUTION_WITHDRAWN',
  'JUDGED',
  'APPEALED',
  'ON_APPEAL',
  'EFFECTIVE',
  'EXECUTING',
] as const satisfies readonly State<'criminal'>[];
/** The case has reached public security, though it may have left it since. */
export const KNOWN_TO_POLICE = [
  'TRANSFERRED',
  'TRANSFER_WITHDRAWN',
  'ACCEPTED',
  'PASSED_ON',
  'FILED_ELSEWHERE',
  'ENDED_ELSEWHERE',
  'RETURNED',
  'FILING_REFUSED',
  'WITHDRAWN',
  'RETRANSFER_REQUESTED',
  'RETRANSFER_APPROVED',
  'RETRANSFER_REFUSED',
  ...FILED_SINCE,
] as const satisfies readonly State<'criminal'>[];
/** No order to withdraw the case stands: while one does, the case is withdrawn on it or the order is contested (高检会〔2010〕5号 art. 9–10). */
export const NOT_ORDERED_TO_WITHDRAW = [
  'NONE',
  'REASONS_DEMANDED',
  'REASONS_GIVEN',
  'REASONS_ACCEPTED',
  'ORDER_REVOKED',
  'WITHDRAWN_ON_ORDER',
] as const satisfies readonly State<'withdrawalSupervision'>[];
/** In none of these is an order to file waiting to be obeyed. */
export const NOT_ORDERED_TO_FILE = [
  'NONE',
  'SUGGESTED',
  'REASONS_DEMANDED',
  'REASONS_GIVEN',
  'REASONS_ACCEPTED',
  'RESULT_TOLD',
  'FILED_ON_ORDER',
] as const satisfies readonly State<'supervision'>[];
/** Filing by another act meets an order to file that stands. */
export const MEETS_FILING_ORDER = {
  from: [...NOT_ORDERED_TO_FILE, 'FILING_ORDERED'],
  to: { FILING_ORDERED: 'FILED_ON_ORDER' },
} as const;
/** A request for reconsideration is met when the case is filed by another act. */
export const ANSWERED_BY_FILING = {
  from: ['NONE', 'REQUESTED', 'UPHELD', 'OVERTURNED'],
  to: { REQUESTED: 'OVERTURNED' },
} as const;
/** A penalty decision stands. */
export const PENALISED = [
  'PENALISED',
  'SERVED',
  'URGED',
  'PAID',
  'CLOSED',
] as const satisfies readonly State<'administrative'>[];
/** Whether a penalty decision stands, so that it belongs to the materials of a transfer (17号 art. 6). */
export const isPenalised = ({ administrative = 'NONE' }: CaseState): boolean =>
  (PENALISED as readonly string[]).includes(administrative);
/** Whether items of the case were sealed or seized, so that their list belongs to the materials (17号 art. 6). */
export const hasSeizedItems = ({ seizure = 'NONE', preservation = 'NONE' }: CaseState): boolean =>
  seizure !== 'NONE' || preservation !== 'NONE';
