import { GraphQLError } from 'graphql';
import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { Pool } from 'undici';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { GatewayContext } from './context.ts';

const ANSWER_WITHIN_MS = 15_000;
const MAX_ANSWER_BYTES = 16 * 1_048_576;

/** Asks one agency's subgraph over HTTP on behalf of the caller; an agency that does not answer is named, the others go on. */
export class AgencyDataSource implements GraphQLDataSource<GatewayContext> {
  readonly url: string;
  #pool: Pool;
  #path: string;

  constructor(
    readonly name: string,
    url: string,
  ) {
    const { origin, pathname } = new URL(url);
    this.url = url;
    this.#path = pathname;
    this.#pool = new Pool(origin, {
      connections: 64,
      headersTimeout: ANSWER_WITHIN_MS,
      bodyTimeout: ANSWER_WITHIN_MS,
      maxResponseSize: MAX_ANSWER_BYTES,
    } as never);
  }

  async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<never> {
    const { query, variables, operationName } = request;
    let text: string;
    let status: number;
    try {
      const answer = await this.#pool.request({
        method: 'POST',
        path: this.#path,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(context.authorization ? { authorization: context.authorization } : {}),
          ...(context.requestId ? { 'x-request-id': context.requestId } : {}),
        },
        body: JSON.stringify({ query, variables, operationName }),
      });
      status = answer.statusCode;
      text = await answer.body.text();
    } catch {
      throw refuse('AGENCY_UNAVAILABLE', { agency: this.name });
    }
    try {
      return JSON.parse(text) as never;
    } catch {
      throw new GraphQLError(`${this.name} answered ${status} without JSON`, { extensions: { code: 'INTERNAL' } });
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
