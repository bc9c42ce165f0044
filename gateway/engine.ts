import type { GraphQLFormattedError } from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Authenticated } from '@xianjie/identity/verify-token.ts';
import { spanned } from '@xianjie/telemetry/tracing.ts';
import { refusalOf } from './access/refusal.ts';
import { identityKey, type GatewayContext } from './context.ts';
import { FederatedSchema, type DecidedOperation, type PreparedOperation } from './execution/federated-schema.ts';
import { refused, type Refused } from './execution/refused.ts';
import type { Run } from './execution/plan-steps.ts';
import { Subgraph } from './execution/subgraph.ts';
import { Door } from './limits/door.ts';
import { operationSeconds } from './metrics.ts';

/** An operation as a client sends it. */
export interface GraphqlRequest {
  readonly query: string;
  /** SHA-256 of a registered operation, instead of `query` */
  readonly documentHash?: string | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}
/** An operation that may be run: it is valid, its caller may ask for it, and it has been paid for. */
export interface Admitted {
  readonly request: GraphqlRequest;
  readonly prepared: PreparedOperation;
  readonly values: Run['variables'];
  readonly decided: DecidedOperation;
}
export interface EngineOptions {
  /** where a subgraph really is, by its name; absent: the routing URL of the supergraph */
  readonly subgraphUrl?: (name: string) => string | undefined;
  /** what an error may tell the client */
  readonly formatError: (error: GraphQLFormattedError) => GraphQLFormattedError;
  /** the same question of the same person, asked again while it is being answered, gets that answer (default: yes) */
  readonly shareInFlight?: boolean;
  readonly door?: Door;
  /** milliseconds within which a subgraph must answer, where it is not the limit for all */
  readonly answerMs?: (name: string) => number | undefined;
  readonly observe?: ((told: Observation) => void) | undefined;
}
/** What may be said of an operation to those who run the gateway. */
export interface Observation {
  readonly kind: string;
  readonly operation: string | null;
  /** `answered`, `partial` where some of it is missing, or the code of the refusal */
  readonly outcome: string;
  readonly organisation: string | null;
  readonly requestId: string | undefined;
  readonly seconds: number;
}
/** An answer as JSON text; `refused` when nothing was run. */
export interface Reply {
  readonly text: string;
  /** some of it is missing */
  readonly partial?: boolean;
  readonly refused?: GraphQLFormattedError;
}

/** Runs operations over the supergraph in force. */
export class Engine {
  #o: EngineOptions;
  #door: Door;
  #schema: FederatedSchema | undefined;
  #subgraphs = new Map<string, Subgraph>();
  #inFlight = new Map<string, Promise<Reply>>();

  constructor(options: EngineOptions) {
    this.#o = options;
    this.#door = options.door ?? new Door();
  }

  /**
   * Takes a supergraph into force; operations under way end over the old one.
   * @throws when it is not usable; the old one stays
   */
  load(sdl: string): void {
    const schema = new FederatedSchema(sdl, this.#door.limits);
    for (const { name, url } of schema.subgraphs) {
      const real = this.#o.subgraphUrl?.(name) ?? url;
      const known = this.#subgraphs.get(name);
      if (known?.url === real) continue;
      this.#subgraphs.set(name, new Subgraph(name, real, this.#o.answerMs?.(name) ?? this.#door.limits.answerMs));
      void known?.close();
    }
    this.#schema = schema;
    this.#inFlight.clear();
  }

  get schema() {
    return this.#schema!.schema;
  }
  get subgraphs(): readonly Subgraph[] {
    return [...this.#subgraphs.values()];
  }
  subgraph(name: string): Subgraph {
    return this.#subgraphs.get(name)!;
  }
  prepare({ query, operationName }: GraphqlRequest, identity: Authenticated | null): PreparedOperation | Refused {
    return this.#schema!.prepare(query, operationName, () => this.#door.chargeReading(query, identity));
  }

  /** Lets an operation in, or says why not; nothing has been planned or fetched yet. */
  admit(asked: GraphqlRequest, { identity }: GatewayContext): Admitted | Refused {
    const query = this.#door.documentOf(asked, identity);
    if (typeof query !== 'string') return refused(query);
    const request = query === asked.query ? asked : { ...asked, query };
    const prepared = this.prepare(request, identity);
    if ('errors' in prepared) return prepared;
    if (prepared.introspects && !this.#door.mayExplore(identity)) return refused(refuse('INTROSPECTION_OFF'));
    const variables = prepared.variables(asked.variables ?? {});
    if ('errors' in variables) return variables;
    const { values } = variables;
    const decided = prepared.decide(values);
    const error = refusalOf(decided.guard, identity, this.schema) ?? this.#door.charge(decided.cost(values), identity);
    return error ? refused(error) : { request, prepared, values, decided };
  }

  /** Answers a query or mutation. */
  async reply(admitted: Admitted | Refused, context: GatewayContext): Promise<Reply> {
    const measured = operationSeconds.startTimer();
    const [kind, operation] =
      'errors' in admitted
        ? ['refused', null]
        : [admitted.prepared.operation.operation, admitted.request.operationName ?? null];
    const reply = await spanned(`${kind} ${operation ?? ''}`.trim(), { kind: 'SERVER' }, () =>
      this.#answer(admitted, context),
    );
    const outcome = outcomeOf(reply);
    const seconds = measured({ kind, outcome });
    const { requestId, identity } = context;
    const organisation = identity?.organisation ?? null;
    this.#o.observe?.({ kind, operation, outcome, organisation, requestId, seconds });
    return reply;
  }

  async #answer(admitted: Admitted | Refused, context: GatewayContext): Promise<Reply> {
    if ('errors' in admitted) return refusal(admitted);
    const { request, prepared, values, decided } = admitted;
    const run = async (): Promise<Reply> => {
      const reply = await this.#door.within(context.identity, () => this.execute(prepared, decided, values, context));
      return 'text' in reply ? reply : refusal(refused(reply));
    };
    if (prepared.operation.operation === 'mutation')
      // whoever asks after an act must not be given what was read before it
      return run().finally(() => this.#inFlight.clear());
    if (this.#o.shareInFlight === false) return run();
    const key = JSON.stringify([request.operationName ?? '', values, identityKey(context), request.query]);
    let reply = this.#inFlight.get(key);
    if (!reply) {
      const mine = run().finally(() => {
        if (this.#inFlight.get(key) === mine) this.#inFlight.delete(key);
      });
      this.#inFlight.set(key, (reply = mine));
    }
    return reply;
  }

  /** Runs an operation; `known` is what an event of a subscription has brought. */
  async execute(
    { headers }: PreparedOperation,
    decided: DecidedOperation,
    variables: Run['variables'],
    context: GatewayContext,
    known?: Pick<Run, 'data' | 'errors'>,
  ): Promise<Reply> {
    const run: Run = {
      data: known?.data ?? {},
      errors: known?.errors ?? [],
      context,
      variables,
      asked: new Map(),
      send: (service, body) => this.subgraph(service).send(body, context, headers),
    };
    const { formatError } = this.#o;
    try {
      const plan = decided.plan();
      if (known) plan.received(run.data);
      await plan.fetch(run);
      const { data, errors } = plan.answer(run);
      if (errors.length === 0) return { text: JSON.stringify({ data }) };
      return { text: JSON.stringify({ errors: errors.map(formatError), data }), partial: true };
    } catch (error) {
      // an agency that answers in no shape the plan knows ends one answer, not the feed or the socket it belongs to
      return { text: JSON.stringify({ errors: [formatError(error as Error)], data: null }), partial: true };
    }
  }

  close(): Promise<unknown> {
    return Promise.all(this.subgraphs.map((one) => one.close()));
  }
}

const outcomeOf = ({ refused: why, partial }: Reply): string =>
  why ? String(why.extensions?.['code']) : partial ? 'partial' : 'answered';
const refusal = (why: Refused): Reply => ({ text: JSON.stringify(why), refused: why.errors[0]! });
