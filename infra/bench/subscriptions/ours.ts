import { startGateway } from '@xianjie/gateway/gateway.ts';
import type { Organisation } from '@xianjie/contracts/agencies.ts';

/** Our gateway over SUPERGRAPH on PORT; a token is believed: `organisation/person`. */
const MANY = 40_000;
const { url } = await startGateway({
  port: Number(process.env['PORT'] ?? 0),
  supergraphFile: process.env['SUPERGRAPH']!,
  limits: { connections: MANY, connectionsEach: MANY, socketsEach: MANY, subscriptionsEach: MANY, initMs: 60_000 },
  authenticate: async (token) => {
    const [organisation, sub] = (token ?? 'COURT/0').split('/') as [Organisation, string];
    return { sub, name: sub, organisation, roles: ['OFFICER'], division: '220100', expiresAt: 4_000_000_000 };
  },
});
console.log(`ready ${url}/graphql`);
process.on('SIGTERM', () => process.exit(0));
