import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readTimestamp, timestampRequest, tokenIn, type Timestamp } from './timestamp-token.ts';

const ANSWER_WITHIN_MS = 15_000;
const LONGEST_ANSWER = 200_000;

/** Certificates that are trusted for tokens, from a PEM file with one or several. */
export const readCertificates = (file: string): X509Certificate[] =>
  (readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );

/** Asks an authority (RFC 3161 over HTTP) for a token over a SHA-256 hash; what it answers is checked before it is given. */
export async function askForToken(
  url: string,
  trusted: readonly X509Certificate[],
  hash: Buffer,
): Promise<{ readonly token: Buffer; readonly stamp: Timestamp }> {
  const nonce = BigInt(`0x${randomBytes(8).toString('hex')}`);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(timestampRequest(hash, nonce)),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok) throw new Error(`the time-stamping authority answers ${response.status}`);
  const answer = Buffer.from(await response.arrayBuffer());
  if (answer.length > LONGEST_ANSWER) throw new Error('the time-stamping authority answers too much');
  const token = tokenIn(answer);
  const stamp = readTimestamp(token, trusted);
  if (!stamp.hash.equals(hash) || stamp.nonce !== nonce) throw new Error('the token is for something else');
  return { token, stamp };
}
