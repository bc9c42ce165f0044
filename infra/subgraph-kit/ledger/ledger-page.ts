import type { ServerResponse } from 'node:http';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { Cosignature, LedgerTile } from '@xianjie/ledger/entities.ts';
import { ledgerPath } from '@xianjie/ledger/log-name.ts';
import { readTilePath, TILE_WIDTH, widthOf } from '@xianjie/ledger/tiles.ts';
import type { ContextPage } from '../graphql-server.ts';
import type { RequestContext } from '../station-context.ts';
import { newestCheckpoint, witnessedCheckpoint } from './ledger-query.ts';

/**
 * Checkpoint and tiles for everybody, as C2SP tlog-tiles lays them out; hashes only: what the leaves say comes with a proof to whoever
 * may see it, and nothing can be read out of a hash, since every digest in a leaf is salted or covers an envelope.
 */
export function ledgerPage(station: Station): ContextPage<RequestContext> {
  const prefix = ledgerPath(station);
  return async (request, response, contextOf) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(prefix)) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    delete request.headers.authorization;
    const { em } = await contextOf();
    const asked = pathname.slice(prefix.length);
    const found = asked === 'checkpoint' ? await checkpoint(em, station) : await tile(em, asked);
    if (found) send(response, found, request.method === 'HEAD');
    else response.writeHead(404).end();
    return true;
  };
}

interface Found {
  readonly body: Buffer;
  readonly type: string;
  readonly cache: string;
}

function send(response: ServerResponse, { body, type, cache }: Found, isHead: boolean): void {
  const headers = {
    'content-type': type,
    'content-length': body.length,
    'cache-control': cache,
    'access-control-allow-origin': '*',
  };
  response.writeHead(200, headers).end(isHead ? '' : body);
}

async function checkpoint(em: EntityManager, station: Station): Promise<Found | null> {
  const row = await witnessedCheckpoint(em, station);
  if (!row) return null;
  const lines = await em.find(Cosignature, { size: row.size }, { orderBy: { witness: 1 } });
  const body = Buffer.from([row.note, ...lines.map(({ line }) => `${line}\n`)].join(''));
  return { body, type: 'text/plain; charset=utf-8', cache: 'no-cache' };
}

async function tile(em: EntityManager, asked: string): Promise<Found | null> {
  const place = asked.startsWith('tile/') ? readTilePath(asked.slice('tile/'.length)) : null;
  if (!place) return null;
  const { level, index, width } = place;
  const row = await em.findOne(LedgerTile, { level, index });
  const size = (await newestCheckpoint(em))?.size ?? 0;
  const body = row && Buffer.from(row.hashes).subarray(0, width * 32);
  if (!body || body.length < width * 32 || widthOf(level, size) < index * TILE_WIDTH + width) return null;
  return { body, type: 'application/octet-stream', cache: 'public, max-age=31536000, immutable' };
}
