import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { Upload } from 'tus-js-client';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { Agency, Role } from '@xianjie/contracts/agencies.ts';
import { signIn } from '@xianjie/identity/sign-in.ts';

/** A refusal of the hub as its client sees it. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly extensions: Record<string, unknown>,
  ) {
    super(message);
  }
}

const PREFIX: Readonly<Record<Agency, string>> = {
  ENVIRONMENT: 'env',
  QUALITY_SUPERVISION: 'qs',
  PUBLIC_SECURITY: 'psb',
  PROCURATORATE: 'pp',
  COURT: 'court',
};
/** The demo officer of an agency and role, e.g. `env-head`. */
export const accountOf = (agency: Agency, role: Role) => `${PREFIX[agency]}-${role.toLowerCase()}`;
/** A demo officer who may perform an act. */
export const performerOf = (act: ActName) => accountOf(ACTS[act].by, ACTS[act].roles[0]!);

const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** The operation that performs an act. */
export const actOperation = (act: ActName): string =>
  `mutation ${capital(act)}($input: ${capital(act)}Input!){${act}(input:$input){id caseId evidenceId recordedAt}}`;

/** One officer (or machine) at work through the gateway, over HTTP and one WebSocket. */
export class HubClient {
  #socket: Client | undefined;
  constructor(
    readonly url: string,
    readonly token: string,
    /** where GraphQL is answered, if not by the hub's own gateway */
    readonly graphql = `${url}/graphql`,
  ) {}

  /** Data of an operation; the first refusal is thrown. */
  async request<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.raw<T>(query, variables);
    const error = errors?.[0];
    if (error)
      throw new Refusal(error.message, String(error.extensions?.['code'] ?? 'INTERNAL'), error.extensions ?? {});
    return data as T;
  }

  /** Data and errors as they come. */
  async raw<T>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<{
    data?: T | null;
    errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  }> {
    const response = await fetch(this.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(this.token ? { authorization: `Bearer ${this.token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as never;
  }

  /** Performs an act by its mutation. */
  async perform(
    act: ActName,
    input: Record<string, unknown>,
  ): Promise<{ id: string; caseId: string; evidenceId: string | null; recordedAt: string }> {
    return (await this.request<Record<string, never>>(actOperation(act), { input }))[act]!;
  }

  /** Uploads a file resumably, as evidence or for an intervention record; resolves to its SHA-256. */
  async upload(name: string, content: Buffer, mediaType = 'text/plain', purpose = 'evidence'): Promise<string> {
    const headers = { authorization: `Bearer ${this.token}` };
    const location = await new Promise<string>((resolve, reject) => {
      const upload: Upload = new Upload(content as never, {
        endpoint: `${this.url}/files/upload`,
        headers,
        metadata: { filename: name, filetype: mediaType, purpose },
        retryDelays: [100, 500, 1_000],
        onError: reject,
        onSuccess: () => resolve(upload.url!),
      });
      upload.start();
    });
    const id = location.split('/').at(-1)!;
    const response = await fetch(`${this.url}/files/upload-result/${id}`, { headers });
    if (!response.ok) throw new Error(`upload of ${name} failed: ${await response.text()}`);
    return ((await response.json()) as { sha256: string }).sha256;
  }

  /** Follows a subscription until `stop`; `onEvent` gets each result's data, `onEnd` why it ended. */
  follow<T>(
    query: string,
    variables: Record<string, unknown>,
    onEvent: (data: T) => void,
    onEnd: (error?: unknown) => void = () => {},
  ): () => void {
    this.#socket ??= createClient({
      url: this.graphql.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: 0,
    });
    return this.#socket.subscribe<T>(
      { query, variables },
      {
        next: ({ data, errors }) => (errors ? onEnd(errors) : data && onEvent(data)),
        error: onEnd,
        complete: () => onEnd(),
      },
    );
  }

  async close(): Promise<void> {
    await this.#socket?.dispose();
  }
}

/** Signs in demo officers of a hub, each once. */
export class Officers {
  #clients = new Map<string, Promise<HubClient>>();
  constructor(
    readonly url: string,
    readonly issuer: string,
    readonly graphql?: string,
  ) {}

  /** The officers of the hub at `url`, whose issuer it tells itself. */
  static async of(url: string): Promise<Officers> {
    const response = await fetch(`${url}/config.json`).catch((error: unknown) => {
      throw new Error(`no hub answers at ${url}; start one with \`npm start\` or use --fresh`, { cause: error });
    });
    const { issuer } = (await response.json()) as { issuer: string };
    return new Officers(url, issuer);
  }

  as(account: string): Promise<HubClient> {
    let client = this.#clients.get(account);
    if (!client)
      this.#clients.set(
        account,
        (client = signIn({ issuer: this.issuer, account }).then(
          ({ accessToken }) => new HubClient(this.url, accessToken, this.graphql),
        )),
      );
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.#clients.values()) await (await client).close();
  }
}
