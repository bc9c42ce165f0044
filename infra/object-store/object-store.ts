import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
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
const MOST_KNOWN = 10_000;
const BUCKET = /^[A-Z_]{2,40}$/;

/** Where uploads wait until they are sealed, and where the sealed ones are kept; nobody downloads from either by hash. */
export type Intake = `${string}_INTAKE`;
export const intakeOf = (agency: string): Intake => `${agency}_INTAKE`;
export const sealedBucketOf = (agency: string): string => `${agency}_SEALED`;

/** Evidence files in a folder: a bucket per agency, each file under its SHA-256, never half-written. */
export class ObjectStore {
  /** files that were hashed and found whole, with how they lay on disk then */
  readonly #whole = new Map<string, string>();
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
      // its facts come last: whoever is killed in between has not stored it, and stores it again
      await rename(temporary, join(folder, stored.sha256));
      await rename(`${temporary}.json`, `${join(folder, stored.sha256)}.json`);
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
  async open(
    bucket: string,
    sha256: string,
    range: { start?: number; end?: number } = {},
  ): Promise<{ file: StoredFile; content: ReadStream }> {
    const file = await this.stat(bucket, sha256);
    if (!file) throw new FileMissing(`no file ${sha256} in ${bucket}`);
    return { file, content: createReadStream(join(this.#folder(bucket), sha256), range) };
  }

  /** As `verify`, but content that was whole and has not been written since is not hashed again. */
  async verifyUnlessKnown(bucket: string, sha256: string): Promise<boolean> {
    const path = join(this.#folder(bucket), sha256);
    const mark = async () => {
      const { size, mtimeMs, ctimeMs, ino } = await stat(path);
      return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
    };
    const now = await mark().catch(() => null);
    if (now !== null && this.#whole.get(path) === now) return true;
    const whole = await this.verify(bucket, sha256);
    if (this.#whole.size >= MOST_KNOWN) this.#whole.clear();
    if (whole && now !== null) this.#whole.set(path, now);
    return whole;
  }

  /** Hashes the stored content again; content that is gone is not what it was. */
  async verify(bucket: string, sha256: string): Promise<boolean> {
    const { file, content } = await this.open(bucket, sha256);
    const hashing = new Hashing();
    hashing.resume();
    const read = pipeline(content, hashing).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    if (!(await read)) return false;
    const digests = hashing.digests();
    return digests.sha256 === file.sha256 && digests.sm3 === file.sm3 && digests.size === file.size;
  }

  /** Takes a file from one bucket into another, hashing it on the way; a file that is there already is hashed again. */
  async copy(from: string, to: string, sha256: string): Promise<StoredFile> {
    const file = await this.stat(from, sha256);
    const there = await stat(join(this.#folder(from), sha256)).catch(() => null);
    if (!file || !there) throw new FileMissing(`no file ${sha256} in ${from}`);
    if (await this.stat(to, sha256)) {
      if (await this.verify(to, sha256)) return file;
      throw new HashMismatch(`${file.name} in ${to} does not match SHA-256 ${sha256}`);
    }
    const { content } = await this.open(from, sha256);
    const { mediaType, name, uploadedBy, uploadedAt } = file;
    return this.put(to, content, { mediaType, name, uploadedBy, uploadedAt }, { sha256, sm3: file.sm3 });
  }

  /** Takes a file away; only from where files wait. */
  async discard(intake: Intake, sha256: string): Promise<void> {
    if (!SHA256.test(sha256)) return;
    const path = join(this.#folder(intake), sha256);
    await rm(`${path}.json`, { force: true });
    await rm(path, { force: true });
  }

  /** Takes away whatever has waited since before a moment, epoch milliseconds. */
  async discardOlder(intake: Intake, before: number): Promise<void> {
    const folder = this.#folder(intake);
    for (const name of await readdir(folder).catch(() => []))
      if (((await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? before) < before)
        await rm(join(folder, name), { force: true });
  }

  /** Where a file is collected that comes in pieces; `put` makes it one of the bucket. */
  async unfinished(bucket: string, sha256: string): Promise<string> {
    if (!SHA256.test(sha256)) throw new FileMissing(`no file ${sha256}`);
    await mkdir(this.#folder(bucket), { recursive: true });
    return join(this.#folder(bucket), `.${sha256}.part`);
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
