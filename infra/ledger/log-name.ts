import type { Station } from '@xianjie/contracts/agencies.ts';

/** The name under which a station signs its checkpoints and cosigns those of others. */
export const logName = (station: Station): string => `xianjie/${station.toLowerCase().replaceAll('_', '-')}`;
/** Where a log's checkpoint and tiles are served. */
export const ledgerPath = (station: Station): string => `/ledger/${logName(station).split('/')[1]}/`;

export const WITNESSES: readonly Station[] = ['PROCURATORATE', 'COURT'];
/** Who cosigns a station's checkpoints: the procuratorate and the court, each the other's. */
export const witnessesOf = (station: Station): Station[] => WITNESSES.filter((witness) => witness !== station);
