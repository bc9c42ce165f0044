import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { startService, type Service } from '@xianjie/local/service.ts';
import { SUBGRAPHS } from '@xianjie/local/subgraphs.ts';

export interface Answer {
  readonly status: number;
  readonly codes: string[];
  readonly headers: Headers;
  readonly text: string;
}
export interface Claims {
  readonly sub?: string;
  readonly org?: string;
  readonly roles?: readonly string[];
  readonly issuer?: string;
  readonly audience?: string;
  readonly seconds?: number;
  readonly key?: CryptoKey;
}

/** The real gateway as a process of its own, with an issuer whose key the test holds and one server that stands for all agencies. */
export class Attacked {
  /** how an agency answers */
  agency: (body: string) => Promise<string> | string = () => '{"data":null}';
  /** requests that reached an agency */
  asked: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  gateway!: Service;
  issuer = '';
  url = '';
  publicJwk: Record<string, unknown> = {};
  #key!: CryptoKey;
  #servers: Server[] = [];
  #folder = mkdtempSync(join(tmpdir(), 'xianjie-attacks-'));

  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    this.#key = privateKey;
    this.publicJwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256' };
    this.issuer = await this.#serve((request) =>
      JSON.stringify(request.url === '/keys' ? { keys: [this.publicJwk] } : { jwks_uri: `${this.issuer}/keys` }),
    );
    const agency = await this.#serve((request, body) => {
      this.asked.push({ headers: request.headers, body });
      return this.agency(body);
    });
    this.gateway = await startService({
      name: 'gateway',
      file: 'gateway/server.ts',
      logFile: join(this.#folder, 'log'),
      environment: {
        PORT: '0',
        OIDC_ISSUER: this.issuer,
        EXPLORERS: 'ENVIRONMENT:OFFICER',
        ...Object.fromEntries(
          SUBGRAPHS.map(({ name }) => [`SUBGRAPH_URL_${name.replaceAll('-', '_').toUpperCase()}`, agency]),
        ),
        ...settings,
      },
    });
    this.url = `${this.gateway.ready}/graphql`;
  }

  async #serve(answer: (request: IncomingMessage, body: string) => Promise<string> | string): Promise<string> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        void Promise.resolve(answer(request, body)).then((text) =>
          response.writeHead(200, { 'content-type': 'application/json' }).end(text),
        );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await this.gateway?.stop();
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A token of the issuer, or one that only looks like it. */
  token({ key = this.#key, issuer = this.issuer, audience = 'xianjie', seconds = 600, ...claims }: Claims = {}) {
    return new SignJWT({ org: claims.org ?? 'ENVIRONMENT', roles: [...(claims.roles ?? ['OFFICER'])], division: '1' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setSubject(claims.sub ?? 'x')
      .setAudience(audience)
      .setIssuer(issuer)
      .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
      .sign(key);
  }

  async send(init: RequestInit & { query?: string }): Promise<Answer> {
    const response = await fetch(init.query ? `${this.url}?${init.query}` : this.url, { method: 'POST', ...init });
    const text = await response.text();
    const { errors = [] } = text.startsWith('{')
      ? (JSON.parse(text) as { errors?: { message: string; extensions?: { code?: string } }[] })
      : {};
    const codes = errors.map(({ message, extensions }) =>
      /[\u4e00-\u9fff]/.test(message) ? String(extensions?.code) : `not in Chinese: ${message}`,
    );
    return { status: response.status, codes, headers: response.headers, text };
  }

  /** A GraphQL request of the bearer of a token. */
  post(body: unknown, token?: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send({
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Memory of the gateway's process, in MB. */
  memory(): number {
    const pages = Number(readFileSync(`/proc/${this.gateway.pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * 4_096) / 1_048_576;
  }
}
