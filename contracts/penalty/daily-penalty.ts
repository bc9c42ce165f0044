/** An act that matters to daily penalties, with its day in legal time (YYYY-MM-DD), in the order in which the acts happened. */
export interface DailyPenaltyStep {
  readonly act: 'orderCorrection' | 'findCorrected' | 'findCorrectionRefused' | 'imposeDailyPenalty';
  readonly day: string;
}
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
      const { days } = ordered.until(date, { largestUnit: 'days' });
      open.push({ from: ordered.add({ days: 1 }).toString(), to: date.toString(), days });
      cumulativeDays += days;
      ordered = null;
    }
  }
  return { periods: open, days: open.reduce((sum, { days }) => sum + days, 0), cumulativeDays };
}

/** Total of a daily penalty, in yuan: the original fine for each day (art. 19). */
export const dailyPenaltyTotal = (originalFine: number, days: number): number => originalFine * days;
