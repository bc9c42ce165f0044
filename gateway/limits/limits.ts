/** Everything that is bounded: its setting in the environment, how much by default, and what it bounds. */
export const LIMITS = {
  tokens: ['MOST_TOKENS', 5_000, 'words and signs of a document'],
  depth: ['MOST_DEPTH', 20, 'levels of fields within fields'],
  aliases: ['MOST_ALIASES', 100, 'aliases of an operation, fragments opened'],
  rootFields: ['MOST_ROOT_FIELDS', 30, 'fields at the root of an operation'],
  fields: ['MOST_FIELDS', 5_000, 'fields of an operation, fragments opened'],
  cost: ['MOST_COST', 20_000, 'cost of one operation (`@cost`, `@listSize`)'],
  burst: ['COST_BURST', 200_000, 'cost that one identity may spend at once'],
  costPerSecond: ['COST_PER_SECOND', 10_000, 'cost that one identity gets back per second'],
  underWay: ['MOST_UNDER_WAY', 2_000, 'operations under way'],
  underWayEach: ['MOST_UNDER_WAY_EACH', 200, 'operations under way for one identity'],
  bodyBytes: ['MOST_BODY_BYTES', 1_048_576, 'bytes of a request'],
  bodyMs: ['BODY_WITHIN_MS', 15_000, 'milliseconds for the body of a GraphQL request to arrive'],
  headerBytes: ['MOST_HEADER_BYTES', 16_384, 'bytes of the headers of a request'],
  headersMs: ['HEADERS_WITHIN_MS', 10_000, 'milliseconds for the headers of a request to arrive'],
  idleMs: ['IDLE_MS', 120_000, 'milliseconds that a connection may be silent within a request'],
  connections: ['MOST_CONNECTIONS', 40_000, 'connections'],
  connectionsEach: ['MOST_CONNECTIONS_EACH', 4_000, 'connections from one address; a proxy in front is one address'],
  frameBytes: ['MOST_FRAME_BYTES', 262_144, 'bytes of a WebSocket message'],
  initMs: ['INIT_WITHIN_MS', 5_000, 'milliseconds for a socket to sign in'],
  socketsEach: ['MOST_SOCKETS_EACH', 200, 'sockets of one identity'],
  subscriptionsEach: ['MOST_SUBSCRIPTIONS_EACH', 100, 'subscriptions of one identity'],
  answerMs: ['ANSWER_WITHIN_MS', 15_000, 'milliseconds for a subgraph to answer; `ANSWER_WITHIN_MS_<NAME>` for one'],
} as const satisfies Record<string, readonly [setting: string, value: number, what: string]>;

export type Limits = Readonly<Record<keyof typeof LIMITS, number>>;

export const DEFAULT_LIMITS = Object.fromEntries(
  Object.entries(LIMITS).map(([name, [, value]]) => [name, value]),
) as Limits;

/**
 * The limits with what the environment sets otherwise.
 * @throws when a setting is not a positive number
 */
export function readLimits(environment: NodeJS.ProcessEnv): Limits {
  const set = Object.entries(LIMITS).flatMap(([name, [setting]]) => {
    const text = environment[setting];
    if (!text) return [];
    const value = Number(text);
    if (!(value > 0)) throw new Error(`${setting} must be a positive number, not ${text}`);
    return [[name, value]];
  });
  return { ...DEFAULT_LIMITS, ...(Object.fromEntries(set) as Partial<Limits>) };
}
