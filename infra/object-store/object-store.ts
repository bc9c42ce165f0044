import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Facts of a stored file. `size` in bytes; hashes in lower-case hex. */
export interface StoredFile {
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}
export type FileLabel = Pick<StoredFile, 'mediaType' | 'name' | 'uploadedBy' | 'uploadedAt'>;

/** The content is not what its hash says. */
export class HashMismatch extends Error {
  readonly code = 'HASH_MISMATCH';
}
/** There is no such file in this bucket. */
export class FileMissing extends Error {
  readonly code = 'UNKNOWN_FILE';
}

/** Takes SHA-256 and SM3 of what flows through. */
export class Hashing extends Transform {
  #sha256: Hash = createHash('sha256');
  #sm3: Hash = createHash('sm3');
  size = 0;
  override _transform(chunk: Buffer, _encoding: string, done: (error?: Error | null, data?: Buffer) => void): void {
    this.#sha256.update(chunk);
    this.#sm3.update(chunk);
    this.size += chunk.length;
    done(null, chunk);
  }
  digests(): { sha256: string; sm3: string; size: number } {
    return { sha256: this.#sha256.digest('hex'), sm3: this.#sm3.digest('hex'), size: this.size };
  }
}

const SHA256 = /^[0-9a-f]{64}$/;
const BUCKET = /^[A-Z_]{2,40}$/;

/** Evidence files in a folder: a bucket per agency, each file under its SHA-256, never half-written. */
export class ObjectStore {
  constructor(private readonly directory: string) {}

  /** Stores a stream in a bucket; with `expected`, refuses content of another SHA-256 or SM3. */
  async put(
    bucket: string,
    content: NodeJS.ReadableStream,
    label: FileLabel,
    expected?: { sha256: string; sm3?: string },
  ): Promise<StoredFile> {
    const folder = this.#folder(bucket);
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `.${randomUUID()}`);
    try {
      const hashing = new Hashing();
      await pipeline(content, hashing, createWriteStream(temporary, { flags: 'wx' }));
      const digests = hashing.digests();
      if (expected && (expected.sha256 !== digests.sha256 || (expected.sm3 && expected.sm3 !== digests.sm3)))
        throw new HashMismatch(`${label.name}: content does not match SHA-256 ${expected.sha256}`);
      await sync(temporary);
      const stored: StoredFile = { ...digests, ...label };
      await writeFile(`${temporary}.json`, JSON.stringify(stored));
      await rename(`${temporary}.json`, `${join(folder, stored.sha256)}.json`);
      await rename(temporary, join(folder, stored.sha256));
      return stored;
    } finally {
      await rm(temporary, { force: true });
      await rm(`${temporary}.json`, { force: true });
    }
  }

  /** Facts of a file, or null. */
  async stat(bucket: string, sha256: string): Promise<StoredFile | null> {
    if (!SHA256.test(sha256)) return null;
    const text = await readFile(`${join(this.#folder(bucket), sha256)}.json`, 'utf8').catch(() => null);
    return text === null ? null : (JSON.parse(text) as StoredFile);
  }

  /** The content as it is on disk; `verify` first where it matters. */
  async open(bucket: string, sha256: string): Promise<{ file: StoredFile; content: ReadStream }> {
    const file = await this.stat(bucket, sha256);
    if (!file) throw new FileMissing(`no file ${sha256} in ${bucket}`);
    return { file, content: createReadStream(join(this.#folder(bucket), sha256)) };
  }

  /** Hashes the stored content again. */
  async verify(bucket: string, sha256: string): Promise<boolean> {
    const { file, content } = await this.open(bucket, sha256);
    const hashing = new Hashing();
    hashing.resume();
    await pipeline(content, hashing);
    const digests = hashing.digests();
    return digests.sha256 === file.sha256 && digests.sm3 === file.sm3 && digests.size === file.size;
  }

  /** Takes a file from one bucket into another, hashing it on the way; a file that is there already is hashed again. */
  async copy(from: string, to: string, sha256: string): Promise<StoredFile> {
    const { file, content } = await this.open(from, sha256);
    if (await this.stat(to, sha256)) {
      content.destroy();
      if (await this.verify(to, sha256)) return file;
      throw new HashMismatch(`${file.name} in ${to} does not match SHA-256 ${sha256}`);
    }
    const { mediaType, name, uploadedBy, uploadedAt } = file;
    return this.put(to, content, { mediaType, name, uploadedBy, uploadedAt }, { sha256, sm3: file.sm3 });
  }

  #folder(bucket: string): string {
    if (!BUCKET.test(bucket)) throw new FileMissing(`no bucket ${bucket}`);
    return join(this.directory, bucket);
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync();
  await handle.close();
}
