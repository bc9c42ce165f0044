import type { Precision } from '../envelope.ts';

/** A moment in law: an instant (ISO 8601 or Date) and how exactly it is known. */
export interface LegalTime {
  readonly at: Date | string;
  readonly precision: Precision;
}

const ZONE = 'Asia/Shanghai';
const UNIT = { minute: 'minute', day: 'day', month: 'month', year: 'year' } as const;
const COARSENESS = ['minute', 'day', 'month', 'year'] as const;

/** The start of the minute, day, month or year that contains `at`, as epoch milliseconds in legal time (Asia/Shanghai). */
function floor({ at }: LegalTime, precision: Precision): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime()).toZonedDateTimeISO(ZONE);
  const unit = UNIT[precision];
  if (unit === 'minute' || unit === 'day')
    return zoned.round({ smallestUnit: unit, roundingMode: 'floor' }).epochMilliseconds;
  return zoned.with(unit === 'month' ? { day: 1 } : { day: 1, month: 1 }).startOfDay().epochMilliseconds;
}

/** Compares two moments as exactly as both are known: negative, 0 (may be the same) or positive. */
export function compareLegal(a: LegalTime, b: LegalTime): number {
  const precision = COARSENESS[Math.max(COARSENESS.indexOf(a.precision), COARSENESS.indexOf(b.precision))]!;
  return floor(a, precision) - floor(b, precision);
}
