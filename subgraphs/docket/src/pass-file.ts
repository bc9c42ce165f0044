import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Sending } from '@xianjie/object-store/send-file.ts';
import type { AskForFile } from '@xianjie/subgraph-kit/take-file.ts';

const ASKED = ['range', 'if-none-match'] as const;
/** What the holder says of the file goes to the reader; what it says of its connection does not. */
const PASSED = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-length',
  'content-range',
  'content-security-policy',
  'content-type',
  'etag',
  'x-content-type-options',
  'x-frame-options',
  'x-sha256',
  'x-sm3',
];
const isStation = (name: string): name is Station => (STATIONS as readonly string[]).includes(name);

/** Passes a file from the first of its holders that answers with it to the reader; false when none has it. */
export async function passFile(
  ask: AskForFile,
  holders: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
  { sha256, download, onOpened }: Pick<Sending, 'sha256' | 'download' | 'onOpened'>,
): Promise<boolean> {
  const headers = Object.fromEntries(
    ASKED.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
  );
  for (const holder of holders.filter(isStation)) {
    const answer = await ask(holder, sha256, headers, download ? '?download' : '')?.catch(() => null);
    if (!answer || answer.status === 404 || answer.status >= 500) continue;
    if (answer.status === 409) throw refuse('HASH_MISMATCH', { file: sha256 });
    const { range } = headers;
    if (answer.ok && request.method === 'GET' && (!range || range.startsWith('bytes=0-'))) await onOpened?.();
    const told = PASSED.flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name)!]] : []));
    response.writeHead(answer.status, Object.fromEntries(told) as Record<string, string>);
    if (request.method === 'HEAD' || !answer.body) {
      await answer.body?.cancel();
      response.end();
    } else
      await pipeline(Readable.fromWeb(answer.body as ReadableStream), response).catch(() => void response.destroy());
    return true;
  }
  return false;
}
