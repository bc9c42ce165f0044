import { ACTS, type ActName } from '../acts/index.ts';
import type { Identity, Organisation, Role } from '../agencies.ts';

/** What an identity may be asked for in a schema: its organisation, and what it is there. */
export type Scope = Organisation | `${Organisation}:${Role}`;

/** The scopes of an identity, for federation's `@requiresScopes`. */
export const scopesOf = ({ organisation, roles }: Pick<Identity, 'organisation' | 'roles'>): Scope[] => [
  organisation,
  ...roles.map((role) => `${organisation}:${role}` as const),
];

/** Whoever has one of these may perform the act. */
export const performersOf = (act: ActName): Scope[] =>
  ACTS[act].roles.map((role) => `${ACTS[act].by}:${role}` as const);
