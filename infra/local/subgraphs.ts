import { AGENCIES, DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';

export interface SubgraphPlace {
  readonly station: Station;
  /** federation name and folder under subgraphs/ */
  readonly name: string;
  /** where it listens on one machine */
  readonly port: number;
}

const FIRST_PORT = 4101;

/** The six subgraphs in a fixed order, with their ports on one machine. */
export const SUBGRAPHS: readonly SubgraphPlace[] = STATIONS.map((station, index) => ({
  station,
  name: station === DOCKET ? 'docket' : AGENCIES[station].subgraph,
  port: FIRST_PORT + index,
}));
