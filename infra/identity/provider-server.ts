import { createProvider } from './provider.ts';
import { readProviderKeys } from './provider-keys.ts';

/** Runs the embedded demo provider: PORT, ISSUER, KEY_DIR, CONSOLE_ORIGIN. */
const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; see infra/identity/README.md`);
  return value;
};
if (process.env['NODE_ENV'] === 'production' && process.env['XIANJIE_DEMO_IDENTITY'] !== '1') {
  throw new Error(
    'the demo identity provider lets anybody in: set OIDC_ISSUER to a real issuer, or XIANJIE_DEMO_IDENTITY=1 for a demo',
  );
}
const server = createProvider({
  issuer: need('ISSUER'),
  keys: readProviderKeys(need('KEY_DIR')),
  consoleOrigin: need('CONSOLE_ORIGIN'),
});
server.listen(Number(need('PORT')), process.env['HOST'] ?? '127.0.0.1', () => console.log(`ready ${need('ISSUER')}`));
const stop = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.on('SIGTERM', stop).on('SIGINT', stop);
