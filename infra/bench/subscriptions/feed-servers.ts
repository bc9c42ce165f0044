import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** A docket whose feed brings an event when one is asked for (`POST /emit`), and an agency that knows the case: URLs as JSON. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
export const SOURCES = {
  docket: `${LINK} type Query { now: Float } type Subscription { events: Event }
    type Event { cursor: Int! at: Float! case: Case! } type Case @key(fields: "id") { id: ID! title: String }`,
  environment: `${LINK} type Query { version: Int } type Case @key(fields: "id") { id: ID! penalty: String place: Place } type Place { code: String name: String }`,
} as const;

interface Event {
  readonly cursor: number;
  readonly at: number;
}
const listeners = new Set<(event: Event) => void>();
let cursor = 0;
let upstreams = 0;
async function* follow(): AsyncGenerator<{ events: object }> {
  const waiting: Event[] = [];
  let wake = () => {};
  const listener = (event: Event) => {
    waiting.push(event);
    wake();
  };
  listeners.add(listener);
  upstreams += 1;
  try {
    for (;;) {
      for (let event = waiting.shift(); event; event = waiting.shift())
        yield { events: { ...event, case: { id: String(event.cursor), title: '某公司篡改自动监测数据案' } } };
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    listeners.delete(listener);
    upstreams -= 1;
  }
}

const resolvers = {
  docket: { Query: { now: () => Date.now() }, Subscription: { events: { subscribe: follow } } },
  environment: {
    Query: { version: () => 1 },
    Case: {
      __resolveReference: ({ id }: { id: string }) => ({
        id,
        penalty: '罚款',
        place: { code: '220104', name: '朝阳区' },
      }),
    },
  },
};
if (import.meta.main) {
  const urls: Record<string, string> = {};
  for (const name of Object.keys(SOURCES) as (keyof typeof SOURCES)[]) {
    const schema = buildSubgraphSchema({ typeDefs: parse(SOURCES[name]), resolvers: resolvers[name] as never });
    const server: Server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { query: string; variables?: object };
      if (request.url === '/emit') {
        for (const listener of listeners) listener({ cursor, at: Date.now() });
        cursor += 1;
        return void response.end(JSON.stringify({ upstreams }));
      }
      const result = await graphql({ schema, source: body.query, variableValues: body.variables as never });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    });
    useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }
  console.log(`ready ${JSON.stringify(urls)}`);
}
