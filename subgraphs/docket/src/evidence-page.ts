import { refuse } from '@xianjie/contracts/errors.ts';
import { sendFile } from '@xianjie/object-store/send-file.ts';
import { assertSignedIn, rowById, sees } from '@xianjie/subgraph-kit/access-guard.ts';
import { EvidenceItem } from '@xianjie/subgraph-kit/entities.ts';
import type { ContextPage } from '@xianjie/subgraph-kit/graphql-server.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { EvidenceAccess } from './entities/feed.ts';
import { passFile } from './pass-file.ts';
import { holderOf } from './evidence-ticket.ts';

const PATH = /^\/evidence\/([0-9a-f-]{36})$/;

/**
 * The file of an evidence item of whichever agency, for whoever may see the case's evidence: `/evidence/ID` with the bearer token or a ticket,
 * in ranges, inline or with `download`. Every opening is noted.
 */
export const evidencePage: ContextPage<RequestContext> = async (request, response, contextOf) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (!pathname.startsWith('/evidence/')) return false;
  const [, id] = PATH.exec(pathname) ?? [];
  const signedIn = await contextOf();
  const { em, station } = signedIn;
  const ticket = searchParams.get('ticket');
  const holder = id && ticket ? await holderOf(em, station.keyring, id, ticket, station.now()) : null;
  const context: RequestContext = signedIn.identity ? signedIn : { ...signedIn, identity: holder };
  const { organisation, sub, name } = assertSignedIn(context);
  const item = id ? await rowById(context, EvidenceItem, id) : null;
  const readable = request.method === 'GET' || request.method === 'HEAD';
  if (!item || !readable || !(await sees(context, item.caseId, 'case.evidence')))
    throw refuse('UNKNOWN_FILE', { sha256: id ?? '' });
  const { sha256, caseId } = item;
  const download = searchParams.has('download');
  const noted = { evidenceId: item.id, caseId, organisation, officer: sub, name, at: station.now(), download };
  const onOpened = () => em.fork().persist(em.create(EvidenceAccess, noted)).flush();
  const holders = [item.registeredBy, organisation];
  if (station.askForFile) {
    if (!(await passFile(station.askForFile, holders, request, response, { sha256, download, onOpened })))
      throw refuse('UNKNOWN_FILE', { sha256 });
    return true;
  }
  const holds = await Promise.all(
    holders.map(async (bucket) => ((await station.store.stat(bucket, sha256)) ? bucket : null)),
  );
  const bucket = holds.find((one) => one !== null);
  if (!bucket) throw refuse('UNKNOWN_FILE', { sha256 });
  await sendFile(station.store, request, response, { bucket, sha256, download, onOpened });
  return true;
};
