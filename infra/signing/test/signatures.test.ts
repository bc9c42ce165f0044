import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalOf, SIGNATURE_ALGORITHMS, type ReceiptBody } from '@xianjie/contracts/envelope.ts';
import { readPublicKey, readSigner, type Signer } from '../keys.ts';
import { makeKey } from '../make-key.ts';
import { isAuthentic, isAuthenticReceipt, signEnvelope, signReceipt, signValue } from '../messages.ts';
import { commandsOf, OpensslFolder } from './openssl.ts';
import { SAMPLE_ENVELOPE } from './sample-envelope.ts';

const COMMANDS = commandsOf(new URL('../../../docs/signatures.md', import.meta.url));
const DISTID = '1234567812345678';
const OPENSSL_KEY = {
  ED25519: 'openssl genpkey -algorithm ED25519 -out key.pem',
  SM2: 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out key.pem',
};
const OPENSSL_SIGN = {
  ED25519:
    'openssl dgst -sha256 -binary -out digest.bin canonical.json; openssl pkeyutl -sign -rawin -inkey key.pem -in digest.bin -out signature.bin',
  SM2: `openssl pkeyutl -sign -rawin -digest sm3 -inkey key.pem -in canonical.json -pkeyopt distid:${DISTID} -out signature.bin`,
};
const receipt: ReceiptBody = {
  envelopeId: SAMPLE_ENVELOPE.id,
  digest: 'c'.repeat(64),
  by: 'PUBLIC_SECURITY',
  at: '2026-03-04T02:31:09.000Z',
  evidence: [{ id: SAMPLE_ENVELOPE.evidence[0]!.id, hashOk: true }],
};

describe.each(SIGNATURE_ALGORITHMS)('%s', (algorithm) => {
  let folder: OpensslFolder;
  let signer: Signer;
  beforeAll(() => {
    folder = new OpensslFolder();
    signer = readSigner(makeKey(algorithm));
  });
  afterAll(() => folder.remove());

  test('what the hub signs holds by the commands of docs/signatures.md, and not once a byte is changed', async () => {
    const signed = await signEnvelope(SAMPLE_ENVELOPE, signer);
    expect(signed).toMatchObject({ algorithm, keyId: signer.publicKey.keyId });
    expect(isAuthentic(signed, signer.publicKey)).toBe(true);
    folder.put('message.json', JSON.stringify(signed));
    folder.put('public.pem', signer.publicKey.pem);
    folder.put('canonical.json', canonicalOf(SAMPLE_ENVELOPE));
    folder.run(COMMANDS.get('signature')!);
    expect(folder.run(COMMANDS.get('key')!).trim()).toContain(signed.keyId);
    expect(folder.run(COMMANDS.get('digest')!)).toContain(signed.digest);
    expect(folder.run(COMMANDS.get(algorithm)!)).toContain('Signature Verified Successfully');
    folder.put('canonical.json', canonicalOf({ ...SAMPLE_ENVELOPE, assumed: true }));
    expect(() => folder.run(COMMANDS.get(algorithm)!)).toThrow();
  });

  test('what openssl signs with a key of its own holds here, and a key made here signs there', () => {
    for (const own of [false, true]) {
      if (own) folder.put('key.pem', makeKey(algorithm));
      else folder.run(OPENSSL_KEY[algorithm]);
      folder.put('canonical.json', canonicalOf(SAMPLE_ENVELOPE));
      folder.run(OPENSSL_SIGN[algorithm]);
      const { publicKey } = readSigner(folder.read('key.pem').toString());
      folder.run('openssl pkey -in key.pem -pubout -out public.pem');
      expect(readPublicKey(folder.read('public.pem').toString()).keyId).toBe(publicKey.keyId);
      const message = {
        envelope: SAMPLE_ENVELOPE,
        digest: folder.run('openssl dgst -sha256 -r canonical.json').split(' ')[0]!,
        signature: folder.read('signature.bin').toString('base64'),
        keyId: publicKey.keyId,
        algorithm,
      };
      expect(isAuthentic(message, publicKey)).toBe(true);
      expect(isAuthentic({ ...message, envelope: { ...SAMPLE_ENVELOPE, assumed: true } }, publicKey)).toBe(false);
    }
  });

  test('a signature under another user id is none', () => {
    if (algorithm !== 'SM2') return;
    folder.put('key.pem', makeKey('SM2'));
    folder.put('canonical.json', canonicalOf(SAMPLE_ENVELOPE));
    folder.run(OPENSSL_SIGN.SM2.replace(DISTID, 'another'));
    const { publicKey } = readSigner(folder.read('key.pem').toString());
    expect(publicKey.verify(folder.read('canonical.json'), folder.read('signature.bin').toString('base64'))).toBe(
      false,
    );
  });

  test('a receipt is signed the same way, and neither passes for the other', async () => {
    const signed = await signReceipt(receipt, signer);
    expect(isAuthenticReceipt(signed, signer.publicKey)).toBe(true);
    expect(
      isAuthenticReceipt({ ...signed, receipt: { ...receipt, at: '2026-03-04T02:31:09.001Z' } }, signer.publicKey),
    ).toBe(false);
    expect(isAuthentic(signed as never, signer.publicKey)).toBe(false);
  });

  test('only the very bytes hold: another spelling of the same signature, a field beside it or another name of the key do not', async () => {
    const signed = await signEnvelope(SAMPLE_ENVELOPE, signer);
    const { signature } = signed;
    const others = [
      ...[`${signature}=`, ` ${signature}`, signature.replace(/=+$/, ''), signature.slice(0, -4), '', 7, null].map(
        (spelling) => ({ signature: spelling as string }),
      ),
      { extra: 1 },
      { keyId: '0'.repeat(32) },
      { algorithm: algorithm === 'SM2' ? 'ED25519' : 'SM2' } as const,
    ].filter((change) => !('signature' in change) || change.signature !== signature);
    for (const change of others)
      expect([change, isAuthentic({ ...signed, ...change }, signer.publicKey)]).toEqual([change, false]);
    expect(isAuthentic(signed, readSigner(makeKey(algorithm)).publicKey)).toBe(false);
  });

  test('a module that signs in its own time is waited for, one that fails is not papered over', async () => {
    const slow: Signer = {
      publicKey: signer.publicKey,
      sign: (message) => new Promise((resolve) => setTimeout(() => resolve(signer.sign(message)), 20)),
    };
    expect(isAuthentic(await signEnvelope(SAMPLE_ENVELOPE, slow), signer.publicKey)).toBe(true);
    const broken: Signer = { publicKey: signer.publicKey, sign: () => Promise.reject(new Error('no card')) };
    await expect(signValue({}, broken)).rejects.toThrow('no card');
  });
});

test('a message that names no key is judged by the key it is given; a key of another kind is refused', async () => {
  const signer = readSigner(makeKey('ED25519'));
  const { envelope, digest, signature } = await signEnvelope(SAMPLE_ENVELOPE, signer);
  expect(isAuthentic({ envelope, digest, signature }, signer.publicKey)).toBe(true);
  const folder = new OpensslFolder();
  folder.run('openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem');
  expect(() => readSigner(folder.read('key.pem').toString())).toThrow('Ed25519 or SM2');
  folder.remove();
});
