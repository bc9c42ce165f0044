import { createPublicKey, hash } from 'node:crypto';
import type { PublicKey, Signer } from '@xianjie/signing/keys.ts';
import type { TreeHash } from './tree.ts';

/** What a station says of its log at one size (C2SP tlog-checkpoint); `previous` and `at` stand in extension lines. */
export interface CheckpointBody {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** size of the checkpoint before */
  readonly previous: number;
  readonly at: Date;
  readonly hash: TreeHash;
}

/** Who signs a note: the name before its signatures, and the keys it may have signed with. */
export interface NoteKeys {
  readonly name: string;
  readonly publicKeys: readonly PublicKey[];
}

const DASH = '\u2014';
/**
 * Kinds of signature lines: C2SP numbers those of Ed25519; for SM2 there is none, so it is named (0xff), as signed-note provides.
 */
const KINDS = {
  note: { ED25519: Buffer.of(0x01), SM2: Buffer.from('\u00ffxianjie sm2-sm3', 'latin1') },
  cosignature: { ED25519: Buffer.of(0x04), SM2: Buffer.from('\u00ffxianjie sm2-sm3 cosignature/v1', 'latin1') },
} as const;
const spkiOf = (key: PublicKey) => createPublicKey(key.pem).export({ type: 'spki', format: 'der' });

/** C2SP signed-note: the first bytes of a hash over name, kind of signature and key. */
export function noteKeyId(name: string, key: PublicKey, kind: keyof typeof KINDS = 'note'): Buffer {
  const bytes = key.algorithm === 'ED25519' ? spkiOf(key).subarray(-32) : spkiOf(key);
  return hash(
    'sha256',
    Buffer.concat([Buffer.from(`${name}\n`), KINDS[kind][key.algorithm], bytes]),
    'buffer',
  ).subarray(0, 4);
}

export function checkpointText({ origin, size, root, previous, at, hash: algorithm }: CheckpointBody): string {
  const extensions = [
    `previous ${previous}`,
    `time ${at.toISOString()}`,
    ...(algorithm === 'sha256' ? [] : [`hash ${algorithm}`]),
  ];
  return [origin, String(size), root.toString('base64'), ...extensions, ''].join('\n');
}

/** Parts of a signed note: what is signed, and the lines of signatures. */
export function splitNote(note: string): { text: string; lines: string[] } | null {
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n')) return null;
  return {
    text: note.slice(0, at + 1),
    lines: note
      .slice(at + 2)
      .split('\n')
      .slice(0, -1),
  };
}

/** Reads what a checkpoint says; null where it is none. Who signed it is another question. */
export function readCheckpoint(note: string): CheckpointBody | null {
  const text = splitNote(note)?.text;
  const match = text && /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)$/.exec(text);
  if (!match) return null;
  const said = (name: string) => new RegExp(`^${name} (.+)$`, 'm').exec(match[4]!)?.[1];
  const algorithm = said('hash') ?? 'sha256';
  const at = new Date(said('time') ?? '');
  const previous = Number(said('previous'));
  if ((algorithm !== 'sha256' && algorithm !== 'sm3') || Number.isNaN(at.getTime()) || !Number.isSafeInteger(previous))
    return null;
  return {
    origin: match[1]!,
    size: Number(match[2]),
    root: Buffer.from(match[3]!, 'base64'),
    previous,
    at,
    hash: algorithm,
  };
}

const line = (name: string, bytes: Buffer[]) => `${DASH} ${name} ${Buffer.concat(bytes).toString('base64')}`;

/** The bytes of a signature line by that name and key id; null when the line is another's. */
function signatureIn(text: string, name: string, id: Buffer): Buffer | null {
  const match = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (match?.[1] !== name) return null;
  const bytes = Buffer.from(match[2]!, 'base64');
  return bytes.subarray(0, 4).equals(id) ? bytes.subarray(4) : null;
}

const signed = async (signer: Signer, bytes: Buffer) => Buffer.from(await signer.sign(bytes), 'base64');

export async function signCheckpoint(body: CheckpointBody, name: string, signer: Signer): Promise<string> {
  const text = checkpointText(body);
  const signature = await signed(signer, Buffer.from(text));
  return `${text}\n${line(name, [noteKeyId(name, signer.publicKey), signature])}\n`;
}

/** What a checkpoint says, if one of the keys has signed it. */
export function openCheckpoint(note: string, { name, publicKeys }: NoteKeys): CheckpointBody | null {
  const parts = splitNote(note);
  const body = readCheckpoint(note);
  if (!parts || body?.origin !== name) return null;
  const isSigned = publicKeys.some((key) =>
    parts.lines.some((one) => {
      const signature = signatureIn(one, name, noteKeyId(name, key));
      return signature !== null && key.verify(Buffer.from(parts.text), signature.toString('base64'));
    }),
  );
  return isSigned ? body : null;
}

const cosigned = (text: string, seconds: bigint) => Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

/** The line by which a witness says that it has seen this checkpoint and nothing that contradicts it (C2SP tlog-cosignature). */
export async function cosign(note: string, name: string, signer: Signer, at: Date): Promise<string> {
  const seconds = BigInt(Math.floor(at.getTime() / 1000));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = await signed(signer, cosigned(splitNote(note)!.text, seconds));
  return line(name, [noteKeyId(name, signer.publicKey, 'cosignature'), time, signature]);
}

/** When the witness cosigned; null when it did not. */
export function cosignedAt(note: string, text: string, { name, publicKeys }: NoteKeys): Date | null {
  const parts = splitNote(note);
  if (!parts) return null;
  for (const key of publicKeys) {
    const bytes = signatureIn(text, name, noteKeyId(name, key, 'cosignature'));
    if (!bytes || bytes.length <= 8) continue;
    const seconds = bytes.readBigUInt64BE(0);
    if (key.verify(cosigned(parts.text, seconds), bytes.subarray(8).toString('base64')))
      return new Date(Number(seconds) * 1000);
  }
  return null;
}
