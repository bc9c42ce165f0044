import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { SOURCES } from './sources.ts';

/**
 * All subgraphs in one process, each on a port of its own (printed as JSON). What was answered once is answered from memory,
 * so that the gateways are measured and not the subgraphs.
 */
interface Sent {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}
const MOST_REMEMBERED = 200_000;
const ports: Record<string, string> = {};
for (const [name, { typeDefs, resolvers }] of Object.entries(SOURCES)) {
  const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never });
  const remembered = new Map<string, Buffer>();
  const answer = async (body: string): Promise<Buffer> => {
    const known = remembered.get(body);
    if (known) return known;
    const { query, variables, operationName } = JSON.parse(body) as Sent;
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      operationName: operationName ?? null,
    });
    const text = Buffer.from(JSON.stringify(result));
    if (remembered.size < MOST_REMEMBERED) remembered.set(body, text);
    return text;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(Buffer.concat(chunks).toString()).then((text) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
        response.end(text);
      });
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
console.log(`ready ${JSON.stringify(ports)}`);
