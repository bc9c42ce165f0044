import pino from 'pino';

export type Log = (message: string, error?: unknown) => void;

/** Lines of JSON on standard error, from `LOG_LEVEL` on (default: info). They hold codes, ids and durations; never names, contents or tokens. */
export function logOf(service: string): Log & { readonly logger: pino.Logger } {
  const logger = pino(
    { base: { service }, level: process.env['LOG_LEVEL'] ?? 'info', timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
  const log: Log = (message, error) =>
    error === undefined ? logger.info(message) : logger.error({ error: told(error) }, message);
  return Object.assign(log, { logger });
}

const SQLSTATE = /^[0-9A-Z]{5}$/;
const LONGEST = 500;

/** What may be said of an error: PostgreSQL repeats the values of a row in its messages, so of its errors only the place is said. */
export function told(error: unknown): Record<string, unknown> {
  const { name, code, message, cause, table, constraint, extensions, path } = Object(error) as Record<string, unknown>;
  const origin = Object(cause) as Record<string, unknown>;
  const state = [code, origin['code']].find((one) => typeof one === 'string' && SQLSTATE.test(one));
  if (state)
    return { name, code: state, table: table ?? origin['table'], constraint: constraint ?? origin['constraint'] };
  const said = typeof message === 'string' ? message : String(error);
  return { name, code: code ?? Object(extensions)['code'], path, message: said.slice(0, LONGEST) };
}
