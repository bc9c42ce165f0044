import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fetchFile } from '../fetch-file.ts';
import { ObjectStore } from '../object-store.ts';
import { sendFile } from '../send-file.ts';

const content = randomBytes(2_000_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const sm3 = createHash('sm3').update(content).digest('hex');
const label = { name: '录像.mp4', mediaType: 'video/mp4', uploadedBy: 'x', uploadedAt: '2026-01-01T00:00:00Z' };

let directory: string;
let server: Server;
let holder: ObjectStore;
let store: ObjectStore;
let asked: (string | undefined)[];
/** what the holder's server does instead of answering, once each */
let instead: ((request: IncomingMessage, response: ServerResponse) => Promise<unknown> | unknown)[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'xianjie-fetch-'));
  holder = new ObjectStore(join(directory, 'holder'));
  store = new ObjectStore(join(directory, 'own'));
  asked = [];
  instead = [];
  await holder.put('ENVIRONMENT', Readable.from([content]), label);
  server = createServer((request, response) => {
    asked.push(request.headers.range);
    const other = instead.shift();
    if (other) return void other(request, response);
    sendFile(holder, request, response, { bucket: 'ENVIRONMENT', sha256 }).catch((error: { code?: string }) =>
      response.writeHead(error.code === 'HASH_MISMATCH' ? 409 : 404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true, force: true });
});

const wanted = () => ({
  sha256,
  sm3,
  size: content.length,
  label,
  ask: (headers: Readonly<Record<string, string>>) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers }),
});
const part = () => join(directory, 'own', 'COURT', `.${sha256}.part`);
const startOf = (range: string | undefined) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
const breaksOffAfter = (bytes: number) => (request: IncomingMessage, response: ServerResponse) => {
  const from = startOf(request.headers.range);
  response.writeHead(from ? 206 : 200, { 'content-length': content.length - from });
  response.write(content.subarray(from, from + bytes), () => response.destroy());
};

test('a transfer that breaks off goes on where it stopped, as often as it takes', async () => {
  instead = [breaksOffAfter(600_000), breaksOffAfter(700_000)];
  await expect(fetchFile(store, 'COURT', wanted())).rejects.toThrow();
  await expect(fetchFile(store, 'COURT', wanted())).rejects.toThrow();
  expect(await fetchFile(store, 'COURT', wanted())).toMatchObject({ sha256, sm3, name: '录像.mp4' });
  const starts = asked.map(startOf);
  expect(starts).toEqual([0, expect.any(Number), expect.any(Number)]);
  expect(starts).toEqual([...new Set(starts)].toSorted((one, other) => one - other));
  expect(await store.verify('COURT', sha256)).toBe(true);
  expect(existsSync(part())).toBe(false);
  await fetchFile(store, 'COURT', wanted());
  expect(asked).toHaveLength(3);
});

test('a part that is not the file’s beginning is thrown away, and the file fetched whole', async () => {
  mkdirSync(join(directory, 'own', 'COURT'), { recursive: true });
  writeFileSync(part(), randomBytes(500_000));
  expect(await fetchFile(store, 'COURT', wanted())).toMatchObject({ sha256 });
  expect(asked).toEqual(['bytes=500000-', undefined]);
});

test('content that is another’s is not kept', async () => {
  const other = randomBytes(content.length);
  instead = [(_, response) => response.writeHead(200).end(other)];
  await expect(fetchFile(store, 'COURT', wanted())).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
  expect(await store.stat('COURT', sha256)).toBeNull();
  expect(existsSync(part())).toBe(false);
});

test('what the holder changed, or has not, or can not give now, are three answers', async () => {
  writeFileSync(join(directory, 'holder', 'ENVIRONMENT', sha256), 'changed');
  await expect(fetchFile(store, 'COURT', wanted())).rejects.toMatchObject({ code: 'HASH_MISMATCH' });
  rmSync(join(directory, 'holder'), { recursive: true });
  await expect(fetchFile(store, 'COURT', wanted())).rejects.toMatchObject({ code: 'UNKNOWN_FILE' });
  instead = [(_, response) => response.writeHead(503).end()];
  await expect(fetchFile(store, 'COURT', wanted())).rejects.toThrow('503');
});
