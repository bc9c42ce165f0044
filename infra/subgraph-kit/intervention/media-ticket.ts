import { timingSafeEqual } from 'node:crypto';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import type { Sealing } from './sealing-keys.ts';

/** Lets one officer open one file of one record for a while without a bearer token: a player or a frame sends none. */
interface Ticket {
  readonly record: string;
  readonly medium: number;
  readonly identity: Identity;
  /** epoch milliseconds */
  readonly until: number;
}
const VALID_MS = 30 * 60_000;

export function ticketFor(sealing: Sealing, record: string, medium: number, identity: Identity, now: Date): string {
  const { sub, name, organisation, roles, division } = identity;
  const ticket: Ticket = {
    record,
    medium,
    identity: { sub, name, organisation, roles, division },
    until: now.getTime() + VALID_MS,
  };
  const text = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${text}.${sealing.authenticate(text)}`;
}

/** Whose ticket it is; null when it is not for this file, is over, or was not made here. Every access is checked anew as theirs. */
export function holderOf(sealing: Sealing, record: string, medium: number, given: string, now: Date): Identity | null {
  const [text = '', mark = ''] = given.split('.');
  const expected = Buffer.from(sealing.authenticate(text));
  const shown = Buffer.from(mark);
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return null;
  const ticket = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Ticket;
  const fits = ticket.record === record && ticket.medium === medium && ticket.until > now.getTime();
  return fits ? ticket.identity : null;
}
