import { startGateway } from '@xianjie/gateway/gateway.ts';
import { createVerifier } from '@xianjie/identity/verify-token.ts';

/** Our gateway over SUPERGRAPH, without login unless ISSUER is set; SHARE=0 switches sharing of requests in flight off. */
const { SUPERGRAPH, ISSUER, SHARE } = process.env;
const { url } = await startGateway({
  port: 0,
  supergraphFile: SUPERGRAPH!,
  authenticate: ISSUER ? createVerifier({ issuer: ISSUER, audience: 'xianjie' }) : async () => null,
  shareInFlight: SHARE !== '0',
  // one identity asks as much as all do
  ...(ISSUER ? { limits: { burst: 1e9, costPerSecond: 1e9 } } : {}),
});
console.log(`ready ${url}/graphql`);
process.on('SIGTERM', () => process.exit(0));
