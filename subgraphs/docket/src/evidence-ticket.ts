import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCKET, type Identity, type Organisation } from '@xianjie/contracts/agencies.ts';
import { canonicalOf } from '@xianjie/contracts/envelope.ts';
import type { Keyring } from '@xianjie/exchange/keyring.ts';
import { signValue, verifyText } from '@xianjie/signing/messages.ts';

/** Lets one officer open one file for a while without a bearer token: a player or a frame sends none. */
interface Ticket {
  readonly evidenceId: string;
  readonly sub: string;
  readonly name: string;
  readonly organisation: Organisation;
  /** epoch milliseconds */
  readonly until: number;
}
const VALID_MS = 10 * 60_000;

export async function ticketFor(
  em: EntityManager,
  keyring: Keyring,
  evidenceId: string,
  { sub, name, organisation }: Identity,
  now: Date,
): Promise<string> {
  const ticket: Ticket = { evidenceId, sub, name, organisation, until: now.getTime() + VALID_MS };
  const { signature, keyId } = await signValue(ticket, await keyring.signerAt(em, now));
  return Buffer.from(JSON.stringify({ ...ticket, signature, keyId })).toString('base64url');
}

/** Whose ticket it is; null when it is not for this file, is over, or was not made here. Every access is checked anew as theirs. */
export async function holderOf(
  em: EntityManager,
  keyring: Keyring,
  evidenceId: string,
  text: string,
  now: Date,
): Promise<Identity | null> {
  try {
    const { signature, keyId, ...ticket } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Ticket & {
      signature: string;
      keyId: string;
    };
    if (ticket.evidenceId !== evidenceId || !(ticket.until > now.getTime())) return null;
    const signer = await keyring.find(em, DOCKET, keyId);
    if (!signer || signer.row.revokedAt || !verifyText(canonicalOf(ticket), { signature }, signer.key)) return null;
    const { sub, name, organisation } = ticket;
    return { sub, name, organisation, roles: [], division: '' };
  } catch {
    return null;
  }
}
