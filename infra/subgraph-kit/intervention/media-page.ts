import { pipeline } from 'node:stream/promises';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { AGENCIES } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { headersOf } from '@xianjie/object-store/send-file.ts';
import { assertSignedIn } from '../access-guard.ts';
import type { ContextPage } from '../graphql-server.ts';
import type { RequestContext } from '../station-context.ts';
import { InterventionRecord } from './entities.ts';
import { holderOf } from './media-ticket.ts';
import { mayOpen, noteReadings, openRecord, sealingOf } from './open-record.ts';
import { unsealMedium } from './sealed-media.ts';

/** Where an agency serves the files of its records. */
export const mediaPath = (agency: Agency): string => `/intervention-media/${AGENCIES[agency].subgraph}/`;

/** A file of an intervention record, unsealed on its way, for its author and the discipline body: `RECORD/INDEX` with a token or a ticket. Every opening is noted. */
export function mediaPage(agency: Agency): ContextPage<RequestContext> {
  const prefix = mediaPath(agency);
  return async (request, response, contextOf) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(prefix)) return false;
    const [, id = '', index = ''] = /^([0-9a-f-]{36})\/(\d{1,2})$/.exec(pathname.slice(prefix.length)) ?? [];
    const signedIn = await contextOf();
    const sealing = sealingOf(signedIn);
    const ticket = searchParams.get('ticket');
    const holder = ticket ? holderOf(sealing, id, Number(index), ticket, signedIn.station.now()) : null;
    const context: RequestContext = signedIn.identity ? signedIn : { ...signedIn, identity: holder };
    assertSignedIn(context);
    const record = id && request.method === 'GET' ? await context.em.findOne(InterventionRecord, { id }) : null;
    const medium = record && mayOpen(context, record) ? openRecord(context, record).media[Number(index)] : undefined;
    if (!record || !medium) throw refuse('INTERVENTION_NOT_FOUND');
    const content = await unsealMedium(context.station.store, agency, medium);
    await noteReadings(context, [record.id], Number(index));
    response.writeHead(200, {
      ...headersOf(medium, searchParams.has('download')),
      'content-length': medium.size,
      'cache-control': 'private, no-store',
    });
    await pipeline(content, response).catch(() => response.destroy());
    return true;
  };
}
