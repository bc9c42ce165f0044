import type { FetchNode, PlanNode } from '@apollo/query-planner';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { compileGathering } from './gather.ts';
import { compileMerging, merge, objectsAt, pathsAt, type Path } from './merge.ts';
import type { PossibleTypes } from './possible-types.ts';
import { representing, type Entity } from './representations.ts';
import { rewrite } from './rewrites.ts';
import type { SettledTypes } from './settled-types.ts';

/** One operation under way. */
export interface Run {
  readonly context: GatewayContext;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Entity;
  readonly errors: GraphQLFormattedError[];
  /** answers under way that other fetches of this operation ask for as well */
  readonly asked: Map<string, Promise<string>>;
  send(service: string, body: string): Promise<string>;
}
export type Step = (run: Run) => Promise<void>;

const MOST_ERRORS = 100;

/** Compiles a query plan: what can be known before an operation runs is worked out once. */
export function compilePlan(plan: PlanNode, types: PossibleTypes, settled: SettledTypes): Step {
  const repeated = repeatedOperations(plan);
  const compile = (node: PlanNode, path: Path): Step => {
    switch (node.kind) {
      case 'Sequence': {
        const steps = node.nodes.map((one) => compile(one, path));
        return async (run) => {
          for (const step of steps) await step(run);
        };
      }
      case 'Parallel': {
        const steps = node.nodes.map((one) => compile(one, path));
        return async (run) => void (await Promise.all(steps.map((step) => step(run))));
      }
      case 'Flatten':
        return compile(node.node, [...path, ...node.path]);
      case 'Fetch': {
        const fetch = { ...node, operation: settled.operationOf(node) };
        return node.requires
          ? compileEntityFetch(fetch, path, types, repeated.has(keyOf(node)), settled.typeAt(path))
          : compileRootFetch(fetch, path, types, repeated.has(keyOf(node)));
      }
      case 'Condition':
      case 'Defer':
        throw new Error(`the plan of an operation without conditions and @defer has a ${node.kind}`);
    }
  };
  return compile(plan, []);
}

function compileRootFetch(node: FetchNode, path: Path, types: PossibleTypes, shared: boolean): Step {
  const { serviceName, outputRewrites } = node;
  const write = bodyOf(node);
  const once = shared && node.operationKind !== 'mutation';
  return async (run) => {
    const targets = objectsAt(run.data, path);
    if (targets.length === 0) return;
    const answer = await ask(run, serviceName, write(run.variables, ''), once);
    if (!answer) return;
    for (const error of answer.errors ?? []) addError(run, error, error.path && [...path, ...error.path]);
    if (!answer.data) return;
    rewrite(outputRewrites, answer.data, types);
    for (const target of targets) merge(target, answer.data as Entity);
  };
}

function compileEntityFetch(
  node: FetchNode,
  path: Path,
  types: PossibleTypes,
  shared: boolean,
  onlyType: string | undefined,
): Step {
  const { serviceName, inputRewrites, outputRewrites } = node;
  const write = bodyOf(node);
  const gather = compileGathering(path, representing(node.requires!, types), onlyType);
  const mergeEntities = compileMerging(node);
  const rewritten = (text: string): string => {
    const value = JSON.parse(text) as unknown;
    rewrite(inputRewrites, value, types);
    return JSON.stringify(value);
  };
  return async (run) => {
    const { targets, slotOf, representations } = gather(run.data);
    if (representations.length === 0) return;
    const texts = inputRewrites?.length ? representations.map(rewritten) : representations;
    const answer = await ask(run, serviceName, write(run.variables, `[${texts.join(',')}]`), shared);
    if (!answer) return;
    if (answer.errors?.length) addEntityErrors(run, answer.errors, path, slotOf);
    const entities = answer.data?.['_entities'] as (Entity | null)[] | null | undefined;
    if (!entities) return;
    if (entities.length !== representations.length) {
      addError(run, internal(`${serviceName} answered ${entities.length} of ${representations.length} entities`), path);
      return;
    }
    rewrite(outputRewrites, entities, types);
    mergeEntities(targets, slotOf, entities);
  };
}

/** The request's JSON text; operations go without the planner's names, which would make equal requests look different. */
function bodyOf(node: FetchNode): (variables: Run['variables'], representations: string) => string {
  const start = `{"query":${JSON.stringify(anonymous(node))},"variables":{`;
  const names = (node.variableUsages ?? []).map((name) => [name, `${JSON.stringify(name)}:`] as const);
  return (variables, representations) => {
    let text = representations === '' ? '' : `"representations":${representations}`;
    for (const [name, written] of names) {
      const value = variables[name];
      if (value !== undefined) text += `${text === '' ? '' : ','}${written}${JSON.stringify(value)}`;
    }
    return `${start}${text}}}`;
  };
}

async function ask(run: Run, service: string, body: string, shared: boolean): Promise<ExecutionResult | undefined> {
  try {
    let text: Promise<string> | undefined;
    if (shared) {
      const key = service + body;
      text = run.asked.get(key);
      if (!text) run.asked.set(key, (text = run.send(service, body)));
    } else text = run.send(service, body);
    const answer = JSON.parse(await text) as ExecutionResult | null;
    if (typeof answer === 'object' && answer !== null && ('data' in answer || Array.isArray(answer.errors)))
      return answer;
    addError(run, internal(`${service} answered without data or errors`), undefined);
  } catch (error) {
    const { message, extensions } = error as GraphQLFormattedError;
    const known = extensions?.['code'] !== undefined;
    // an agency that several fetches miss is named once
    if (known && run.errors.some((one) => one.message === message)) return undefined;
    addError(run, known ? { message, extensions: extensions! } : internal(`${service}: ${message}`), undefined);
  }
  return undefined;
}

const internal = (message: string): GraphQLFormattedError => ({ message });

function addError(run: Run, { message, extensions }: GraphQLFormattedError, path: Path | undefined): void {
  if (run.errors.length < MOST_ERRORS)
    run.errors.push({ message, ...(path ? { path } : {}), ...(extensions ? { extensions } : {}) });
}

/** An error about the n-th representation is an error at every place that asked for it. */
function addEntityErrors(
  run: Run,
  errors: readonly GraphQLFormattedError[],
  path: Path,
  slotOf: readonly number[],
): void {
  const paths = pathsAt(run.data, path);
  for (const error of errors) {
    const [, slot, ...rest] = error.path ?? [];
    if (typeof slot !== 'number') addError(run, error, path.length > 0 && !path.includes('@') ? path : undefined);
    else paths.forEach((place, i) => slotOf[i] === slot && addError(run, error, [...place, ...rest]));
  }
}

const anonymous = ({ operation }: FetchNode): string => operation.replace(/^(query|mutation|subscription)\s+\w+/, '$1');
const keyOf = (node: FetchNode): string => `${node.serviceName} ${anonymous(node)}`;

/** Operations that one plan sends to a subgraph from several places: with the same variables they need be sent once. */
function repeatedOperations(plan: PlanNode): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const walk = (node: PlanNode): void => {
    if (node.kind === 'Fetch') (seen.has(keyOf(node)) ? repeated : seen).add(keyOf(node));
    else if (node.kind === 'Flatten') walk(node.node);
    else if (node.kind === 'Sequence' || node.kind === 'Parallel') node.nodes.forEach(walk);
  };
  walk(plan);
  return repeated;
}
