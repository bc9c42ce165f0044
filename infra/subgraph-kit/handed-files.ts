import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCKET, type Station } from '@xianjie/contracts/agencies.ts';
import { FileMissing, HashMismatch } from '@xianjie/object-store/object-store.ts';
import { sendFile } from '@xianjie/object-store/send-file.ts';
import { askerOf } from './file-ticket.ts';
import type { ContextPage } from './graphql-server.ts';
import type { RequestContext } from './station-context.ts';

const PATH = /^\/handed\/([0-9a-f]{64})$/;
export const handedPath = (sha256: string) => `/handed/${sha256}`;

/**
 * Gives a file to the stations to which this one addressed an envelope that names it: `/handed/SHA256`, in ranges, against a ticket that the asking
 * station signed. The docket, which shows officers the evidence of a case, is given what any envelope of or to this station names.
 */
export const handedFiles: ContextPage<RequestContext> = async (request, response, contextOf) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const [, sha256] = PATH.exec(pathname) ?? [];
  if (!sha256) return false;
  const { authorization } = request.headers;
  delete request.headers.authorization;
  const { em, station } = await contextOf();
  const refuse = (status: number, code: string) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
  const asker = await askerOf(em, station.keyring, authorization, { from: station.name, sha256 }, station.now());
  if (!asker) return (refuse(401, 'UNAUTHENTICATED'), true);
  if (!(await wasHandedTo(em, asker, sha256))) return (refuse(404, 'UNKNOWN_FILE'), true);
  try {
    const download = searchParams.has('download');
    await sendFile(station.store, request, response, { bucket: station.name, sha256, download });
  } catch (error) {
    if (error instanceof FileMissing) refuse(404, error.code);
    else if (error instanceof HashMismatch) refuse(409, error.code);
    else throw error;
  }
  return true;
};

async function wasHandedTo(em: EntityManager, asker: Station, sha256: string): Promise<boolean> {
  const names = (table: string) =>
    `select 1 from evidence_item e join ${table} m on m.case_id = e.case_id where e.sha256 = ? and m.message->'envelope'->'evidence' @> ?::jsonb`;
  const named = [sha256, JSON.stringify([{ sha256 }])];
  // whoever sent it to this station may have it back: it may have lost it
  const sent = `${names('inbox')} and m.sender = ?`;
  const rows =
    asker === DOCKET
      ? await em.execute(`${names('outbox')} union all ${names('inbox')} limit 1`, [...named, ...named])
      : await em.execute(`${names('outbox')} and m.message->'envelope'->'to' @> ?::jsonb union all ${sent} limit 1`, [
          ...named,
          JSON.stringify([asker]),
          ...named,
          asker,
        ]);
  return rows.length > 0;
}
