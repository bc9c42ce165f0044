import { createHash } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { childrenOf, readInteger, readOid, readOne, TAG, write, writeInteger } from './der.ts';

/** SM2 with SM3 (GB/T 32918.2). The arithmetic is sm-crypto-v2's; node:crypto has no way to give the user id. */
const CURVE_OID = '1.2.156.10197.1.301';
/** the user id that GM/T 0009 prescribes where none is agreed */
const USER_ID = Buffer.from('1234567812345678');
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
/** a, b, x and y of the base point */
const PARAMETERS = Buffer.from(
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
    '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
    '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
    'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
  'hex',
);

const sm3 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
/** What SM2 signs: SM3(Z ‖ message), where Z binds the user id, the curve and the public key. */
function digestOfMessage(point: Buffer, message: Buffer): Buffer {
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(USER_ID.length * 8);
  return sm3(sm3(bits, USER_ID, PARAMETERS, point.subarray(1)), message);
}

export function isSm2(spki: Buffer): boolean {
  const [algorithm] = childrenOf(readOne(spki, TAG.SEQUENCE));
  const [, curve] = childrenOf(algorithm);
  return curve?.tag === TAG.OID && readOid(curve) === CURVE_OID;
}

/** The uncompressed point at the end of a SubjectPublicKeyInfo or in an ECPrivateKey. */
function readPoint(bits: Buffer): Buffer {
  const point = bits.subarray(1);
  if (bits[0] !== 0 || point.length !== 65 || point[0] !== 4)
    throw new Error('an SM2 key needs its uncompressed point');
  return point;
}

export function sm2PublicKey(spki: Buffer): (message: Buffer, signature: Buffer) => boolean {
  const [, bits] = childrenOf(readOne(spki, TAG.SEQUENCE));
  const point = readPoint(bits!.content);
  const prepared = sm2.precomputePublicKey(point.toString('hex'));
  return (message, signature) => {
    try {
      const [r, s, ...more] = childrenOf(readOne(signature, TAG.SEQUENCE)).map(readInteger);
      if (r === undefined || s === undefined || more.length > 0 || !inRange(r) || !inRange(s)) return false;
      const pair = [r, s].map((number) => number.toString(16).padStart(64, '0')).join('');
      return sm2.doVerifySignature(digestOfMessage(point, message), pair, prepared);
    } catch {
      return false;
    }
  };
}
const inRange = (number: bigint) => number > 0n && number < ORDER;

export function sm2Signer(pkcs8: Buffer): (message: Buffer) => Buffer {
  const [, , octets] = childrenOf(readOne(pkcs8, TAG.SEQUENCE));
  const [, secret, ...rest] = childrenOf(readOne(octets!.content, TAG.SEQUENCE));
  const withPoint = rest.find(({ tag }) => tag === 0xa1);
  if (!withPoint) throw new Error('the SM2 private key does not carry its public key');
  const point = readPoint(readOne(withPoint.content, TAG.BIT_STRING).content);
  const privateKey = secret!.content.toString('hex').padStart(64, '0');
  return (message) => {
    const pair = sm2.doSignature(digestOfMessage(point, message), privateKey, { publicKey: point.toString('hex') });
    const numbers = [pair.slice(0, 64), pair.slice(64)].map((hex) => writeInteger(BigInt(`0x${hex}`)));
    return write(TAG.SEQUENCE, ...numbers);
  };
}
