import { refuse } from '@xianjie/contracts/errors.ts';
import { checkDivision } from '@xianjie/contracts/identifiers/division.ts';

/**
 * First and last code of a division: a city has its districts, a province its cities (GB/T 2260 writes both as trailing zeros).
 * Null where none is asked for.
 */
export function divisionRange(division: string | null | undefined): readonly [string, string] | null {
  if (!division) return null;
  const checked = checkDivision(division);
  if (!checked.ok) throw refuse('BAD_FIELD', { field: '行政区划', reason: checked.reason });
  const stem = division.slice(0, { province: 2, prefecture: 4, county: 6 }[checked.level]);
  return [stem.padEnd(6, '0'), stem.padEnd(6, '9')];
}

/** The condition on the division of a case. */
export function within(division: string | null | undefined): { division?: object } {
  const range = divisionRange(division);
  return range ? { division: { $gte: range[0], $lte: range[1] } } : {};
}
