import { canonicalOf, type Signature } from '@xianjie/contracts/envelope.ts';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Keyring } from '@xianjie/exchange/keyring.ts';
import type { Signer } from '@xianjie/signing/keys.ts';
import { isGood } from '@xianjie/signing/key-life.ts';
import { signValue, verifyText } from '@xianjie/signing/messages.ts';

/** What a station signs to be given a file by another; `use` keeps the signature from serving anywhere else. */
interface FileTicket {
  readonly use: 'FILE';
  readonly by: Station;
  readonly from: Station;
  readonly sha256: string;
  /** epoch milliseconds */
  readonly until: number;
}
const VALID_MS = 5 * 60_000;
const SCHEME = 'Station ';

/** The `authorization` header with which `by` asks `from` for a file. */
export async function fileTicket(
  signer: Signer,
  asked: Pick<FileTicket, 'by' | 'from' | 'sha256'>,
  now: Date,
): Promise<string> {
  const ticket: FileTicket = { use: 'FILE', ...asked, until: now.getTime() + VALID_MS };
  const signature = await signValue(ticket, signer);
  return SCHEME + Buffer.from(JSON.stringify({ ticket, signature })).toString('base64url');
}

/** Which station asks; null unless it signed for this very file of this very station, not long ago. */
export async function askerOf(
  em: EntityManager,
  keyring: Keyring,
  header: string | undefined,
  { from, sha256 }: Pick<FileTicket, 'from' | 'sha256'>,
  now: Date,
): Promise<Station | null> {
  if (!header?.startsWith(SCHEME)) return null;
  try {
    const text = Buffer.from(header.slice(SCHEME.length), 'base64url').toString('utf8');
    const { ticket, signature } = JSON.parse(text) as { ticket: FileTicket; signature: Signature };
    const { use, by, until } = ticket;
    const isFor = use === 'FILE' && ticket.from === from && ticket.sha256 === sha256;
    const inTime = until > now.getTime() && until <= now.getTime() + 2 * VALID_MS;
    if (!isFor || !inTime || !STATIONS.includes(by)) return null;
    const signer = await keyring.find(em, by, signature.keyId);
    if (!signer || !isGood(signer.row, { at: now, digest: '' })) return null;
    return verifyText(canonicalOf(ticket), signature, signer.key) ? by : null;
  } catch {
    return null;
  }
}
