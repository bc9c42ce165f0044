import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';

/** Why an operation is not run. */
export type Refused = { readonly errors: readonly GraphQLFormattedError[] };

export const refused = (error: GraphQLError): Refused => ({ errors: [error.toJSON()] });

/** What is wrong with an operation, as graphql-js says it. */
export const complaints = (
  code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT',
  errors: readonly GraphQLError[],
): Refused => ({
  errors: errors.map(({ message: reason, locations }) => ({
    message: refuse(code, { reason }).message,
    ...(locations ? { locations } : {}),
    extensions: { code },
  })),
});
