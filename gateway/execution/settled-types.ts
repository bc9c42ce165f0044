import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Path } from './merge.ts';

/** A selection set of a fetch, the place of the answers that it fills, and the type of the field it belongs to, if it is a field's own. */
interface Selected {
  readonly set: SelectionSetNode;
  readonly place: string;
  readonly declared: GraphQLNamedType | undefined;
}
interface Reading {
  readonly document: DocumentNode;
  readonly selected: readonly Selected[];
}

/**
 * The places of a plan's answers at which the supergraph allows objects of one type only. What stands there need not be asked for its
 * `__typename`, which makes up a quarter of a long answer that the agency writes and the gateway reads.
 */
export class SettledTypes {
  readonly #schema: GraphQLSchema;
  #readings = new Map<FetchNode, Reading>();
  #typesAt = new Map<string, Set<GraphQLNamedType>>();
  /** places within representations, lists left out, whose type name is part of what a fetch requires */
  #required = new Set<string>();

  constructor(plan: PlanNode | undefined, schema: GraphQLSchema) {
    this.#schema = schema;
    for (const [node, path] of plan ? fetchesOf(plan, []) : []) {
      const reading = this.#read(node, path);
      if (!reading) return;
      this.#readings.set(node, reading);
      for (const one of node.requires ?? []) this.#require(one, withoutLists(placeOf(path)), false);
    }
    for (const { selected } of this.#readings.values())
      for (const { place, declared } of selected)
        if (declared) this.#typesAt.set(place, (this.#typesAt.get(place) ?? new Set()).add(declared));
  }

  /** The name of the only type at a path; undefined where there may be several. */
  typeAt(path: Path): string | undefined {
    return this.#typeAt(placeOf(path));
  }
  #typeAt(place: string): string | undefined {
    const [type, ...others] = this.#typesAt.get(place) ?? [];
    const settled = isObjectType(type) && others.length === 0 && !this.#required.has(withoutLists(place));
    return settled ? type.name : undefined;
  }

  /** The text of a fetch, asking for no type name that is settled. */
  operationOf(node: FetchNode): string {
    const reading = this.#readings.get(node);
    const settled = (reading?.selected ?? []).filter(({ place }) => this.#typeAt(place) !== undefined);
    if (!reading || settled.length === 0) return node.operation;
    const sets = new Set(settled.map(({ set }) => set));
    const asking = visit(reading.document, {
      SelectionSet(set) {
        const selections = sets.has(set) ? set.selections.filter((one) => !isTypename(one)) : [];
        // an object of which nothing is asked still is an object
        return selections.length > 0 ? { ...set, selections } : undefined;
      },
    });
    return stripIgnoredCharacters(print(asking));
  }

  #require(selection: QueryPlanSelectionNode, place: string, inside: boolean): void {
    const isField = selection.kind === 'Field';
    if (inside && (!isField || selection.name === '__typename')) this.#required.add(place);
    const within = isField ? `${place}/${selection.alias ?? selection.name}` : place;
    for (const one of selection.selections ?? []) this.#require(one, within, inside || isField);
  }

  /** What a fetch selects, place by place; undefined where that can not be told from its text alone. */
  #read(node: FetchNode, path: Path): Reading | undefined {
    const document = parse(node.operation);
    const [operation, ...fragments] = document.definitions;
    // what is renamed after it was fetched stands at another place
    if (operation?.kind !== 'OperationDefinition' || fragments.length > 0 || node.outputRewrites?.length)
      return undefined;
    const selected: Selected[] = [];
    const walk = (set: SelectionSetNode, place: string, type: GraphQLType | undefined): boolean =>
      set.selections.every((one) => {
        if (one.kind === 'FragmentSpread') return false;
        if (one.kind === 'InlineFragment') {
          selected.push({ set: one.selectionSet, place, declared: undefined });
          const condition = one.typeCondition?.name.value;
          return walk(one.selectionSet, place, condition === undefined ? type : this.#schema.getType(condition));
        }
        if (!one.selectionSet) return true;
        if (!isObjectType(type) && !isInterfaceType(type)) return false;
        const field = type.getFields()[one.name.value];
        if (!field) return false;
        const inside = `${place}/${(one.alias ?? one.name).value}${listsOf(field.type)}`;
        selected.push({ set: one.selectionSet, place: inside, declared: getNamedType(field.type) });
        return walk(one.selectionSet, inside, getNamedType(field.type));
      });
    const [only] = operation.selectionSet.selections;
    const understood =
      node.requires && only?.kind === 'Field'
        ? walk(only.selectionSet!, placeOf(path), undefined)
        : walk(operation.selectionSet, placeOf(path), this.#schema.getRootType(node.operationKind)!);
    return understood ? { document, selected } : undefined;
  }
}

function fetchesOf(node: PlanNode, path: Path): (readonly [FetchNode, Path])[] {
  if (node.kind === 'Fetch') return [[node, path]];
  if (node.kind === 'Flatten') return fetchesOf(node.node, [...path, ...node.path]);
  return node.kind === 'Sequence' || node.kind === 'Parallel' ? node.nodes.flatMap((one) => fetchesOf(one, path)) : [];
}

const placeOf = (path: Path): string => path.map((step) => `/${step}`).join('');
const withoutLists = (place: string): string => place.replaceAll('/@', '');
const listsOf = (type: GraphQLType): string =>
  isNonNullType(type) ? listsOf(type.ofType) : isListType(type) ? `/@${listsOf(type.ofType)}` : '';
const isTypename = (one: SelectionNode): boolean =>
  one.kind === 'Field' && one.name.value === '__typename' && !one.alias && !one.directives?.length;
