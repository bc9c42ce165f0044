import type { Agency, ExternalBody } from '../agencies.ts';
import type { Envelope } from '../envelope.ts';
import type { ActRow } from './act.ts';

export interface Recipients {
  readonly to: readonly Agency[];
  readonly external: readonly ExternalBody[];
}

/** Kinds of duty crime that decide who takes the clue. */
export const DUTY_CRIME_KINDS = {
  PUBLIC_OFFICIAL: '公职人员职务违法犯罪',
  JUDICIAL_STAFF: '司法工作人员利用职权侵犯公民权利、损害司法公正',
} as const;

/**
 * Who takes a clue of a duty crime, newest first: since the supervision law the supervision commission (国务院令310号 art. 18–19),
 * before it the procuratorate (17号 art. 32); crimes of judicial staff went back to the procuratorate with 刑事诉讼法(2018) art. 19.
 * The days of the changes are those of the two laws; they are data, so that a lawyer can move them.
 */
const DUTY_CRIME_ROUTES = [
  { from: '2018-10-26', kind: 'JUDICIAL_STAFF', to: { to: ['PROCURATORATE'], external: [] } },
  { from: '2018-03-20', kind: null, to: { to: [], external: ['SUPERVISION_COMMISSION'] } },
  { from: '0001-01-01', kind: null, to: { to: ['PROCURATORATE'], external: [] } },
] as const satisfies readonly { from: string; kind: keyof typeof DUTY_CRIME_KINDS | null; to: Recipients }[];

/** Recipients that depend on what an act says; `day` is its date in legal time, YYYY-MM-DD. */
export const ROUTES = {
  dutyCrime: (day: string, payload: Readonly<Record<string, unknown>>): Recipients =>
    DUTY_CRIME_ROUTES.find(({ from, kind }) => from <= day && (kind === null || kind === payload['kind']))!.to,
} as const;
export type RouteName = keyof typeof ROUTES;

/** Whom an act goes to: the recipients of its row and those its route adds. */
export function recipientsOfAct(
  { to = [], cc = [], external = [], route }: Pick<ActRow, 'to' | 'cc' | 'external' | 'route'>,
  occurredAt: string,
  payload: Readonly<Record<string, unknown>>,
): Required<Pick<Envelope, 'to' | 'cc' | 'external'>> {
  if (!route) return { to, cc, external };
  const day = Temporal.Instant.from(occurredAt).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();
  const routed = ROUTES[route](day, payload);
  return { to: [...to, ...routed.to], cc, external: [...external, ...routed.external] };
}
