import { DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { schemaOf, withClient } from '@xianjie/database/provision.ts';
import type { Hub } from './hub.ts';

export type Sql = <T extends object = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>;

/** Which station's schema a statement asks; where each has a database of its own, a statement can ask but one. */
function stationNamedIn(text: string): Station {
  return STATIONS.find((station) => new RegExp(`\\b${schemaOf(station)}\\.`).test(text)) ?? DOCKET;
}

/** Runs SQL as the superuser in a hub's databases, to arrange or to look. */
export const sqlOf =
  (hub: Pick<Hub, 'adminUrl'>): Sql =>
  (text, values = []) =>
    withClient(hub.adminUrl(stationNamedIn(text)), async (client) => (await client.query(text, values)).rows as never);
