import { AGENCIES, AGENCY_NAMES, type Agency, type Organisation } from '@xianjie/contracts/agencies.ts';
import { session } from '../shell/session.ts';

/** The names under which the operations ask each agency. */
const FIELD = {
  ENVIRONMENT: 'environment',
  QUALITY_SUPERVISION: 'qualitySupervision',
  PUBLIC_SECURITY: 'publicSecurity',
  PROCURATORATE: 'procuratorate',
  COURT: 'courts',
} as const satisfies Record<Agency, string>;
type Field = (typeof FIELD)[Agency];

/** Which agencies an operation asks; organisations that only read have nothing to ask. */
export const asking = (...organisations: readonly Organisation[]): Record<Field, boolean> =>
  Object.fromEntries(AGENCY_NAMES.map((agency) => [FIELD[agency], organisations.includes(agency)])) as Record<
    Field,
    boolean
  >;
/** What the agencies that were asked answered. */
export const answersOf = <T>(data: { readonly [F in Field]?: T | null }): T[] =>
  AGENCY_NAMES.flatMap((agency) => data[FIELD[agency]] ?? []);

export const isAgency = (name: string | null): name is Agency => name !== null && Object.hasOwn(AGENCIES, name);
/** The officer's own agency; null for who reads only. */
export const ownAgency = (): Agency | null => {
  const organisation = session.get()?.organisation ?? null;
  return isAgency(organisation) ? organisation : null;
};
export const isDiscipline = (): boolean => session.get()?.organisation === 'DISCIPLINE_BODY';
