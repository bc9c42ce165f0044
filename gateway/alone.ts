import { parseArgs } from 'node:util';
import { createVerifier } from '@xianjie/identity/verify-token.ts';
import { logOf } from '@xianjie/telemetry/log.ts';
import { serveMetrics } from '@xianjie/telemetry/metrics.ts';
import { startTracing } from '@xianjie/telemetry/tracing.ts';
import { startGateway } from './gateway.ts';
import { readLimits } from './limits/limits.ts';

const USE = `npm run -s gateway -- --supergraph FILE [--port 4000] [--host 127.0.0.1] (--issuer URL [--audience NAME] | --without-login)

  --supergraph     a composed supergraph (federation 2); followed: a usable new one is taken, running subscriptions go on
  --issuer         OIDC issuer whose tokens are asked for
  --without-login  lets everybody ask everything; only on loopback`;

/** The gateway alone, over any composed supergraph. */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
function settings() {
  const { values } = parseArgs({
    options: {
      supergraph: { type: 'string' },
      port: { type: 'string', default: '4000' },
      host: { type: 'string', default: '127.0.0.1' },
      issuer: { type: 'string' },
      audience: { type: 'string', default: 'xianjie' },
      'without-login': { type: 'boolean', default: false },
    },
  });
  const { supergraph, issuer, host, 'without-login': open } = values;
  if (!supergraph) throw new Error('--supergraph is missing');
  if (!issuer === !open) throw new Error('either --issuer or --without-login is needed');
  if (open && !['127.0.0.1', '::1', 'localhost'].includes(host))
    throw new Error(`--without-login is for loopback only, not for ${host}: give an --issuer`);
  return { ...values, supergraph };
}

let given;
try {
  given = settings();
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USE}`);
  process.exit(2);
}
const { supergraph, port, host, issuer, audience } = given;
const log = logOf('gateway');
const stopTracing = await startTracing('gateway');
const stopMetrics = await serveMetrics('gateway', log);
const running = await startGateway({
  port: Number(port),
  host,
  supergraphFile: supergraph,
  limits: readLimits(process.env),
  ...(issuer ? { explorers: ['*'] } : {}),
  authenticate: issuer ? createVerifier({ issuer, audience }) : async () => null,
  log,
}).catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(1);
});
console.log(`ready ${running.url}`);
const stop = () => void Promise.all([running.close(), stopMetrics(), stopTracing()]).then(() => process.exit(0));
process.once('SIGTERM', stop).once('SIGINT', stop);
