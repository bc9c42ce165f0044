/** Distinguished Encoding Rules (ITU-T X.690), as much as keys, signatures and time-stamps need; anything else is refused. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  /** with tag and length */
  readonly whole: Buffer;
}

export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** Thrown for bytes that are not DER, or not what is expected in their place. */
export class BadDer extends Error {}

function readLength(bytes: Buffer, at: number): [length: number, next: number] {
  const first = bytes[at];
  if (first === undefined) throw new BadDer('cut off in a length');
  if (first < 0x80) return [first, at + 1];
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 1 + count > bytes.length) throw new BadDer('a length that is not DER');
  const length = bytes.readUIntBE(at + 1, count);
  if (length < 0x80 || (count > 1 && bytes[at + 1] === 0)) throw new BadDer('a length longer than need be');
  return [length, at + 1 + count];
}

/** The elements that stand one after the other in `bytes`. */
export function readAll(bytes: Buffer): Der[] {
  const elements: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at]!;
    if ((tag & 0x1f) === 0x1f) throw new BadDer('a tag of more than one byte');
    const [length, start] = readLength(bytes, at + 1);
    if (start + length > bytes.length) throw new BadDer('cut off');
    elements.push({ tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return elements;
}

/** The only element of `bytes`, which must have this tag. */
export function readOne(bytes: Buffer, tag: number): Der {
  const [element, ...more] = readAll(bytes);
  if (more.length > 0) throw new BadDer('bytes after the end');
  return expectTag(element, tag);
}

export function expectTag(element: Der | undefined, tag: number): Der {
  if (element?.tag !== tag) throw new BadDer(`tag ${tag} expected, ${element?.tag ?? 'nothing'} found`);
  return element;
}
export const childrenOf = (element: Der | undefined, tag: number = TAG.SEQUENCE): Der[] =>
  readAll(expectTag(element, tag).content);

/** A non-negative integer in its shortest form. */
export function readInteger(element: Der | undefined): bigint {
  const { content } = expectTag(element, TAG.INTEGER);
  const [first, second] = content;
  if (first === undefined || first >= 0x80) throw new BadDer('a negative or empty integer');
  if (first === 0 && second !== undefined && second < 0x80) throw new BadDer('an integer longer than need be');
  return BigInt(`0x${content.toString('hex')}`);
}

/** Dotted form of an object identifier. */
export function readOid(element: Der | undefined): string {
  const { content } = expectTag(element, TAG.OID);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const [index, byte] of content.entries()) {
    if (arc === 0n && byte === 0x80) throw new BadDer('an arc longer than need be');
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte >= 0x80) {
      if (index === content.length - 1) throw new BadDer('cut off in an arc');
      continue;
    }
    arcs.push(arc);
    arc = 0n;
  }
  const [first, ...rest] = arcs;
  if (first === undefined) throw new BadDer('an empty object identifier');
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

export function write(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = length.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}
export function writeInteger(value: bigint): Buffer {
  const digits = value.toString(16);
  const hex = digits.padStart(digits.length + (digits.length % 2), '0');
  return write(TAG.INTEGER, Buffer.from(hex.charAt(0) >= '8' ? `00${hex}` : hex, 'hex'));
}
export function writeOid(dotted: string): Buffer {
  const [root, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  const bytes = [root * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return write(TAG.OID, Buffer.from(bytes));
}
