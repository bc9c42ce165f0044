import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import {
  GraphQLError,
  Kind,
  parse,
  print,
  validate,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { GatewayContext } from '../context.ts';

/** A subscription as a client sends it. */
export interface SubscriptionRequest {
  readonly source: string;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The primary fetch opens the subscription upstream; the plan is run for each of its events. */
export interface SubscriptionPlan {
  readonly service: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly variableNames: readonly string[];
  execute(payload: ExecutionResult, request: SubscriptionRequest, context: GatewayContext): Promise<ExecutionResult>;
}

const CURSOR_ALIAS = '_resume';

/** Plans subscriptions over one supergraph with the Apollo query planner, using public exports only. */
export class SupergraphPlans {
  readonly schema: GraphQLSchema;
  #supergraph: Supergraph;
  #planner: QueryPlanner;
  #dataSource: (service: string) => GraphQLDataSource<GatewayContext>;

  constructor(sdl: string, dataSource: (service: string) => GraphQLDataSource<GatewayContext>) {
    this.#supergraph = Supergraph.build(sdl, { validateSupergraph: false });
    this.schema = this.#supergraph.apiSchema().toGraphQLJSSchema();
    this.#planner = new QueryPlanner(this.#supergraph);
    this.#dataSource = dataSource;
  }

  /** @throws GraphQLError (or several in `errors`) when the document is not a valid subscription */
  plan({ document, operationName }: SubscriptionRequest): SubscriptionPlan | { errors: readonly GraphQLError[] } {
    const errors = validate(this.schema, document);
    if (errors.length > 0) return { errors };
    const apiSchema = this.#supergraph.apiSchema();
    const named = operationName ? { operationName } : {};
    const node = this.#planner.buildQueryPlan(operationFromDocument(apiSchema, document, named)).node;
    if (node?.kind !== 'Subscription') return { errors: [new GraphQLError('this operation is not a subscription')] };
    const { primary, rest } = node;
    const queryPlan = {
      kind: 'QueryPlan' as const,
      node: rest ? { kind: 'Sequence' as const, nodes: [primary, rest] } : primary,
    };
    const operationContext = buildOperationContext({
      schema: this.schema,
      operationDocument: document,
      ...named,
    } as never);
    const supergraphSchema = this.#supergraph.schema.toGraphQLJSSchema();
    const dataSource = this.#dataSource;
    return {
      service: primary.serviceName,
      operation: primary.operation,
      operationName: primary.operationName,
      variableNames: primary.variableUsages ?? [],
      async execute(payload, { source, variables }, context) {
        // The primary fetch answers from the event; merging, entity fetches, error paths and shaping are the gateway's own code.
        const fromEvent: GraphQLDataSource<GatewayContext> = {
          process: (options) =>
            options.request.query === primary.operation && !options.request.variables?.['representations']
              ? Promise.resolve(structuredClone(payload) as never)
              : dataSource(primary.serviceName).process(options),
        };
        const serviceMap = new Proxy(
          {},
          { get: (_target, name: string) => (name === primary.serviceName ? fromEvent : dataSource(name)) },
        );
        const requestContext = {
          request: { query: source, variables, ...named },
          context,
          metrics: {},
          logger: console,
          source,
          ...named,
        };
        return (await executeQueryPlan(
          queryPlan as never,
          serviceMap as never,
          requestContext as never,
          operationContext,
          supergraphSchema,
          apiSchema,
        )) as ExecutionResult;
      },
    };
  }
}

/** Adds the cursor under an alias to the upstream operation, so that the gateway can resume it; null where the field has no cursor or `after`. */
export function resumable(operation: string, schema: GraphQLSchema): ((after: string | null) => string) | null {
  const document = parse(operation);
  const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const field = definition?.selectionSet.selections[0];
  if (field?.kind !== Kind.FIELD) return null;
  const root = schema.getSubscriptionType()?.getFields()[field.name.value];
  const type =
    root && 'ofType' in root.type
      ? (root.type.ofType as { getFields?: () => Record<string, unknown> })
      : (root?.type as { getFields?: () => Record<string, unknown> } | undefined);
  if (!root?.args.some(({ name }) => name === 'after') || !type?.getFields?.()['cursor']) return null;
  return (after) =>
    withoutUnusedVariables(
      visit(document, {
        Field(node) {
          if (node !== field) return undefined;
          const kept = (node.arguments ?? []).filter(({ name }) => after === null || name.value !== 'after');
          const resumed = {
            kind: Kind.ARGUMENT,
            name: { kind: Kind.NAME, value: 'after' },
            value: { kind: Kind.STRING, value: after ?? '' },
          } as const;
          const cursor = {
            kind: Kind.FIELD,
            alias: { kind: Kind.NAME, value: CURSOR_ALIAS },
            name: { kind: Kind.NAME, value: 'cursor' },
          } as const;
          return {
            ...node,
            arguments: after === null ? kept : [...kept, resumed],
            selectionSet: { ...node.selectionSet!, selections: [...node.selectionSet!.selections, cursor] },
          };
        },
      }),
    );
}

/** A variable that only `after` used would make the document invalid once `after` is written out. */
function withoutUnusedVariables(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return print(
    visit(document, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) }),
  );
}

/** Takes the cursor out of an upstream event. */
export function takeCursor(payload: ExecutionResult): string | null {
  const [root] = Object.values(payload.data ?? {}) as (Record<string, unknown> | null)[];
  const cursor = root?.[CURSOR_ALIAS];
  if (root) delete root[CURSOR_ALIAS];
  return typeof cursor === 'string' ? cursor : null;
}
