import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ContextPage } from './graphql-server.ts';
import type { Connection, PageArguments } from './connection.ts';
import type { RequestContext } from './station-context.ts';

const MAX_AGE_SECONDS = 300;
export const PUBLIC_PAGE = 50;

/**
 * A list that everybody may read, at a path of its own: GET with `after`, `first` (at most 50) and `search`, as JSON that caches may keep for five
 * minutes. Who asks is never looked at, so that nobody is shown more than anybody.
 */
export function publicList<T extends object>(
  path: string,
  load: (em: EntityManager, page: PageArguments, search: string, now: Date) => Promise<Connection<T>>,
): ContextPage<RequestContext> {
  return async (request, response, contextOf) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== path) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    delete request.headers.authorization;
    const { em, station } = await contextOf();
    const asked = Number(searchParams.get('first') ?? PUBLIC_PAGE);
    const first = Number.isInteger(asked) && asked > 0 ? Math.min(asked, PUBLIC_PAGE) : PUBLIC_PAGE;
    const after = searchParams.get('after');
    const { edges, pageInfo } = await load(em, { first, after }, searchParams.get('search') ?? '', station.now());
    const body = Buffer.from(
      JSON.stringify({ items: edges.map(({ node }) => node), next: pageInfo.hasNextPage ? pageInfo.endCursor : null }),
    );
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
      etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
    };
    if (request.headers['if-none-match'] === headers.etag) response.writeHead(304, headers).end();
    else
      response.writeHead(200, { ...headers, 'content-length': body.length }).end(request.method === 'HEAD' ? '' : body);
    return true;
  };
}
