import canonicalizeModule from 'canonicalize';
import { createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';
import type { LeafKind } from './entities.ts';

const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** What a leaf says in the tree. */
export interface Leaf {
  readonly kind: LeafKind;
  readonly ref: string;
  readonly digest: string;
  readonly at: Date;
}

/** What a leaf of a row stands for: the columns that were written then, each under a salted hash. */
export interface RowRecord {
  readonly table: string;
  readonly key: string;
  readonly change: 'insert' | 'update' | 'delete';
  /** the row was there before the ledger was, and was taken in as it stood */
  readonly enrolled?: true;
  readonly salt: string;
  readonly fields: Readonly<Record<string, string>>;
}

const VERSION = 1;

/** The bytes of a leaf: canonical JSON (RFC 8785) of what it says. */
export const leafBytes = ({ kind, ref, digest, at }: Leaf): Buffer =>
  // keys in order and only strings and a number: what JSON.stringify writes is canonical
  Buffer.from(JSON.stringify({ at: at.toISOString(), digest, kind, ref, v: VERSION }), 'utf8');

/** The text under which a column's value is hashed: the same for what the program wrote and for what PostgreSQL gives back. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return typeof value === 'object' ? canonicalize(value)! : String(value);
}

/** Absent is not the same as empty. The salt keeps short contents from being guessed; 128 bits of SHA-256 bind the value to it. */
export const fieldHash = (salt: string, column: string, text: string | null): string =>
  hash('sha256', `${salt}\0${column}\0${text === null ? '' : `=${text}`}`, 'buffer').toString('base64url', 0, 16);

export const newSalt = (): string => randomBytes(16).toString('base64url');

/** Canonical JSON of a record: its keys are put in order here and all it holds is text, so nothing else is left to do. */
export function recordText({ change, enrolled, fields, key, salt, table }: RowRecord): string {
  const ordered = Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ change, ...(enrolled ? { enrolled } : {}), fields: ordered, key, salt, table });
}
export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

/** The key of a station's leaves, drawn from a secret that is not in its database, such as the file of its private key. */
export const macKey = (secret: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'xianjie ledger leaf', 32));
export const macOf = (key: Buffer, leaf: Leaf): string =>
  createHmac('sha256', key).update(leafBytes(leaf)).digest('hex');
