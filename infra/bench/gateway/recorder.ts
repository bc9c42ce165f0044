import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A fetch that a gateway made, and how many answers it had waited for before. */
export interface RecordedFetch {
  readonly url: string;
  readonly body: string;
  readonly after: number;
}

/** Stands before subgraphs and writes down what a gateway asks them. */
export async function recordFetches(urls: ReadonlyMap<string, string>) {
  const fetches: RecordedFetch[] = [];
  let answered = 0;
  const servers = await Promise.all(
    [...urls].map(async ([name, url]) => {
      const server = createServer((request, response) => {
        void (async () => {
          const chunks: Buffer[] = [];
          for await (const chunk of request) chunks.push(chunk as Buffer);
          const body = Buffer.concat(chunks).toString('utf8');
          const target = new URL(request.url ?? '/', url).href;
          fetches.push({ url: target, body, after: answered });
          const { 'content-type': contentType = '', authorization = '' } = request.headers;
          const headers = { 'content-type': contentType, authorization };
          const answer = await fetch(target, { method: 'POST', headers, body });
          const text = await answer.text();
          answered += 1;
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
        })();
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      return { name, server, url: `http://127.0.0.1:${port}${new URL(url).pathname}` };
    }),
  );
  return {
    fetches,
    urls: new Map(servers.map(({ name, url }) => [name, url])),
    close: () => servers.forEach(({ server }) => void server.close()),
  };
}
