import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Page } from './gateway.ts';
import { MEDIA_TYPES } from './media-types.ts';

const NONCE = '__NONCE__';
const compress = promisify(brotliCompress);
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const takesBrotli = ({ headers }: IncomingMessage) => /\bbr\b/.test(String(headers['accept-encoding']));

/** Only what this server serves, and scripts and styles that bear this answer's nonce; files and papers are shown from blobs, recordings as a stream. */
const policy = (nonce: string, issuer: string) =>
  [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `media-src 'self'`,
    `frame-src blob:`,
    `object-src blob:`,
    `connect-src 'self' ${issuer}`,
    `form-action 'self' ${issuer}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/**
 * The officers' workbench from the folder it was built into. Assets bear their hash in their name and never change;
 * every other address that a browser opens is the one page, which finds its way itself.
 */
export function consolePage(folder: string, issuer: string): Page {
  return async (request, response, { pathname }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    if (pathname.startsWith('/assets/')) return serveAsset(join(folder, normalize(pathname)), request, response);
    if (pathname !== '/' && !String(request.headers.accept).includes('text/html')) return false;
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
    if (html === null) return false;
    const nonce = randomBytes(16).toString('base64');
    const text = Buffer.from(html.replaceAll(NONCE, nonce));
    const brotli = takesBrotli(request);
    const body = brotli ? await compress(text, FAST) : text;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
      'content-security-policy': policy(nonce, issuer),
      'cache-control': 'no-store',
      vary: 'accept-encoding',
      ...(brotli ? { 'content-encoding': 'br' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  };
}

async function serveAsset(file: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const packed = takesBrotli(request) ? await stat(`${file}.br`).catch(() => null) : null;
  const found = packed ?? (await stat(file).catch(() => null));
  if (!found?.isFile()) return false;
  response.writeHead(200, {
    'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    ...(packed ? { 'content-encoding': 'br' } : {}),
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(packed ? `${file}.br` : file).pipe(response);
  return true;
}
