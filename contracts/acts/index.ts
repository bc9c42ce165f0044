import type { Agency } from '../agencies.ts';
import { articleOf } from '../articles.ts';
import type { ActRow } from './act.ts';
import { COURT_ACTS } from './courts/index.ts';
import { ENVIRONMENT_ACTS } from './environment/index.ts';
import { PROCURATORATE_ACTS } from './procuratorate/index.ts';
import { PUBLIC_SECURITY_ACTS } from './public-security/index.ts';
import { QUALITY_SUPERVISION_ACTS } from './quality-supervision/index.ts';

/** The table of acts (行为): the one concept everything hangs on. The key is the name of the act everywhere. */
const TABLE = {
  ...ENVIRONMENT_ACTS,
  ...PUBLIC_SECURITY_ACTS,
  ...PROCURATORATE_ACTS,
  ...COURT_ACTS,
  ...QUALITY_SUPERVISION_ACTS,
};
export type ActName = keyof typeof TABLE;
export const ACTS = Object.fromEntries(
  Object.entries<ActRow>(TABLE).map(([name, row]) => [name, { ...row, article: articleOf(row.article) }]),
) as Readonly<Record<ActName, ActRow>>;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];
export const isActName = (name: string): name is ActName => Object.hasOwn(ACTS, name);
/** The acts an agency performs, in the table's order. */
export const actsOf = (agency: Agency): ActName[] => ACT_NAMES.filter((name) => ACTS[name].by === agency);
/** Acts that only the sender and the recipients see. */
export const CONFIDENTIAL_ACTS = ACT_NAMES.filter((name) => ACTS[name].confidential);
