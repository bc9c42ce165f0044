import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** The stock stack over SUPERGRAPH, as its documentation shows it; with PASS_TOKEN the caller's token is passed on. */
const passing = {
  buildService: ({ url }: { url?: string | undefined }) =>
    new RemoteGraphQLDataSource<{ authorization?: string }>({
      ...(url ? { url } : {}),
      willSendRequest: ({ request, context }) =>
        request.http?.headers.set('authorization', context.authorization ?? ''),
    }),
};
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env['SUPERGRAPH']!, 'utf8'),
  ...(process.env['PASS_TOKEN'] ? passing : {}),
});
const { url } = await startStandaloneServer(new ApolloServer<{ authorization: string | undefined }>({ gateway }), {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
});
console.log(`ready ${url}`);
