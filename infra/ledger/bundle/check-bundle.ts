import { DER } from '@noble/curves/abstract/weierstrass';
import { ed25519 } from '@noble/curves/ed25519';
import { sm2, sm3 } from 'sm-crypto-v2';
import type { BundleKey, BundleProof, CaseBundle } from './case-bundle.ts';

// Runs in Node, in the workbench and in the page inside a bundle: nothing of Node's is used.

/** One thing that was checked. `ok` is null where the bundle does not say enough. */
export interface Check {
  /** id of the act, or the log */
  readonly about: string;
  readonly what: string;
  readonly ok: boolean | null;
  readonly why?: string;
}

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0)!);
const base64Of = (bytes: Bytes) => btoa(String.fromCodePoint(...bytes));
const hexOf = (bytes: Bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const joined = (...parts: Bytes[]) => new Uint8Array(parts.flatMap((part) => [...part]));
const same = (a: Bytes, b: Bytes) => hexOf(a) === hexOf(b);
const sha256 = async (bytes: Bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** Canonical JSON (RFC 8785). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const written = entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`);
  return `{${written.join(',')}}`;
}

/** What a SubjectPublicKeyInfo of the algorithm begins with, hex; the rest is the key. */
const KEY_BEGINS = {
  ED25519: '302a300506032b6570032100',
  SM2: '3059301306072a8648ce3d020106082a811ccf5501822d034200',
} as const;
const SM2_ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/**
 * Whether a signature (base64) is the key's over a message, whatever stands in its place; it can be written in one way only. The same as the stations
 * themselves find (`signing/keys.ts`), where there is no Node.
 */
export async function isSignature(
  { algorithm, spki }: Pick<BundleKey, 'algorithm' | 'spki'>,
  message: Bytes,
  signature: string,
): Promise<boolean> {
  try {
    const [key, bytes] = [bytesOf(spki), bytesOf(signature)];
    if (base64Of(bytes) !== signature || !hexOf(key).startsWith(KEY_BEGINS[algorithm])) return false;
    return algorithm === 'SM2' ? isSm2(key, message, bytes) : await isEd25519(key, message, bytes);
  } catch {
    return false;
  }
}

function isSm2(spki: Bytes, message: Bytes, signature: Bytes): boolean {
  const { r, s } = DER.toSig(signature);
  if (![r, s].every((number) => number > 0n && number < SM2_ORDER)) return false;
  const pair = [r, s].map((number) => number.toString(16).padStart(64, '0')).join('');
  return sm2.doVerifySignature(message, pair, hexOf(spki.slice(-65)), { hash: true });
}

async function isEd25519(spki: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('spki', spki, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
  } catch (error) {
    if ((error as Error).name !== 'NotSupportedError') throw error;
    // browsers before 2025
    return ed25519.verify(signature, message, spki.slice(-32), { zip215: false });
  }
}

interface Signed {
  readonly signature: string;
  readonly keyId?: string;
  readonly algorithm?: string;
}
/** Ed25519 signs the SHA-256 of the canonical text, SM2 the text itself. */
async function isSigned(keys: readonly BundleKey[], station: string, text: string, signed: Signed): Promise<boolean> {
  const own = keys.filter(
    ({ station: owner, keyId, algorithm }) =>
      owner === station && (signed.keyId ?? keyId) === keyId && (signed.algorithm ?? algorithm) === algorithm,
  );
  for (const key of own) {
    const message = key.algorithm === 'SM2' ? utf8(text) : await sha256(utf8(text));
    if (await isSignature(key, message, signed.signature)) return true;
  }
  return false;
}

const TREE_HASHES = {
  sha256,
  sm3: (bytes: Bytes) => Promise.resolve(Uint8Array.from(sm3(bytes).match(/../g)!, (hex) => Number.parseInt(hex, 16))),
} as const;

/** The root that a leaf and its proof lead to (RFC 6962 section 2.1.1). */
async function rootOf(
  { leaf, index, size, hashes }: BundleProof,
  digest: (bytes: Bytes) => Promise<Bytes>,
): Promise<Bytes | null> {
  const nodeHash = (left: Bytes, right: Bytes) => digest(joined(Uint8Array.of(1), left, right));
  let hash = await digest(joined(Uint8Array.of(0), bytesOf(leaf)));
  let at = index;
  let last = size - 1;
  if (!(index >= 0 && index < size)) return null;
  for (const step of hashes) {
    if (last === 0) return null;
    const other = bytesOf(step);
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(other, hash);
      for (; at % 2 === 0 && at !== 0; at = Math.floor(at / 2)) last = Math.floor(last / 2);
    } else hash = await nodeHash(hash, other);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

interface Root {
  readonly size: number;
  readonly root: Bytes;
  readonly hash: keyof typeof TREE_HASHES;
}

async function isProven(root: Root | null, proof: BundleProof, kind: string, ref: string, digest: string) {
  if (!root) return null;
  if (proof.size !== root.size) return false;
  const said = JSON.parse(new TextDecoder().decode(bytesOf(proof.leaf))) as Record<string, unknown>;
  if (said['kind'] !== kind || said['ref'] !== ref || said['digest'] !== digest) return false;
  const reached = await rootOf(proof, TREE_HASHES[root.hash]);
  return reached !== null && same(reached, root.root);
}

const noteParts = (note: string) => {
  const end = note.lastIndexOf('\n\n');
  return { text: note.slice(0, end + 1), lines: note.slice(end + 2).split('\n') };
};

/** Kinds of signature lines as signed-note numbers them, or names them (0xff) where it has no number. */
const LINES = {
  note: { ED25519: Uint8Array.of(1), SM2: joined(Uint8Array.of(0xff), utf8('xianjie sm2-sm3')) },
  cosignature: { ED25519: Uint8Array.of(4), SM2: joined(Uint8Array.of(0xff), utf8('xianjie sm2-sm3 cosignature/v1')) },
} as const;

async function lineKeyId(name: string, kind: keyof typeof LINES, key: BundleKey): Promise<Bytes> {
  const spki = bytesOf(key.spki);
  const raw = key.algorithm === 'ED25519' ? spki.slice(-32) : spki;
  return (await sha256(joined(utf8(`${name}\n`), LINES[kind][key.algorithm], raw))).slice(0, 4);
}

interface Line {
  readonly station: string;
  readonly name: string;
  readonly kind: keyof typeof LINES;
  readonly line: string;
  /** what is signed, given the bytes after the key id */
  readonly body: (rest: Bytes) => { message: Bytes; signature: Bytes };
}

/** Whether a signature line of a note is a station's. */
async function isLineOf(keys: readonly BundleKey[], { station, name, kind, line, body }: Line): Promise<boolean> {
  const [dash, signer, base64, ...more] = line.split(' ');
  if (dash !== '—' || signer !== name || !base64 || more.length > 0) return false;
  const bytes = bytesOf(base64);
  for (const key of keys.filter((one) => one.station === station)) {
    if (!same(bytes.slice(0, 4), await lineKeyId(name, kind, key))) continue;
    const { message, signature } = body(bytes.slice(4));
    if (await isSignature(key, message, base64Of(signature))) return true;
  }
  return false;
}

async function checkLog({ log, keys }: CaseBundle, checks: Check[]): Promise<Root | null> {
  const { station, name } = log;
  const { text, lines } = noteParts(log.note);
  const [origin, size, root] = text.split('\n');
  const body = (signature: Bytes) => ({ message: utf8(text), signature });
  const signed = await Promise.all(lines.map((line) => isLineOf(keys, { station, name, kind: 'note', line, body })));
  const ok = origin === name && signed.includes(true);
  checks.push({ about: name, what: `检查点（${size} 条记录）的签名`, ok });
  for (const { witness, name, line } of log.cosignatures) {
    const body = (rest: Bytes) => {
      const seconds = new DataView(rest.buffer, rest.byteOffset).getBigUint64(0);
      return { message: utf8(`cosignature/v1\ntime ${seconds}\n${text}`), signature: rest.slice(8) };
    };
    const cosigned = await isLineOf(keys, { station: witness, name, kind: 'cosignature', line, body });
    checks.push({ about: log.name, what: `${witness} 的见证签名`, ok: cosigned });
  }
  // a tree of another hash is told by an extension line
  const hash = /^hash (.*)$/m.exec(text)?.[1] ?? 'sha256';
  return ok && (hash === 'sha256' || hash === 'sm3') ? { size: Number(size), root: bytesOf(root!), hash } : null;
}

/** Checks a bundle whole: each signature, each digest and each proof. */
export async function checkBundle(bundle: CaseBundle): Promise<Check[]> {
  const checks: Check[] = [];
  const { keys } = bundle;
  const root = await checkLog(bundle, checks);
  for (const { id, signed, proof, receipts } of bundle.acts) {
    const { envelope, digest } = signed;
    const add = (what: string, ok: boolean | null, why?: string) =>
      checks.push({ about: id, what, ok, ...(why ? { why } : {}) });
    const text = canonical(envelope);
    add(
      '内容与校验值一致',
      envelope.id === id && envelope.caseId === bundle.caseId && hexOf(await sha256(utf8(text))) === digest,
    );
    add(`${envelope.from} 的签名`, await isSigned(keys, envelope.from, text, signed));
    for (const { name, number, paper, paperDigest } of envelope.documents)
      if (paper) add(`文书 ${number ?? name} 的校验值`, hexOf(await sha256(utf8(canonical(paper)))) === paperDigest);
    if (proof) add('在账本中', await isProven(root, proof, 'envelope', id, digest));
    else add('在账本中', null, '在检查点之后到达，尚无存在证明');
    for (const { signed: receipt, proof: place } of receipts) {
      const body = receipt.receipt;
      const said = canonical(body);
      const fits = body.envelopeId === id && body.digest === digest;
      add(`${body.by} 的回执`, fits ? await isSigned(keys, body.by, said, receipt) : false);
      const ref = `${id}/${body.by}`;
      if (place)
        add(`${body.by} 的回执在账本中`, await isProven(root, place, 'receipt', ref, hexOf(await sha256(utf8(said)))));
    }
  }
  return checks;
}

/** First bytes of a key, to be compared with what its owner has published. */
export const fingerprint = async ({ spki }: BundleKey): Promise<string> =>
  hexOf(await sha256(bytesOf(spki))).slice(0, 32);
/** Hashes a file, to be compared with the evidence that the acts name. */
export const fileHash = async (bytes: Bytes): Promise<string> => hexOf(await sha256(bytes));
