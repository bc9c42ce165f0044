import { compareLegal } from '@xianjie/contracts/acts/legal-time.ts';
import type { Precision } from '@xianjie/contracts/envelope.ts';
import type { PublishedEvent } from './published-case.ts';

/** A published date: an instant and how exactly it is known. */
export interface Dated {
  readonly occurredAt: string;
  readonly precision: Precision;
}

const INSTANT: Readonly<Record<Precision, (date: string) => string>> = {
  minute: (date) => date,
  day: (date) => `${date}T09:00:00+08:00`,
  month: (date) => `${date}-01T09:00:00+08:00`,
  year: (date) => `${date}-01-01T09:00:00+08:00`,
};
const SHAPE: Readonly<Record<Precision, RegExp>> = {
  minute: /^\d{4}-\d\d-\d\dT/,
  day: /^\d{4}-\d\d-\d\d$/,
  month: /^\d{4}-\d\d$/,
  year: /^\d{4}$/,
};
const PRECISIONS = Object.keys(SHAPE) as Precision[];

/** The date of an event as an instant of its precision; null when it has none that can be read. */
export function dateOf({ date, precision }: PublishedEvent): Dated | null {
  if (!date) return null;
  const exact =
    PRECISIONS.find((name) => name === precision) ?? PRECISIONS.find((name) => SHAPE[name].test(date)) ?? null;
  if (!exact || !SHAPE[exact].test(date)) return null;
  const occurredAt = INSTANT[exact](date);
  return Number.isNaN(Date.parse(occurredAt)) ? null : { occurredAt, precision: exact };
}

/** Whether one date lies before another, as exactly as both are known. */
export const isBefore = (a: Dated, b: Dated): boolean =>
  compareLegal({ at: a.occurredAt, precision: a.precision }, { at: b.occurredAt, precision: b.precision }) < 0;

export const laterOf = (a: Dated | null, b: Dated | null): Dated | null => (!a || (b && !isBefore(b, a)) ? b : a);
export const earlierOf = (a: Dated | null, b: Dated | null): Dated | null => (!a || (b && isBefore(b, a)) ? b : a);
