import type { Constructor, EntityName } from '@mikro-orm/core';
import { ACTS, actsOf } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, type Agency } from '@xianjie/contracts/agencies.ts';
import { EXCHANGE_ENTITIES } from '@xianjie/exchange/entities.ts';
import { WITNESSES } from '@xianjie/ledger/log-name.ts';
import { LEDGER_ENTITIES } from '@xianjie/ledger/entities.ts';
import type { Migration } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/postgresql';
import { accessRecordsResolver } from './access-records.ts';
import { actMutation } from './act-mutations.ts';
import { AGENCY_ENTITIES, CASE_ENTITIES } from './entities.ts';
import { interventionsResolver } from './intervention/interventions.ts';
import { INTERVENTION_ENTITIES } from './intervention/entities.ts';
import { keyActsResolver } from './key-acts.ts';
import { ledgerResolver } from './ledger/ledger-query.ts';
import { restoredLogsResolver } from './ledger/restored-logs.ts';
import { TIMESTAMP_ENTITIES } from './timestamps/entities.ts';
import { stampingResolver } from './timestamps/stamping.query.ts';
import { mailboxResolver } from './mailbox.ts';
import { previewResolver } from './paper-preview.ts';
import { Reconciliation } from './reconcile/entities.ts';
import { privateFieldsResolver } from './private-fields.ts';
import type { ContextPage } from './graphql-server.ts';
import type { Effects, RequestContext } from './station-context.ts';

/** An agency's subgraph as a value: what it stores, what its officers do and see, what other agencies' acts mean here. */
export interface AgencySubgraph {
  readonly agency: Agency;
  readonly entities: readonly EntityName[];
  readonly migrations: readonly Constructor<Migration>[];
  readonly resolvers: readonly (new () => object)[];
  readonly effects: Effects;
  /** answers paths of its own beside /graphql */
  readonly page?: ContextPage<RequestContext>;
  /** work of its own beside acts and arrivals; started once the database is ready, stopped first */
  readonly background?: Background;
}
export type Background = (orm: MikroORM, log: (message: string, error?: unknown) => void) => { stop(): Promise<void> };

/** All entities of a station: its own, the case as it knows it, the exchange's and the ledger's. */
export const entitiesOf = (subgraph: Pick<AgencySubgraph, 'entities'>): EntityName[] => [
  ...CASE_ENTITIES,
  ...EXCHANGE_ENTITIES,
  ...LEDGER_ENTITIES,
  Reconciliation,
  ...subgraph.entities,
];

export const agencyEntitiesOf = ({ entities }: AgencySubgraph): EntityName[] =>
  entitiesOf({ entities: [...AGENCY_ENTITIES, ...INTERVENTION_ENTITIES, ...TIMESTAMP_ENTITIES, ...entities] });

/** All resolvers of an agency: a mutation per act of its rows in the acts table, its mailbox, previews of its papers, and its own. */
export function resolversOf({ agency, resolvers }: AgencySubgraph): (new () => object)[] {
  const prefix = AGENCIES[agency].subgraph.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    ...actsOf(agency).map(actMutation),
    mailboxResolver(agency, prefix),
    accessRecordsResolver(agency, prefix),
    keyActsResolver(agency, prefix),
    ledgerResolver(agency, prefix),
    ...(WITNESSES.includes(agency) ? [restoredLogsResolver(agency, prefix)] : []),
    stampingResolver(agency, prefix),
    previewResolver(agency, prefix),
    ...keepsPrivate(agency, prefix),
    interventionsResolver(agency, prefix),
    ...resolvers,
  ];
}

/** An agency whose acts have private fields can read them back. */
const keepsPrivate = (agency: Agency, prefix: string) =>
  actsOf(agency).some((name) => Object.values(ACTS[name].payload ?? {}).some((field) => field.private))
    ? [privateFieldsResolver(agency, prefix)]
    : [];

/** Effects may only be written for acts this agency performs or is sent. */
export function assertEffects({ agency, effects }: AgencySubgraph): void {
  for (const name of Object.keys(effects) as (keyof Effects)[]) {
    const { by, to = [], cc = [], route } = ACTS[name];
    if (by !== agency && !route && ![...to, ...cc].includes(agency))
      throw new Error(`${agency} is never told of ${name}, so its effect can not happen`);
  }
}
