import type { Constructor, EntityName } from '@mikro-orm/core';
import { ACTS, actsOf } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, type Agency } from '@xianjie/contracts/agencies.ts';
import { EXCHANGE_ENTITIES } from '@xianjie/exchange/entities.ts';
import type { Migration } from '@mikro-orm/migrations';
import { actMutation } from './act-mutations.ts';
import { CASE_ENTITIES } from './entities.ts';
import { mailboxResolver } from './mailbox.ts';
import type { Effects } from './station-context.ts';

/** An agency's subgraph as a value: what it stores, what its officers do and see, what other agencies' acts mean here. */
export interface AgencySubgraph {
  readonly agency: Agency;
  readonly entities: readonly EntityName[];
  readonly migrations: readonly Constructor<Migration>[];
  readonly resolvers: readonly (new () => object)[];
  readonly effects: Effects;
}

/** All entities of an agency: its own, the case as it knows it, and the exchange's. */
export const entitiesOf = (subgraph: Pick<AgencySubgraph, 'entities'>): EntityName[] => [
  ...CASE_ENTITIES,
  ...EXCHANGE_ENTITIES,
  ...subgraph.entities,
];

/** All resolvers of an agency: a mutation per act of its rows in the acts table, its mailbox, and its own. */
export function resolversOf({ agency, resolvers }: AgencySubgraph): (new () => object)[] {
  const prefix = AGENCIES[agency].subgraph.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [...actsOf(agency).map(actMutation), mailboxResolver(agency, prefix), ...resolvers];
}

/** Effects may only be written for acts this agency performs or is sent. */
export function assertEffects({ agency, effects }: AgencySubgraph): void {
  for (const name of Object.keys(effects) as (keyof Effects)[]) {
    const { by, to = [], cc = [] } = ACTS[name];
    if (by !== agency && ![...to, ...cc].includes(agency))
      throw new Error(`${agency} is never told of ${name}, so its effect can not happen`);
  }
}
