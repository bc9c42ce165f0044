import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { serveFiles } from './serve-files.ts';

/** Runs the file server: PORT, HOST, FILES_DIR, OIDC_ISSUER, MAX_FILE_BYTES. */
const { PORT = '4002', HOST = '127.0.0.1', FILES_DIR, OIDC_ISSUER, MAX_FILE_BYTES } = process.env;
if (!FILES_DIR || !OIDC_ISSUER) throw new Error('FILES_DIR and OIDC_ISSUER must be set');
const running = await serveFiles({
  port: Number(PORT),
  host: HOST,
  directory: FILES_DIR,
  authenticate: createVerifier({ issuer: OIDC_ISSUER, audience: 'xianjie' }),
  ...(MAX_FILE_BYTES ? { maxBytes: Number(MAX_FILE_BYTES) } : {}),
});
console.log(`ready ${running.url}`);
const stop = () => void running.close().then(() => process.exit(0));
process.on('SIGTERM', stop).on('SIGINT', stop);
