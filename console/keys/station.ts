import { asking } from '../api/agencies.ts';
import type { Session } from '../shell/session.ts';

/** The station whose keys an organisation's administrator keeps: its own, or the shared docket's. */
export const stationOf = ({ organisation }: Session) =>
  organisation === 'SUPERVISION_OFFICE' ? 'DOCKET' : organisation;
/** Which station's key book is asked. */
export const askingStation = (officer: Session) => ({
  ...asking(officer.organisation),
  docket: stationOf(officer) === 'DOCKET',
});
