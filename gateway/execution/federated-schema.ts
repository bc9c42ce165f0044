import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type FetchNode, type PlanNode } from '@apollo/query-planner';
import {
  getOperationAST,
  getVariableValues,
  parse,
  separateOperations,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import { Guards, type DirectiveNames, type Guard } from '../access/guards.ts';
import { Costs } from '../limits/cost.ts';
import { reservedName, tooLarge } from '../limits/document-size.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits/limits.ts';
import { hashOf } from '../limits/trusted-documents.ts';
import { fragmentsOf, introspectionFields, withIntrospection } from './introspection.ts';
import { complaints, refused, type Refused } from './refused.ts';
import { conditionVariables, withoutConditions } from './conditions.ts';
import { assertSound } from './doubtful-shapes.ts';
import { compilePlan, type Run, type Step } from './plan-steps.ts';
import { PossibleTypes } from './possible-types.ts';
import type { Entity } from './representations.ts';
import { rewrite } from './rewrites.ts';
import { SettledTypes } from './settled-types.ts';
import { compileShape } from './shape.ts';

/** Plans weigh much more than the text they are made from. */
const MOST_PREPARED = 2_000;
const MOST_PREPARED_CHARACTERS = 16 * 1_048_576;
const MOST_PLANS = 64;
const MOST_NAME = 100;
const MOST_COMPLAINTS = 10;
/** Bounds the planner's own work on a hostile operation; real operations need a few plans. */
const PLANNER = { debug: { maxEvaluatedPlans: 1_000, pathsLimit: 1_000 } };

/** An answer: what was asked for, and what went wrong on the way. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/** An operation that was read and checked, and can be run with any variables. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** name and SHA-256, as the agencies are told them */
  readonly headers: Readonly<Record<string, string>>;
  /** asks about the schema */
  readonly introspects: boolean;
  /** checks and completes the variables */
  variables(given: Readonly<Record<string, unknown>>): { readonly values: Run['variables'] } | Refused;
  /** what it is for these variables; that depends on those alone that @skip and @include ask about */
  decide(values: Run['variables']): DecidedOperation;
}
/** An operation without what is skipped. */
export interface DecidedOperation {
  /** what it asks of the caller */
  readonly guard: Guard;
  cost(values: Run['variables']): number;
  plan(): PlannedOperation;
}
export interface PlannedOperation {
  /** of a subscription: what is opened upstream */
  readonly primary: FetchNode | undefined;
  /** brings what the upstream of a subscription sent into the supergraph's terms */
  received(data: Entity): void;
  /** fetches into `run.data` what was asked for; of a subscription: what an event does not bring */
  readonly fetch: Step;
  /** picks from `run.data` what was asked for */
  answer(run: Run): Answer;
}

/** One supergraph, ready to run operations over it with the Apollo query planner. */
export class FederatedSchema {
  readonly schema: GraphQLSchema;
  #supergraph: Supergraph;
  #planner: QueryPlanner;
  #whole: GraphQLSchema;
  #types: PossibleTypes;
  #guards: Guards;
  #costs: Costs;
  #limits: Limits;
  #prepared = new Map<string, PreparedOperation>();
  #characters = 0;

  /** @throws when the supergraph is not usable */
  constructor(sdl: string, limits: Limits = DEFAULT_LIMITS) {
    this.#limits = limits;
    // directives that guard fields are enforced by the gateway itself
    this.#supergraph = Supergraph.build(sdl, { supportedFeatures: null, validateSupergraph: false });
    this.schema = this.#supergraph.apiSchema().toGraphQLJSSchema();
    const document = parse(sdl);
    assertSound(document);
    const named: DirectiveNames = (feature, directive) =>
      this.#supergraph.schema.coreFeatures
        ?.getByIdentity(`https://specs.apollo.dev/${feature}`)
        ?.directiveNameInSchema(directive);
    this.#guards = new Guards(document, this.schema, named);
    this.#costs = new Costs(document, this.schema, named);
    this.#planner = new QueryPlanner(this.#supergraph, PLANNER);
    this.#whole = this.#supergraph.schema.toGraphQLJSSchema();
    this.#types = new PossibleTypes(this.#whole);
  }

  /** Names of the agencies' subgraphs and where the supergraph says they are. */
  get subgraphs(): readonly { readonly name: string; readonly url: string }[] {
    return this.#supergraph.subgraphsMetadata();
  }

  /**
   * Each document is read and checked once, and planned when it is run; the least recently used are forgotten. Before one is
   * read, `beforeReading` may refuse that.
   */
  prepare(
    source: string,
    operationName?: string | null,
    beforeReading?: () => GraphQLError | undefined,
  ): PreparedOperation | Refused {
    const key = operationName ? `${operationName}\n${source}` : source;
    const known = this.#prepared.get(key);
    if (known) {
      this.#prepared.delete(key);
      this.#prepared.set(key, known);
      return known;
    }
    const unaffordable = beforeReading?.();
    if (unaffordable) return refused(unaffordable);
    const prepared = this.#prepare(source, operationName);
    if ('errors' in prepared) return prepared;
    this.#prepared.set(key, prepared);
    this.#characters += key.length;
    for (const oldest of this.#prepared.keys()) {
      if (this.#characters <= MOST_PREPARED_CHARACTERS && this.#prepared.size <= MOST_PREPARED) break;
      this.#prepared.delete(oldest);
      this.#characters -= oldest.length;
    }
    return prepared;
  }

  #prepare(source: string, operationName?: string | null): PreparedOperation | Refused {
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: this.#limits.tokens });
    } catch (error) {
      return complaints('GRAPHQL_PARSE_FAILED', [error as GraphQLError]);
    }
    const excess = tooLarge(document, this.#limits) ?? reservedName(document);
    if (excess) return refused(excess);
    const invalid = validate(this.schema, document, undefined, { maxErrors: MOST_COMPLAINTS });
    if (invalid.length > 0) return complaints('GRAPHQL_VALIDATION_FAILED', invalid);
    const operation = getOperationAST(document, operationName);
    if (!operation) return refused(refuse('OPERATION_RESOLUTION_FAILURE'));
    const name = operation.name?.value;
    // what other operations of the document ask for is no business of this one
    const own = separateOperations(document)[name ?? '']!;
    const asked = conditionVariables(own);
    const decided = new Map<string, DecidedOperation>();
    return {
      document: own,
      operation,
      headers: {
        'x-operation-hash': hashOf(source),
        ...(name ? { 'x-operation-name': name.slice(0, MOST_NAME) } : {}),
      },
      introspects: introspectionFields(operation.selectionSet, fragmentsOf(own)).length > 0,
      variables: (given) => {
        const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], given, {
          maxErrors: MOST_COMPLAINTS,
        });
        return errors ? complaints('BAD_USER_INPUT', errors) : { values: coerced };
      },
      decide: (values) => {
        const key = asked.map((one) => (values[one] ? '1' : '0')).join('');
        let found = decided.get(key);
        if (!found) {
          if (decided.size >= MOST_PLANS) decided.clear();
          decided.set(key, (found = this.#decide(own, operation, values)));
        }
        return found;
      },
    };
  }

  #decide(document: DocumentNode, operation: OperationDefinitionNode, values: Run['variables']): DecidedOperation {
    const left = withoutConditions(document, values);
    let plan: PlannedOperation | undefined;
    return {
      guard: this.#guards.of(left),
      cost: this.#costs.of(left, getOperationAST(left)!),
      plan: () => (plan ??= this.#plan(document, left, operation, values)),
    };
  }

  #plan(
    document: DocumentNode,
    left: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Run['variables'],
  ): PlannedOperation {
    const { node } = this.#planner.buildQueryPlan(operationFromDocument(this.#supergraph.apiSchema(), left));
    const [primary, rest] = node?.kind === 'Subscription' ? [node.primary, node.rest] : [undefined, node];
    const fragments = fragmentsOf(document);
    // what an event brings is not in the rest of its plan, so nothing is settled there
    const settled = new SettledTypes(primary ? undefined : (rest as PlanNode), this.#whole);
    const fetch: Step = rest ? compilePlan(rest as PlanNode, this.#types, settled) : async () => {};
    const shape = compileShape({ schema: this.schema, operation, fragments, variables });
    return {
      primary,
      received: (data) => rewrite(primary?.outputRewrites, data, this.#types),
      fetch: withIntrospection(fetch, this.schema, operation, fragments),
      answer: ({ data, errors }) => ({ data: shape(data, errors), errors }),
    };
  }
}
