import type { IncomingMessage } from 'node:http';
import { refuse, type ErrorCode } from '@xianjie/contracts/errors.ts';
import type { GraphqlRequest, Reply } from './engine.ts';
import type { Limits } from './limits/limits.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';

/** A request that can not be a GraphQL request; code and sentence tell the client what to change. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(refuse(code, details).message);
  }
}

/** What the client can read: JSON, GraphQL's own media type, or a stream of events. */
export type Answering = 'json' | 'graphql' | 'events';
export function answeringOf({ accept }: IncomingMessage['headers']): Answering {
  const plain = accept ? ACCEPTED.get(accept) : 'json';
  if (plain) return plain;
  const [first] = accept!
    .split(',')
    .flatMap((entry): { kind: Answering; quality: number }[] => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
      const quality = Number(/^q=([\d.]+)$/.exec(parameters.find((one) => one.startsWith('q=')) ?? 'q=1')?.[1] ?? 0);
      const kind = ACCEPTED.get(range);
      return kind && quality > 0 ? [{ kind, quality }] : [];
    })
    .toSorted((a, b) => b.quality - a.quality);
  if (first) return first.kind;
  throw new BadRequest(406, 'NOT_ACCEPTABLE');
}
const ACCEPTED: ReadonlyMap<string, Answering> = new Map([
  ['*/*', 'json'],
  ['application/*', 'json'],
  ['application/json', 'json'],
  ['application/graphql-response+json', 'graphql'],
  ['text/event-stream', 'events'],
]);

const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  WRONG_AGENCY: 403,
  WRONG_ROLE: 403,
  NOT_YOURS_TO_SEE: 403,
  UNKNOWN_DOCUMENT: 403,
  INTROSPECTION_OFF: 403,
  TOO_MANY_REQUESTS: 429,
  HUB_BUSY: 503,
};

/**
 * Media type and status of an answer (GraphQL over HTTP, 6.4): with plain JSON a refused operation still is a 200, unless it
 * is not about the operation but to be tried again later.
 */
export const contentType = (answering: Answering): string => (answering === 'graphql' ? GRAPHQL_TYPE : JSON_TYPE);
export function statusOf(answering: Answering, { refused }: Reply): number {
  if (!refused) return 200;
  const status = STATUS[String(refused.extensions?.['code'])] ?? 400;
  return answering === 'graphql' || status >= 429 ? status : 200;
}

/**
 * Reads the parameters of a GraphQL request.
 * @throws BadRequest
 */
export async function readRequest(request: IncomingMessage, url: URL, limits: Limits): Promise<GraphqlRequest> {
  if (request.method === 'GET') return parametersOf(fromSearch(url.searchParams));
  if (request.method !== 'POST') throw new BadRequest(405, 'METHOD_NOT_ALLOWED');
  const [type, ...parameters] = (request.headers['content-type'] ?? '').split(';').map((part) => part.trim());
  if (type?.toLowerCase() !== 'application/json') throw new BadRequest(415, 'UNSUPPORTED_MEDIA_TYPE');
  const charset = parameters.find((one) => /^charset=/i.test(one))?.slice('charset='.length);
  if (charset && !/^"?utf-?8"?$/i.test(charset)) throw new BadRequest(415, 'UNSUPPORTED_MEDIA_TYPE');
  return parametersOf(parseJson(await readBody(request, limits)));
}

function fromSearch(search: URLSearchParams): Record<string, unknown> {
  const json = (name: string): unknown => {
    const text = search.get(name);
    return text ? parseJson(text) : undefined;
  };
  return {
    query: search.get('query') ?? undefined,
    documentId: search.get('documentId') ?? undefined,
    operationName: search.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('不是有效的 JSON');
  }
}

function parametersOf(body: unknown): GraphqlRequest {
  if (Array.isArray(body)) throw new BadRequest(400, 'BATCHING_OFF');
  if (!isMap(body)) throw malformed('须为 JSON 对象');
  const { query, operationName, variables, extensions } = body;
  if (operationName != null && typeof operationName !== 'string') throw malformed('operationName 须为字符串');
  if (variables != null && !isMap(variables)) throw malformed('variables 须为对象');
  if (extensions != null && !isMap(extensions)) throw malformed('extensions 须为对象');
  const documentHash = query == null ? documentHashOf(body) : undefined;
  if (typeof query !== 'string' && documentHash === undefined) throw malformed('query 须为字符串');
  return {
    query: typeof query === 'string' ? query : '',
    documentHash,
    operationName: operationName ?? null,
    variables: variables ?? null,
  };
}

/** A registered operation is named by `documentId` (GraphQL over HTTP, appendix) or as Apollo's clients do it. */
export function documentHashOf({ documentId, extensions }: Readonly<Record<string, unknown>>): string | undefined {
  const persisted = isMap(extensions) && isMap(extensions['persistedQuery']) ? extensions['persistedQuery'] : {};
  const hash = documentId ?? persisted['sha256Hash'];
  return typeof hash === 'string' ? hash.replace(/^sha256:/, '').slice(0, 64) : undefined;
}

const malformed = (reason: string): BadRequest => new BadRequest(400, 'BAD_REQUEST', { reason });

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readBody(request: IncomingMessage, { bodyBytes, bodyMs }: Limits): Promise<string> {
  const tooLarge = () => new BadRequest(413, 'BODY_TOO_LARGE', { max: bodyBytes });
  if (Number(request.headers['content-length'] ?? 0) > bodyBytes) return Promise.reject(tooLarge());
  let slow: NodeJS.Timeout;
  return new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    slow = setTimeout(() => reject(new BadRequest(408, 'REQUEST_TOO_SLOW', { seconds: bodyMs / 1_000 })), bodyMs);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyBytes) {
        chunks.length = 0;
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8')));
    request.on('error', reject);
  }).finally(() => clearTimeout(slow));
}
