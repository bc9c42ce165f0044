import type { Server } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { GraphQLError, parse, type ExecutionResult } from 'graphql';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticated, Verifier } from '@xianjie/identity/verify-token.ts';
import type { GatewayContext } from '../context.ts';
import type { FederatedSubscriptions } from './federated-subscriptions.ts';

const MAX_MESSAGE_BYTES = 262_144;
const FORBIDDEN = 4403;

type Signed = Extra & { identity?: Authenticated | null } & Record<PropertyKey, unknown>;
/** Values handed from onSubscribe to the executor. */
interface Arguments {
  readonly contextValue: GatewayContext;
  readonly request: { source: string; operationName?: string | null; variables: Record<string, unknown> };
}

/** graphql-ws on the gateway's own port: subscriptions are federated, queries and mutations run as over HTTP. */
export function serveWebSocket({
  server,
  subscriptions,
  authenticate,
  apollo,
}: {
  server: Server;
  subscriptions: FederatedSubscriptions;
  authenticate: Verifier;
  apollo: ApolloServer<GatewayContext>;
}): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_MESSAGE_BYTES });
  const disposable = useServer<{ authorization?: string }, Signed>(
    {
      async onConnect(context) {
        try {
          context.extra.identity = await authenticate(context.connectionParams?.authorization);
          const until = context.extra.identity?.expiresAt;
          if (until) {
            const left = Math.min(until * 1_000 - Date.now(), 2 ** 31 - 1);
            const expiry = setTimeout(
              () => context.extra.socket.close(FORBIDDEN, 'TOKEN_EXPIRED'),
              left + 1_000,
            ).unref();
            context.extra.socket.once('close', () => clearTimeout(expiry));
          }
          return true;
        } catch (error) {
          context.extra.socket.close(FORBIDDEN, (error as { code?: string }).code ?? 'UNAUTHENTICATED');
          return false;
        }
      },
      onSubscribe(context, _id, { query, variables, operationName }) {
        const authorization = context.connectionParams?.authorization;
        const identity = context.extra.identity ?? null;
        try {
          const document = parse(query, { maxTokens: 5_000 });
          const args: Arguments = {
            contextValue: { authorization, identity },
            request: { source: query, operationName: operationName ?? null, variables: { ...variables } },
          };
          return {
            schema: subscriptions.schema,
            document,
            operationName: operationName ?? null,
            variableValues: { ...variables },
            ...args,
          } as never;
        } catch (error) {
          return [error as GraphQLError];
        }
      },
      execute: (async (args: unknown) => {
        const { contextValue, request } = args as Arguments;
        const { body } = await apollo.executeOperation(
          {
            query: request.source,
            variables: request.variables,
            ...(request.operationName ? { operationName: request.operationName } : {}),
          },
          { contextValue },
        );
        return body.kind === 'single'
          ? (body.singleResult as ExecutionResult)
          : { errors: [new GraphQLError('only single results are served')] };
      }) as never,
      subscribe: ((args: unknown) => {
        const { contextValue, request, document } = args as Arguments & { document: never };
        return subscriptions.subscribe({ ...request, document }, contextValue);
      }) as never,
    },
    sockets,
    10_000,
  );
  return { close: async () => void (await disposable.dispose()) };
}
