import type { Agency } from '../agencies.ts';
import type { ActRow } from './act.ts';
import { COURT_ACTS } from './courts.ts';
import { ENVIRONMENT_ACTS } from './environment.ts';
import { PROCURATORATE_ACTS } from './procuratorate.ts';
import { PUBLIC_SECURITY_ACTS } from './public-security.ts';
import { QUALITY_SUPERVISION_ACTS } from './quality-supervision.ts';

/** The table of acts (行为): the one concept everything hangs on. The key is the name of the act everywhere. */
const TABLE = {
  ...ENVIRONMENT_ACTS,
  ...PUBLIC_SECURITY_ACTS,
  ...PROCURATORATE_ACTS,
  ...COURT_ACTS,
  ...QUALITY_SUPERVISION_ACTS,
};
export type ActName = keyof typeof TABLE;
export const ACTS: Readonly<Record<ActName, ActRow>> = TABLE;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];
export const isActName = (name: string): name is ActName => Object.hasOwn(ACTS, name);
/** The acts an agency performs, in the table's order. */
export const actsOf = (agency: Agency): ActName[] => ACT_NAMES.filter((name) => ACTS[name].by === agency);
