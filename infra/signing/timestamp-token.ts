import { createHash, verify, X509Certificate } from 'node:crypto';
import {
  BadDer,
  childrenOf,
  expectTag,
  readAll,
  readInteger,
  readOid,
  readOne,
  TAG,
  write,
  writeInteger,
  writeOid,
} from './der.ts';
import type { Der } from './der.ts';

/** RFC 3161: asks an authority to say that a hash existed at a time, and checks what it says. */
const SHA256 = '2.16.840.1.101.3.4.2.1';
const HASHES: Readonly<Record<string, string>> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;
const TAGS = { context0: 0xa0, context3: 0xa3, generalizedTime: 0x18 } as const;
const GRANTED = [0n, 1n];

/** A request for a token over a SHA-256 hash. */
export function timestampRequest(hash: Buffer, nonce: bigint): Buffer {
  const algorithm = write(TAG.SEQUENCE, writeOid(SHA256), write(TAG.NULL));
  return write(
    TAG.SEQUENCE,
    writeInteger(1n),
    write(TAG.SEQUENCE, algorithm, write(TAG.OCTET_STRING, hash)),
    writeInteger(nonce),
    write(TAG.BOOLEAN, Buffer.of(0xff)),
  );
}

/** The token in an authority's answer. @throws when it was refused or is no answer */
export function tokenIn(response: Buffer): Buffer {
  const [status, token] = childrenOf(readOne(response, TAG.SEQUENCE));
  const [code] = childrenOf(status);
  if (!GRANTED.includes(readInteger(code)) || !token) throw new BadDer('the authority gave no token');
  return Buffer.from(token.whole);
}

export interface Timestamp {
  /** what is stamped, a SHA-256 hash */
  readonly hash: Buffer;
  readonly at: Date;
  readonly nonce: bigint | null;
  /** of the authority, decimal */
  readonly serial: string;
}

/**
 * What a token says, once everything about it has been checked: its signature, its certificate up to a trusted one, that this certificate is
 * for time-stamping and was valid then. @throws for anything else
 */
export function readTimestamp(token: Buffer, trusted: readonly X509Certificate[]): Timestamp {
  const [type, content] = childrenOf(readOne(token, TAG.SEQUENCE));
  if (readOid(type) !== OID.signedData) throw new BadDer('no signed data');
  const parts = childrenOf(readOne(expectTag(content, TAGS.context0).content, TAG.SEQUENCE));
  const [eContentType, eContent] = childrenOf(parts[2]);
  if (readOid(eContentType) !== OID.tstInfo) throw new BadDer('not about a time');
  const info = readOne(expectTag(eContent, TAGS.context0).content, TAG.OCTET_STRING).content;
  const certificates = readAll(expectTag(parts[3], TAGS.context0).content).map(
    ({ whole }) => new X509Certificate(whole),
  );
  const [signer, ...others] = childrenOf(parts.at(-1), TAG.SET);
  if (!signer || others.length > 0) throw new BadDer('not signed once');
  const certificate = signedBy(signer, info, certificates);
  const stamp = readInfo(info);
  assertTrusted(certificate, certificates, trusted, stamp.at);
  return stamp;
}

function readInfo(info: Buffer): Timestamp {
  const [version, , imprint, serial, time, ...rest] = childrenOf(readOne(info, TAG.SEQUENCE));
  const [algorithm, hash] = childrenOf(imprint);
  if (readInteger(version) !== 1n || readOid(childrenOf(algorithm)[0]) !== SHA256) throw new BadDer('another hash');
  const text = expectTag(time, TAGS.generalizedTime).content.toString('latin1');
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text);
  if (!match) throw new BadDer('a time that can not be read');
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(at.getTime())) throw new BadDer('no such time');
  const nonce = rest.find(({ tag }) => tag === TAG.INTEGER);
  return {
    hash: Buffer.from(expectTag(hash, TAG.OCTET_STRING).content),
    at,
    nonce: nonce ? readInteger(nonce) : null,
    serial: readInteger(serial).toString(),
  };
}

/** The certificate whose key has signed `info`. */
function signedBy(signer: Der, info: Buffer, certificates: readonly X509Certificate[]): X509Certificate {
  const [, , digestAlgorithm, signedAttributes, , signature] = childrenOf(signer);
  const hashName = HASHES[readOid(childrenOf(digestAlgorithm)[0])];
  if (!hashName) throw new BadDer('a hash that is not known');
  const attributes = new Map(
    readAll(expectTag(signedAttributes, TAGS.context0).content).map((attribute) => {
      const [type, values] = childrenOf(attribute);
      return [readOid(type), childrenOf(values, TAG.SET)];
    }),
  );
  const only = (oid: string): Der => {
    const values = attributes.get(oid);
    if (values?.length !== 1) throw new BadDer(`attribute ${oid}`);
    return values[0]!;
  };
  if (readOid(only(OID.contentType)) !== OID.tstInfo) throw new BadDer('signed as something else');
  const digest = createHash(hashName).update(info).digest();
  if (!expectTag(only(OID.messageDigest), TAG.OCTET_STRING).content.equals(digest)) throw new BadDer('another text');
  const certificate = certificates.find((one) => isNamedBy(attributes, one));
  if (!certificate) throw new BadDer('no certificate of the signer');
  // what is signed is the attributes as a SET, though they travel under another tag
  const signed = write(TAG.SET, signedAttributes!.content);
  if (!verify(hashName, signed, certificate.publicKey, expectTag(signature, TAG.OCTET_STRING).content))
    throw new BadDer('the signature does not hold');
  return certificate;
}

/** ESSCertID or ESSCertIDv2: the first hash names the signer's certificate. */
function isNamedBy(attributes: ReadonlyMap<string, readonly Der[]>, certificate: X509Certificate): boolean {
  const [v2] = attributes.get(OID.signingCertificateV2) ?? [];
  const [v1] = attributes.get(OID.signingCertificate) ?? [];
  const [first] = childrenOf(childrenOf(v2 ?? v1)[0]);
  const [head, second] = childrenOf(first);
  const isExplicit = head?.tag === TAG.SEQUENCE;
  const hashName = !v2 ? 'sha1' : isExplicit ? HASHES[readOid(childrenOf(head)[0])] : 'sha256';
  const hash = expectTag(isExplicit ? second : head, TAG.OCTET_STRING).content;
  return hashName !== undefined && createHash(hashName).update(certificate.raw).digest().equals(hash);
}

const MOST_STEPS = 5;
function assertTrusted(
  certificate: X509Certificate,
  known: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date,
): void {
  if (!isForTimestampsOnly(certificate)) throw new BadDer('the certificate is not for time-stamping');
  let one = certificate;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (at < new Date(one.validFrom) || at > new Date(one.validTo))
      throw new BadDer('a certificate was not valid then');
    if (trusted.some((anchor) => anchor.raw.equals(one.raw))) return;
    const issuer = [...trusted, ...known].find(
      (other) => other.ca && one.checkIssued(other) && one.verify(other.publicKey),
    );
    if (!issuer) break;
    one = issuer;
  }
  throw new BadDer('the authority is not a trusted one');
}

/** RFC 3161 section 2.3: the extended key usage is critical and names time-stamping alone. */
function isForTimestampsOnly(certificate: X509Certificate): boolean {
  const [body] = childrenOf(readOne(certificate.raw, TAG.SEQUENCE));
  const extensions = childrenOf(body).find(({ tag }) => tag === TAGS.context3);
  for (const extension of extensions ? childrenOf(readOne(extensions.content, TAG.SEQUENCE)) : []) {
    const [oid, critical, value] = childrenOf(extension);
    if (readOid(oid) !== OID.extendedKeyUsage) continue;
    if (critical?.tag !== TAG.BOOLEAN || !value) return false;
    const usages = childrenOf(readOne(expectTag(value, TAG.OCTET_STRING).content, TAG.SEQUENCE)).map(readOid);
    return usages.length === 1 && usages[0] === OID.timeStamping;
  }
  return false;
}
