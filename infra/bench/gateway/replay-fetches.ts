import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import type { RecordedFetch } from './recorder.ts';

/**
 * The limit of a gateway for one operation: makes the fetches that a gateway made (FETCHES), in the same order, reads each answer as JSON and writes the
 * final one (ANSWER). Nothing is planned, checked, joined or shaped.
 */
const fetches = JSON.parse(process.env['FETCHES']!) as RecordedFetch[];
const answer = JSON.parse(process.env['ANSWER']!) as unknown;
const pools = new Map(fetches.map(({ url }) => [new URL(url).origin, new Pool(new URL(url).origin)]));
const steps = [...Map.groupBy(fetches, ({ after }) => after).values()];

const server = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { variables } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { variables?: { first: number } };
    const { authorization = '' } = request.headers;
    const headers = { 'content-type': 'application/json', accept: 'application/json', authorization };
    for (const step of steps)
      await Promise.all(
        step.map(async ({ url, body }) => {
          const { origin, pathname } = new URL(url);
          // each request asks something of its own, as the gateways' do
          const own = body.replace('"first":50', `"first":${variables?.first ?? 50}`);
          const got = await pools.get(origin)!.request({ method: 'POST', path: pathname, headers, body: own });
          // whoever is not signed in gets no answer
          return JSON.parse((await got.body.text()) || 'null') as unknown;
        }),
      );
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  })();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
process.on('SIGTERM', () => process.exit(0));
