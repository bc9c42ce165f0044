import { createReadStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer } from '@tus/server';
import { mkdirSync } from 'node:fs';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { FileMissing, ObjectStore, intakeOf, type StoredFile } from './object-store.ts';
import { sendFile } from './send-file.ts';

export interface ServeFilesOptions {
  readonly port: number;
  readonly host?: string;
  readonly directory: string;
  readonly authenticate: (authorization: string | undefined) => Promise<Identity | null>;
  /** largest file, bytes */
  readonly maxBytes?: number;
}

const LARGEST = 8 * 1_024 ** 3;
const UPLOADS = '/files/upload';

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Serves evidence files: resumable upload (tus) at `/files/upload`, its result at `/files/upload-result/:id`, download at `/files/:agency/:sha256`.
 * An officer uploads into and reads from the own agency's bucket only; other agencies get copies of their own with the handoff. What is uploaded
 * with the purpose `intervention` waits where nobody reads it until its record seals it.
 */
export async function serveFiles({
  port,
  host = '127.0.0.1',
  directory,
  authenticate,
  maxBytes = LARGEST,
}: ServeFilesOptions): Promise<{ url: string; close(): Promise<void> }> {
  const store = new ObjectStore(directory);
  const waiting = join(directory, '.uploads');
  mkdirSync(waiting, { recursive: true });
  const signedIn = async (authorization: string | undefined): Promise<Identity> => {
    const identity = await authenticate(authorization).catch((error: Error) => {
      throw new Refused(401, (error as { code?: string }).code ?? 'UNAUTHENTICATED', error.message);
    });
    if (!identity) throw new Refused(401, 'UNAUTHENTICATED', '请先登录后再操作。');
    return identity;
  };
  const resultFile = (id: string) => join(waiting, `${id}.result.json`);
  const owned = (metadata: Record<string, string | null> | undefined, { organisation }: Identity) => {
    if (metadata?.['organisation'] !== organisation) throw new Refused(403, 'NOT_YOURS_TO_SEE', '该上传属于其他单位。');
  };
  const tus = new TusServer({
    path: UPLOADS,
    datastore: new FileStore({ directory: waiting }),
    maxSize: maxBytes,
    respectForwardedHeaders: true,
    relativeLocation: true,
    onIncomingRequest: async (request, uploadId) => {
      const identity = await signedIn(request.headers.get('authorization') ?? undefined).catch(asTus);
      if (uploadId && request.method !== 'POST') {
        const upload = await tus.datastore.getUpload(uploadId).catch(() => null);
        if (upload) {
          try {
            owned(upload.metadata, identity);
          } catch (error) {
            asTus(error as Refused);
          }
        }
      }
    },
    onUploadCreate: async (request, upload) => {
      const identity = await signedIn(request.headers.get('authorization') ?? undefined).catch(asTus);
      return { metadata: { ...upload.metadata, organisation: identity.organisation, officer: identity.sub } };
    },
    onUploadFinish: async (_request, upload) => {
      const { organisation, officer, filename, filetype, purpose } = upload.metadata ?? {};
      const file = join(waiting, upload.id);
      const sealed = purpose === 'intervention';
      const stored = await store.put(sealed ? intakeOf(organisation!) : organisation!, createReadStream(file), {
        name: filename ?? upload.id,
        mediaType: filetype ?? 'application/octet-stream',
        uploadedBy: officer!,
        uploadedAt: new Date().toISOString(),
      });
      // what will be sealed leaves no name behind
      const { sha256 } = stored;
      await writeFile(resultFile(upload.id), JSON.stringify({ ...(sealed ? { sha256 } : stored), organisation }));
      if (sealed) await rm(`${file}.json`, { force: true });
      await rm(file, { force: true });
      return {};
    },
  });

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error & { status?: number; code?: string }) => {
      const status = error.status ?? (error instanceof FileMissing ? 404 : error.code === 'HASH_MISMATCH' ? 409 : 500);
      if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(
        JSON.stringify({
          code: error.code ?? 'INTERNAL',
          message: status === 500 ? '文件服务内部错误，请稍后重试。' : error.message,
        }),
      );
    });
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/health') return void response.end('up');
    if (pathname === UPLOADS || pathname.startsWith(`${UPLOADS}/`)) return void (await tus.handle(request, response));
    const identity = await signedIn(request.headers.authorization);
    const uploaded = /^\/files\/upload-result\/(\w+)$/.exec(pathname)?.[1];
    if (uploaded) {
      const text = await readFile(resultFile(uploaded), 'utf8').catch(() => null);
      if (!text) throw new Refused(404, 'UNKNOWN_FILE', '未找到该上传，或上传尚未完成。');
      const { organisation, ...stored } = JSON.parse(text) as Pick<StoredFile, 'sha256'> & { organisation: string };
      owned({ organisation }, identity);
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(stored));
    }
    const [, agency, sha256] = /^\/files\/([A-Z_]+)\/([0-9a-f]{64})$/.exec(pathname) ?? [];
    if (!agency || !sha256) throw new Refused(404, 'UNKNOWN_FILE', '没有这个文件。');
    if (agency !== identity.organisation)
      throw new Refused(403, 'NOT_YOURS_TO_SEE', '只能查看本单位收到或上传的文件。');
    await sendFile(store, request, response, { bucket: agency, sha256, download: searchParams.has('download') });
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** tus takes a refusal as an object with status and body. */
function asTus({ status, code, message }: Refused): never {
  throw { status_code: status, body: JSON.stringify({ code, message }) };
}
