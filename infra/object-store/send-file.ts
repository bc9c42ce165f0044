import type { IncomingMessage, ServerResponse } from 'node:http';
import { HashMismatch, type ObjectStore, type StoredFile } from './object-store.ts';

/** Types a browser shows without running anything in them; everything else is only saved. */
const SHOWN = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/bmp',
  'text/plain',
  'text/csv',
]);
const isShown = (type: string) => SHOWN.has(type) || /^(video|audio)\/[\w.+-]+$/.test(type);

/** How a file is handed to a browser: shown where nothing in it runs, else saved. */
export function headersOf(file: Pick<StoredFile, 'mediaType' | 'name'>, download: boolean) {
  const [type = ''] = file.mediaType.toLowerCase().split(';');
  const shown = isShown(type) && !download;
  return {
    'content-type': isShown(type)
      ? type.startsWith('text/')
        ? `${type}; charset=utf-8`
        : type
      : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}
/** The one range a request asks for, both ends counted; null for the whole file, `unsatisfiable` beyond its end (RFC 9110 §14). */
export function readRange(header: string | undefined, size: number): Span | null | 'unsatisfiable' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < start) return null;
  return start >= size || start > end ? 'unsatisfiable' : { start, end };
}

export interface Sending {
  readonly bucket: string;
  readonly sha256: string;
  /** save it whatever it is */
  readonly download?: boolean;
  /** called once the file is known to be whole and before its first byte leaves */
  readonly onOpened?: () => Promise<void>;
}

/**
 * Sends a file as a whole or in ranges, hashed again first: when it is opened, and when it changed on disk since.
 * @throws FileMissing, HashMismatch before anything is sent
 */
export async function sendFile(
  store: ObjectStore,
  request: IncomingMessage,
  response: ServerResponse,
  { bucket, sha256, download = false, onOpened }: Sending,
): Promise<void> {
  const file = await store.open(bucket, sha256).then(({ file: found, content }) => {
    content.destroy();
    return found;
  });
  const range = readRange(request.headers.range, file.size);
  const opens = range === null || (range !== 'unsatisfiable' && range.start === 0);
  if (!(await (opens ? store.verify(bucket, sha256) : store.verifyUnlessKnown(bucket, sha256))))
    throw new HashMismatch('文件校验值不一致，内容可能已被改动，请联系移送单位重新移送。');
  const headers = {
    ...headersOf(file, download),
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
    'x-sha256': file.sha256,
    'x-sm3': file.sm3,
  };
  if (range === 'unsatisfiable')
    return void response.writeHead(416, { ...headers, 'content-range': `bytes */${file.size}` }).end();
  if (request.headers['if-none-match'] === headers.etag) return void response.writeHead(304, headers).end();
  if (opens && request.method !== 'HEAD') await onOpened?.();
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': file.size === 0 ? 0 : end - start + 1,
    ...(range ? { 'content-range': `bytes ${start}-${end}/${file.size}` } : {}),
  });
  if (request.method === 'HEAD' || file.size === 0) return void response.end();
  const { content } = await store.open(bucket, sha256, { start, end });
  response.once('close', () => content.destroy());
  content.once('error', () => response.destroy()).pipe(response);
}
