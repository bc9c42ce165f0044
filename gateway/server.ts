import { fileURLToPath } from 'node:url';
import { AGENCIES, AGENCY_NAMES, DOCKET, STATIONS } from '@xianjie/contracts/agencies.ts';
import { ledgerPath } from '@xianjie/ledger/log-name.ts';
import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { logOf } from '@xianjie/telemetry/log.ts';
import { serveMetrics } from '@xianjie/telemetry/metrics.ts';
import { startTracing } from '@xianjie/telemetry/tracing.ts';
import { readLimits } from './limits/limits.ts';
import { TrustedDocuments } from './limits/trusted-documents.ts';
import { startGateway } from './gateway.ts';
import { measureSubscriptions } from './metrics.ts';
import { consolePage } from './console.ts';
import { explorerPage, filesOf, proxy, settingsPage } from './pages.ts';

/** Runs the gateway; its settings are in gateway/README.md and docs/limits.md. */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const ofSubgraph = (setting: string, name: string): string | undefined =>
  process.env[`${setting}_${name.replaceAll('-', '_').toUpperCase()}`];
const {
  PORT = '4000',
  HOST = '127.0.0.1',
  SUPERGRAPH,
  OIDC_ISSUER,
  FILES_URL,
  FILES_URLS,
  SUBGRAPH_URL_DOCKET,
  SUBGRAPH_URL_ENVIRONMENT,
  TRUSTED_DOCUMENTS,
  EXPLORERS,
  CONSOLE_DIR = here('../console/dist'),
  DEMO,
} = process.env;
if (!OIDC_ISSUER) throw new Error('OIDC_ISSUER is not set; see gateway/README.md');
const log = logOf('gateway');
const stopTracing = await startTracing('gateway');
const stopMetrics = await serveMetrics('gateway', log);
const authenticate = createVerifier({ issuer: OIDC_ISSUER, audience: 'xianjie' });
const running = await startGateway({
  log,
  observe: (told) => log.logger.info(told, 'operation'),
  port: Number(PORT),
  host: HOST,
  supergraphFile: SUPERGRAPH ?? here('./supergraph.graphql'),
  subgraphUrl: (name) => ofSubgraph('SUBGRAPH_URL', name),
  answerMs: (name) => Number(ofSubgraph('ANSWER_WITHIN_MS', name)) || undefined,
  limits: readLimits(process.env),
  documents: TrustedDocuments.read(TRUSTED_DOCUMENTS ?? here('./trusted-documents.json')),
  explorers: (EXPLORERS ?? 'SUPERVISION_OFFICE:ADMINISTRATOR').split(','),
  authenticate,
  pages: [
    settingsPage(OIDC_ISSUER, DEMO === '1'),
    explorerPage(),
    ...(FILES_URLS ? [filesOf(JSON.parse(FILES_URLS) as Record<string, string>, authenticate)] : []),
    ...(FILES_URL ? [proxy('/files/', FILES_URL)] : []),
    ...(SUBGRAPH_URL_DOCKET
      ? [
          proxy('/papers/', SUBGRAPH_URL_DOCKET),
          proxy('/evidence/', SUBGRAPH_URL_DOCKET),
          proxy('/case-bundles/', SUBGRAPH_URL_DOCKET),
        ]
      : []),
    ...(SUBGRAPH_URL_DOCKET ? [proxy('/public/penalties.json', SUBGRAPH_URL_DOCKET)] : []),
    ...(SUBGRAPH_URL_ENVIRONMENT ? [proxy('/public/blacklist.json', SUBGRAPH_URL_ENVIRONMENT)] : []),
    ...STATIONS.flatMap((station) => {
      const url = ofSubgraph('SUBGRAPH_URL', station === DOCKET ? 'docket' : AGENCIES[station].subgraph);
      return url ? [proxy(ledgerPath(station), url)] : [];
    }),
    ...AGENCY_NAMES.flatMap((agency) => {
      const url = ofSubgraph('SUBGRAPH_URL', AGENCIES[agency].subgraph);
      return url ? [proxy(`/intervention-media/${AGENCIES[agency].subgraph}/`, url)] : [];
    }),
    consolePage(CONSOLE_DIR, OIDC_ISSUER),
  ],
});
measureSubscriptions(() => running.subscriptions.counts);
console.log(`ready ${running.url}`);
let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void Promise.all([running.close(), stopMetrics(), stopTracing()]).then(() => process.exit(0));
};
process.on('SIGTERM', stop).on('SIGINT', stop);
