import { fileURLToPath } from 'node:url';
import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { startGateway } from './gateway.ts';
import { explorerPage, homePage, proxy } from './pages.ts';

/** Runs the gateway: PORT, HOST, SUPERGRAPH, OIDC_ISSUER, FILES_URL, SUBGRAPH_URL_<NAME>. */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const { PORT = '4000', HOST = '127.0.0.1', SUPERGRAPH, OIDC_ISSUER, FILES_URL, SUBGRAPH_URL_DOCKET } = process.env;
if (!OIDC_ISSUER) throw new Error('OIDC_ISSUER is not set; see gateway/README.md');
const running = await startGateway({
  port: Number(PORT),
  host: HOST,
  supergraphFile: SUPERGRAPH ?? fileURLToPath(new URL('./supergraph.graphql', import.meta.url)),
  subgraphUrl: (name) => process.env[`SUBGRAPH_URL_${name.replaceAll('-', '_').toUpperCase()}`],
  authenticate: createVerifier({ issuer: OIDC_ISSUER, audience: 'xianjie' }),
  pages: [
    homePage(OIDC_ISSUER),
    explorerPage(),
    ...(FILES_URL ? [proxy('/files/', FILES_URL)] : []),
    ...(SUBGRAPH_URL_DOCKET ? [proxy('/papers/', SUBGRAPH_URL_DOCKET)] : []),
  ],
});
console.log(`ready ${running.url}`);
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void running.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop).on('SIGINT', stop);
