import { fileURLToPath } from 'node:url';
import { startGateway } from '../gateway.ts';

/** The gateway over the committed supergraph, as a process that lets anybody in and has no agency behind it. */
const { url } = await startGateway({
  port: 0,
  supergraphFile: fileURLToPath(new URL('../supergraph.graphql', import.meta.url)),
  authenticate: async () => null,
});
console.log(`ready ${url}`);
process.on('SIGTERM', () => process.exit(0));
