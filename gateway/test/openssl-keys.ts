import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenSigningModule } from '@xianjie/exchange/key-module.ts';

/**
 * Stands for a hardware module in tests: all it does with keys the openssl command line does, on a folder that no station reads. The first time it
 * takes the station's key over and leaves something in its place that is no key.
 */
const open: OpenSigningModule = ({ OPENSSL_KEYS: folder, KEY_FILE: given }) => {
  if (!existsSync(folder!)) {
    mkdirSync(folder!);
    copyFileSync(given!, join(folder!, '0.pem'));
    writeFileSync(given!, randomBytes(32));
  }
  const files = () => readdirSync(folder!).map((name) => join(folder!, name));
  const publicKeyOf = (file: string) => execFileSync('openssl', ['pkey', '-in', file, '-pubout'], { encoding: 'utf8' });
  const normal = (pem: string) => pem.replaceAll(/\s/g, '');
  return {
    publicKeys: () => Promise.resolve(files().map(publicKeyOf)),
    async sign(publicKey, message) {
      const file = files().find((one) => normal(publicKeyOf(one)) === normal(publicKey));
      if (!file) throw new Error('no such key');
      const isSm2 = execFileSync('openssl', ['pkey', '-in', file, '-text', '-noout'], { encoding: 'utf8' }).includes(
        'SM2',
      );
      const work = mkdtempSync(join(tmpdir(), 'xianjie-openssl-'));
      try {
        const [input, output] = [join(work, 'message'), join(work, 'signature')];
        writeFileSync(input, message);
        const sm2 = isSm2 ? ['-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'] : [];
        const options = ['pkeyutl', '-sign', '-rawin', ...sm2, '-inkey', file, '-in', input, '-out', output];
        const [code] = (await once(spawn('openssl', options, { stdio: 'ignore' }), 'exit')) as [number];
        if (code !== 0) throw new Error(`openssl ended with ${code}`);
        return readFileSync(output);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    },
    makeKey(algorithm) {
      const kind =
        algorithm === 'SM2' ? ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2'] : ['-algorithm', 'ED25519'];
      const file = join(folder!, `${files().length}.pem`);
      execFileSync('openssl', ['genpkey', ...kind, '-out', file]);
      return Promise.resolve(publicKeyOf(file));
    },
  };
};
export default open;
