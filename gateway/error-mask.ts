import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';

export type Log = (message: string, error?: unknown) => void;

const UNKNOWN = new Set(['INTERNAL', 'INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);

/** Refusals with a code pass, without traces; anything else leaves as a reference number that the log explains. */
export const errorMask =
  (log: Log) =>
  (error: GraphQLFormattedError): GraphQLFormattedError => {
    const { stacktrace: _stacktrace, ...extensions } = { ...error.extensions } as Record<string, unknown>;
    // a reference of an agency is known in that agency's log
    const known =
      typeof extensions['code'] === 'string' && (!UNKNOWN.has(extensions['code']) || extensions['reference']);
    if (known) return { ...error, extensions };
    const reference = randomUUID();
    log(`internal error ${reference}`, error);
    const { message, extensions: told } = refuse('INTERNAL', { reference });
    return { message, extensions: told, ...(error.path ? { path: error.path } : {}) };
  };
