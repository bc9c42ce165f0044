import { checkDivision } from './division.ts';
import { organisationCheckCharacter, usccCheckCharacter } from './uscc.ts';

/** The organisation codes of made-up companies begin so; codes issued since 2015 begin with a digit or with M. */
const DEMO_MARK = 'DEM';
const LAST_SERIAL = 99_999;

/**
 * Makes a valid unified social credit code for a company that does not exist: the same serial and region always give the same code.
 * @param serial whole number from 0 to 99999
 * @param region GB/T 2260 code of the company's seat
 * @throws RangeError for another serial or a region that is no division code
 */
export function makeDemoUscc(serial: number, region = '220100'): string {
  if (!Number.isInteger(serial) || serial < 0 || serial > LAST_SERIAL)
    throw new RangeError(`serial must be a whole number from 0 to ${LAST_SERIAL}`);
  const division = checkDivision(region);
  if (!division.ok) throw new RangeError(division.reason);
  const body = `${DEMO_MARK}${String(serial).padStart(5, '0')}`;
  const first17 = `91${region}${body}${organisationCheckCharacter(body)}`;
  return first17 + usccCheckCharacter(first17);
}

/** True for the codes {@link makeDemoUscc} makes. */
export const isDemoUscc = (code: string): boolean => code.slice(8, 8 + DEMO_MARK.length) === DEMO_MARK;
