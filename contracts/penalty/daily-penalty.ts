import { LEGAL_ZONE } from '../clock/compute-due.ts';
import { dueAt } from '../clock/due-at.ts';
import { STATUTES } from '../clock/statutes.ts';

export const DAILY_PENALTY_ACTS = [
  'orderCorrection',
  'findCorrected',
  'findCorrectionRefused',
  'imposeDailyPenalty',
] as const;
/** An act that matters to daily penalties, with its day in legal time (YYYY-MM-DD), in the order in which the acts happened. */
export interface DailyPenaltyStep {
  readonly act: (typeof DAILY_PENALTY_ACTS)[number];
  readonly day: string;
}
/** The steps among the acts of a case, in the order given. */
export const dailyPenaltySteps = (
  acts: readonly { readonly act: string; readonly occurredAt: string }[],
): DailyPenaltyStep[] =>
  acts
    .filter(({ act }) => (DAILY_PENALTY_ACTS as readonly string[]).includes(act))
    .map(({ act, occurredAt }) => ({
      act: act as DailyPenaltyStep['act'],
      day: Temporal.Instant.from(occurredAt).toZonedDateTimeISO(LEGAL_ZONE).toPlainDate().toString(),
    }));

/** A stretch of refusal: from the day after the service of the order to the day of the re-inspection, both counted. */
export interface RefusalPeriod {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}
export interface DailyPenaltyCount {
  /** stretches that no decision has penalised yet */
  readonly periods: readonly RefusalPeriod[];
  readonly days: number;
  /** all stretches since the last correction, penalised or not */
  readonly cumulativeDays: number;
}

/**
 * Counts the days of a daily penalty (环境保护部令第28号 art. 17–18): repeated refusal accumulates; after a correction a new count begins.
 * Pure; an order that is not yet re-inspected counts nothing.
 */
export function countDailyPenalty(steps: readonly DailyPenaltyStep[]): DailyPenaltyCount {
  let ordered: Temporal.PlainDate | null = null;
  let open: RefusalPeriod[] = [];
  let cumulativeDays = 0;
  for (const { act, day } of steps) {
    const date = Temporal.PlainDate.from(day);
    if (act === 'orderCorrection') ordered = date;
    else if (act === 'findCorrected') {
      ordered = null;
      cumulativeDays = open.reduce((sum, { days }) => sum + days, 0);
    } else if (act === 'imposeDailyPenalty') open = [];
    else if (ordered) {
      // a re-inspection after its time is no basis for the days beyond it (art. 10)
      const last = Temporal.PlainDate.from(
        dueAt({ rule: STATUTES.byId('D28-10'), from: ordered.toString() }).due.slice(0, 10),
      );
      const to = Temporal.PlainDate.compare(date, last) > 0 ? last : date;
      const { days } = ordered.until(to, { largestUnit: 'days' });
      open.push({ from: ordered.add({ days: 1 }).toString(), to: to.toString(), days });
      cumulativeDays += days;
      ordered = null;
    }
  }
  return { periods: open, days: open.reduce((sum, { days }) => sum + days, 0), cumulativeDays };
}

/** Total of a daily penalty, in yuan: the original fine for each day (art. 19). */
export const dailyPenaltyTotal = (originalFine: number, days: number): number => originalFine * days;
