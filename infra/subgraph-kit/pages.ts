import { refuse } from '@xianjie/contracts/errors.ts';
import { RenderQueueFull } from '@xianjie/papers/render-pool.ts';
import { GraphQLError } from 'graphql';
import type { ContextPage } from './graphql-server.ts';
import type { RequestContext } from './station-context.ts';

type Page = ContextPage<RequestContext>;
const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  NOT_YOURS_TO_SEE: 403,
  PAPER_NOT_FOUND: 404,
  UNKNOWN_FILE: 404,
  INTERVENTION_NOT_FOUND: 404,
  HASH_MISMATCH: 409,
  SEAL_BROKEN: 409,
  BUSY: 503,
  SEALING_UNAVAILABLE: 503,
  IDENTITY_UNAVAILABLE: 503,
};

/** The refusal an error stands for; what is none is thrown on. */
function refusalOf(error: unknown): { code: string; message: string } {
  if (error instanceof RenderQueueFull) return refusalOf(refuse('BUSY'));
  const { code, message } = error as { code?: string; message: string };
  if (error instanceof GraphQLError) return { code: String(error.extensions['code']), message };
  if (code && code in STATUS) return { code, message };
  throw error;
}

/** Pages asked one after the other; a refusal is answered as JSON with its code and what to do. */
export const pagesOf =
  (...pages: readonly Page[]): Page =>
  async (request, response, context) => {
    try {
      for (const page of pages) if (await page(request, response, context)) return true;
      return false;
    } catch (error) {
      const { code, message } = refusalOf(error);
      const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
      response.writeHead(STATUS[code] ?? 400, headers).end(JSON.stringify({ code, message }));
      return true;
    }
  };
