import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { FileMissing, HashMismatch, type FileLabel, type ObjectStore, type StoredFile } from './object-store.ts';

export interface WantedFile {
  readonly sha256: string;
  readonly sm3: string;
  /** bytes */
  readonly size: number;
  readonly label: FileLabel;
  /** asks the holder for the file, or from a byte on: a range request */
  readonly ask: (headers: Readonly<Record<string, string>>) => Promise<Response>;
}

/**
 * Fetches a file over HTTP into a bucket; what an interrupted transfer left is kept, and the next call goes on from there.
 * @throws FileMissing, HashMismatch when the holder has no such file, or has another; anything else means: later again
 */
export async function fetchFile(store: ObjectStore, bucket: string, wanted: WantedFile): Promise<StoredFile> {
  const { sha256, sm3, label } = wanted;
  const kept = await store.stat(bucket, sha256);
  if (kept) {
    if (await store.verify(bucket, sha256)) return kept;
    throw new HashMismatch(`${kept.name} in ${bucket} does not match SHA-256 ${sha256}`);
  }
  const part = await store.unfinished(bucket, sha256);
  const isContinued = (await sizeOf(part)) > 0;
  await receive(part, wanted);
  try {
    return await store.put(bucket, createReadStream(part), label, { sha256, sm3 });
  } catch (error) {
    if (!isContinued || !(error instanceof HashMismatch)) throw error;
    // the part that was kept may be what is wrong
    await rm(part, { force: true });
    await receive(part, wanted);
    return await store.put(bucket, createReadStream(part), label, { sha256, sm3 });
  } finally {
    await rm(part, { force: true });
  }
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function receive(part: string, { sha256, size, ask }: WantedFile): Promise<void> {
  let have = await sizeOf(part);
  if (have > size) {
    await rm(part);
    have = 0;
  }
  if (have > 0 && have === size) return;
  const response = await ask(have > 0 ? { range: `bytes=${have}-` } : {});
  if (response.status === 404) throw new FileMissing(`no file ${sha256}`);
  if (response.status === 409) throw new HashMismatch(`the holder's file does not match SHA-256 ${sha256}`);
  if (!response.ok || !response.body) throw new Error(`file ${sha256}: answered ${response.status}`);
  const flags = response.status === 206 ? 'a' : 'w';
  await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(part, { flags }));
  if ((await sizeOf(part)) < size) throw new Error(`file ${sha256}: the transfer ended early`);
}
