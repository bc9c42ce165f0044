let ahead = 0;

/** The hub's time, which the countdowns follow whatever the office computer's clock says. */
export const hubNow = (): number => Date.now() + ahead;

/** Learns how far the hub's clock is ahead from an answer's Date header (whole seconds). */
export function learnTime(date: string | null): void {
  const difference = date ? Date.parse(date) - Date.now() : 0;
  if (Math.abs(difference - ahead) > 2_000) ahead = difference;
}
