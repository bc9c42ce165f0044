import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import fc from 'fast-check';
import { ObjectStore } from '../object-store.ts';
import { serveFiles } from '../serve-files.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xianjie-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));
const label = { name: '照片.jpg', mediaType: 'image/jpeg', uploadedBy: 'x', uploadedAt: '2026-01-01T00:00:00Z' };
const hashes = (content: Buffer) => ({
  sha256: createHash('sha256').update(content).digest('hex'),
  sm3: createHash('sm3').update(content).digest('hex'),
});

describe('the object store', () => {
  test('knows SHA-256 and SM3 of what it keeps, and copies between buckets', async () => {
    const store = new ObjectStore(directory);
    const content = randomBytes(300_000);
    const stored = await store.put('ENVIRONMENT', Readable.from([content]), label);
    expect(stored).toMatchObject({ ...hashes(content), size: content.length, name: '照片.jpg' });
    expect(await store.copy('ENVIRONMENT', 'PUBLIC_SECURITY', stored.sha256)).toMatchObject(hashes(content));
    expect(await store.verify('PUBLIC_SECURITY', stored.sha256)).toBe(true);
    expect(await store.stat('COURT', stored.sha256)).toBeNull();
  });

  test('takes a file again whose storing was killed half-way, and says of content that is gone that it is not whole', async () => {
    const store = new ObjectStore(directory);
    const { sha256 } = await store.put('ENVIRONMENT', Readable.from([randomBytes(1_000)]), label);
    await store.copy('ENVIRONMENT', 'PUBLIC_SECURITY', sha256);
    const of = (bucket: string, ending = '') => join(directory, bucket, `${sha256}${ending}`);
    rmSync(of('PUBLIC_SECURITY', '.json'));
    await store.copy('ENVIRONMENT', 'PUBLIC_SECURITY', sha256);
    expect(await store.verify('PUBLIC_SECURITY', sha256)).toBe(true);
    rmSync(of('PUBLIC_SECURITY'));
    expect(await store.verify('PUBLIC_SECURITY', sha256)).toBe(false);
    await expect(store.copy('ENVIRONMENT', 'PUBLIC_SECURITY', sha256)).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
    rmSync(of('ENVIRONMENT'));
    await expect(store.copy('ENVIRONMENT', 'COURT', sha256)).rejects.toMatchObject({ code: 'UNKNOWN_FILE' });
  });

  test('SM3 is the national standard’s: its example', async () => {
    const { sm3 } = await new ObjectStore(directory).put('COURT', Readable.from([Buffer.from('abc')]), label);
    expect(sm3).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  test('never hands on a file that was changed on disk', async () => {
    const store = new ObjectStore(directory);
    const { sha256 } = await store.put('ENVIRONMENT', Readable.from(['evidence']), label);
    appendFileSync(join(directory, 'ENVIRONMENT', sha256), '!');
    expect(await store.verify('ENVIRONMENT', sha256)).toBe(false);
    await expect(store.copy('ENVIRONMENT', 'COURT', sha256)).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
    expect(await store.stat('COURT', sha256)).toBeNull();
  });

  test('leaves nothing half-written when a stream breaks', async () => {
    const store = new ObjectStore(directory);
    const breaking = Readable.from(
      (async function* () {
        yield 'half';
        throw new Error('connection lost');
      })(),
    );
    await expect(store.put('COURT', breaking, label)).rejects.toThrow('connection lost');
    expect(readdirSync(join(directory, 'COURT'))).toEqual([]);
  });

  test.each([
    ['../COURT', 'a'.repeat(64)],
    ['COURT', '../../secret'],
    ['court', 'a'.repeat(64)],
  ])('has no bucket %s with file %s', async (bucket, sha256) => {
    await expect(new ObjectStore(directory).open(bucket, sha256)).rejects.toMatchObject({ code: 'UNKNOWN_FILE' });
  });
});

describe('the file server', () => {
  const officers: Record<string, Identity> = {
    'Bearer env': {
      sub: 'env-officer',
      name: '王某',
      organisation: 'ENVIRONMENT',
      roles: ['OFFICER'],
      division: '220100',
    },
    'Bearer psb': {
      sub: 'psb-officer',
      name: '张某',
      organisation: 'PUBLIC_SECURITY',
      roles: ['OFFICER'],
      division: '220100',
    },
  };
  const authenticate = async (authorization: string | undefined) => officers[authorization ?? ''] ?? null;
  const serve = (port = 0, maxBytes?: number) =>
    serveFiles({ port, directory, authenticate, ...(maxBytes ? { maxBytes } : {}) });
  const env = { authorization: 'Bearer env' };
  const tus = { ...env, 'tus-resumable': '1.0.0' };
  const metadata = `filename ${Buffer.from('照片.jpg').toString('base64')},filetype ${Buffer.from('image/jpeg').toString('base64')}`;
  const create = async (url: string, length: number, headers: Record<string, string> = tus) =>
    fetch(`${url}/files/upload`, {
      method: 'POST',
      headers: { ...headers, 'upload-length': String(length), 'upload-metadata': metadata },
    });
  const patch = (url: string, path: string, offset: number, body: Buffer, headers: Record<string, string> = tus) =>
    fetch(url + path, {
      method: 'PATCH',
      headers: { ...headers, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(body),
    });

  test('an upload cut anywhere and resumed after a restart of the server has the same hashes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (size, at) => {
          const content = randomBytes(size);
          const cut = Math.floor(size * at);
          const first = await serve();
          const location = (await create(first.url, size)).headers.get('location')!;
          if (cut > 0) await patch(first.url, location, 0, content.subarray(0, cut));
          await first.close();
          const second = await serve();
          const offset = Number(
            (await fetch(second.url + location, { method: 'HEAD', headers: tus })).headers.get('upload-offset') ?? cut,
          );
          if (cut < size) {
            expect(offset).toBe(cut);
            expect((await patch(second.url, location, offset, content.subarray(offset))).status).toBe(204);
          }
          const result = await fetch(`${second.url}/files/upload-result/${location.split('/').at(-1)}`, {
            headers: env,
          });
          expect(await result.json()).toMatchObject({
            ...hashes(content),
            size,
            name: '照片.jpg',
            mediaType: 'image/jpeg',
            uploadedBy: 'env-officer',
          });
          await second.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  test('an agency reads only its own bucket; content is hashed again before it leaves', async () => {
    const server = await serve();
    const store = new ObjectStore(directory);
    const { sha256 } = await store.put('ENVIRONMENT', Readable.from(['evidence']), label);
    const get = (agency: string, authorization?: string) =>
      fetch(`${server.url}/files/${agency}/${sha256}`, { headers: authorization ? { authorization } : {} });
    expect(await (await get('ENVIRONMENT', 'Bearer env')).text()).toBe('evidence');
    expect((await get('ENVIRONMENT', 'Bearer psb')).status).toBe(403);
    expect((await get('PUBLIC_SECURITY', 'Bearer psb')).status).toBe(404);
    expect((await get('ENVIRONMENT')).status).toBe(401);
    appendFileSync(join(directory, 'ENVIRONMENT', sha256), '!');
    const changed = await get('ENVIRONMENT', 'Bearer env');
    expect([changed.status, ((await changed.json()) as { code: string }).code]).toEqual([409, 'HASH_MISMATCH']);
    await server.close();
  });

  test('nobody uploads unsigned, over the limit, or into another agency’s upload', async () => {
    const server = await serve(0, 1_000);
    expect((await create(server.url, 10, { 'tus-resumable': '1.0.0' })).status).toBe(401);
    expect((await create(server.url, 2_000)).status).toBe(413);
    const location = (await create(server.url, 4)).headers.get('location')!;
    expect(
      (
        await patch(server.url, location, 0, Buffer.from('evil'), {
          'tus-resumable': '1.0.0',
          authorization: 'Bearer psb',
        })
      ).status,
    ).toBe(403);
    expect((await patch(server.url, location, 0, Buffer.from('good'))).status).toBe(204);
    const id = location.split('/').at(-1);
    expect(
      (await fetch(`${server.url}/files/upload-result/${id}`, { headers: { authorization: 'Bearer psb' } })).status,
    ).toBe(403);
    await server.close();
  });
});
