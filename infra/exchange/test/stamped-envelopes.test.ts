import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { batchOf } from '@xianjie/ledger/batch-proof.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { makeKey } from '@xianjie/signing/make-key.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { SAMPLE_ENVELOPE } from '@xianjie/signing/test/sample-envelope.ts';
import { TestAuthority } from '@xianjie/signing/test/test-authority.ts';
import { askForToken, readCertificates } from '@xianjie/signing/timestamp-authority.ts';
import { isEnvelopeInTime } from '../judge-message.ts';

let authority: TestAuthority;
let signed: SignedEnvelope;
beforeAll(async () => {
  authority = new TestAuthority();
  const envelope = await signEnvelope(SAMPLE_ENVELOPE, readSigner(makeKey('ED25519')));
  const { root, proofs } = batchOf(['a'.repeat(64), envelope.digest, 'b'.repeat(64)]);
  const { token } = await askForToken(await authority.listen(), readCertificates(authority.certFile), root);
  signed = { ...envelope, stamp: { token: token.toString('base64'), ...proofs[1]! } };
});
afterAll(() => authority.stop());

test('what a key in foreign hands signed is taken only with a stamp of before its revocation, by a trusted authority', () => {
  const trusted = readCertificates(authority.certFile);
  const isTaken = (message: SignedEnvelope, revokedAt: Date, authorities = trusted) => {
    const row = { use: 'SIGNING', validFrom: new Date(0), revokedAt, reason: 'COMPROMISED' };
    const arrived = { kind: 'envelope', sequence: '1', sender: 'ENVIRONMENT', body: message } as const;
    return isEnvelopeInTime(arrived, { row: row as never, key: null as never }, authorities);
  };
  const later = new Date(Date.now() + 60_000);
  expect(isTaken(signed, later)).toBe(true);
  expect(isTaken(signed, new Date(Date.now() - 60_000))).toBe(false);
  expect(isTaken(signed, later, [])).toBe(false);
  const { stamp, ...bare } = signed;
  expect(isTaken(bare, later)).toBe(false);
  for (const other of [{ index: 0 }, { size: 2 }, { path: [] }, { token: 'AA==' }, { path: ['x'] }])
    expect([other, isTaken({ ...signed, stamp: { ...stamp!, ...other } }, later)]).toEqual([other, false]);
  expect(isTaken({ ...signed, digest: 'a'.repeat(64) }, later)).toBe(false);
});
