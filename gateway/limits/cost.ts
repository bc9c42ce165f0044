import {
  Kind,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  valueFromASTUntyped,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

import type { DirectiveNames } from '../access/guards.ts';

type Values = Readonly<Record<string, unknown>>;
type Cost = number | ((values: Values) => number);
interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments?: readonly string[];
  readonly sizedFields?: readonly string[];
}

/** Rows of a list of which the supergraph says nothing. */
const UNSAID_SIZE = 10;
const MUTATION = 10;
/** The whole schema is a long answer, made here. */
const INTROSPECTION = 1_000;

const plus = (a: Cost, b: Cost): Cost =>
  typeof a === 'number' && typeof b === 'number' ? a + b : (values) => at(a, values) + at(b, values);
const times = (a: Cost, b: Cost): Cost => {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  return b === 0 ? 0 : (values) => at(a, values) * at(b, values);
};
const at = (cost: Cost, values: Values): number => (typeof cost === 'number' ? cost : cost(values));

/** What operations cost, by `@cost` and `@listSize` of the supergraph: an object 1, a leaf 0, a list as often as it has rows. */
export class Costs {
  readonly #schema: GraphQLSchema;
  readonly #cost: string | undefined;
  readonly #listSize: string | undefined;
  readonly #weights = new Map<string, number>();
  readonly #sizes = new Map<string, ListSize>();

  constructor(sdl: DocumentNode, schema: GraphQLSchema, named: DirectiveNames) {
    this.#schema = schema;
    this.#cost = named('cost', 'cost');
    this.#listSize = named('cost', 'listSize');
    for (const node of sdl.definitions) {
      if (!('name' in node) || !node.name || node.kind === Kind.DIRECTIVE_DEFINITION) continue;
      this.#note(node.name.value, node.directives);
      if (!('fields' in node)) continue;
      for (const field of node.fields ?? []) {
        const coordinate = `${node.name.value}.${field.name.value}`;
        this.#note(coordinate, field.directives);
        if ('arguments' in field)
          for (const argument of field.arguments ?? [])
            this.#note(`${coordinate}.${argument.name.value}`, argument.directives);
      }
    }
  }

  #note(coordinate: string, directives: readonly DirectiveNode[] = []): void {
    for (const { name, arguments: given } of directives) {
      if (name.value !== this.#cost && name.value !== this.#listSize) continue;
      const values = Object.fromEntries(given!.map((one) => [one.name.value, valueFromASTUntyped(one.value)]));
      if (name.value === this.#cost) this.#weights.set(coordinate, values['weight'] as number);
      else this.#sizes.set(coordinate, values as ListSize);
    }
  }

  /** The cost of an operation, given its variables; a document of one operation with its fragments. */
  of(document: DocumentNode, operation: OperationDefinitionNode): (values: Values) => number {
    const fragments = new Map(
      document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
    );
    const within = (set: SelectionSetNode, type: GraphQLCompositeType, sized: ReadonlyMap<string, Cost>): Cost => {
      let sum: Cost = 0;
      for (const one of set.selections) {
        if (one.kind === Kind.FIELD) sum = plus(sum, ofField(one, type, sized));
        else {
          const inner = one.kind === Kind.INLINE_FRAGMENT ? one : fragments.get(one.name.value)!;
          const name = inner.typeCondition?.name.value;
          const narrowed = name ? (this.#schema.getType(name) as GraphQLCompositeType) : type;
          sum = plus(sum, within(inner.selectionSet, narrowed, sized));
        }
      }
      return sum;
    };
    const ofField = (node: FieldNode, parent: GraphQLCompositeType, sized: ReadonlyMap<string, Cost>): Cost => {
      const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
      if (!field) return node.name.value === '__schema' ? INTROSPECTION : 0;
      const coordinate = `${parent.name}.${node.name.value}`;
      const named = getNamedType(field.type);
      const size = this.#sizes.get(coordinate);
      const rows: Cost = size ? this.#rows(node, size, field.args) : UNSAID_SIZE;
      const inherited = new Map((size?.sizedFields ?? []).map((name) => [name, rows]));
      const own = this.#weights.get(coordinate) ?? this.#weights.get(named.name) ?? (isCompositeType(named) ? 1 : 0);
      let each: Cost = own;
      if (node.selectionSet && isCompositeType(named)) each = plus(each, within(node.selectionSet, named, inherited));
      const isList = isListType(getNullableType(field.type));
      const all = isList ? times(sized.get(node.name.value) ?? rows, each) : each;
      const given = (node.arguments ?? []).reduce(
        (sum, { name }) => sum + (this.#weights.get(`${coordinate}.${name.value}`) ?? 0),
        0,
      );
      return plus(all, given);
    };
    const root = this.#schema.getRootType(operation.operation)!;
    const base = operation.operation === 'mutation' ? MUTATION * operation.selectionSet.selections.length : 0;
    const cost = plus(base, within(operation.selectionSet, root, new Map()));
    return typeof cost === 'number' ? () => cost : cost;
  }

  /** As many rows as the largest slicing argument says, as written or by its variable. */
  #rows(
    node: FieldNode,
    { slicingArguments = [], assumedSize = UNSAID_SIZE }: ListSize,
    defined: readonly { name: string; defaultValue?: unknown }[],
  ): Cost {
    const sizes = slicingArguments.flatMap((name): Cost[] => {
      const value = node.arguments?.find((one) => one.name.value === name)?.value;
      if (value?.kind === Kind.INT) return [Number(value.value)];
      const otherwise = defined.find((one) => one.name === name)?.defaultValue;
      const standard = typeof otherwise === 'number' ? otherwise : assumedSize;
      if (value?.kind !== Kind.VARIABLE) return typeof otherwise === 'number' ? [otherwise] : [];
      const variable = value.name.value;
      return [(values) => (typeof values[variable] === 'number' ? values[variable] : standard)];
    });
    if (sizes.length === 0) return assumedSize;
    if (sizes.length === 1) return sizes[0]!;
    return (values) => Math.max(...sizes.map((one) => at(one, values)));
  }
}
