import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type SelectionSetNode,
} from 'graphql';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Limits } from './limits.ts';

interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly rootFields: number;
}
const NOTHING: Size = { depth: 0, fields: 0, aliases: 0, rootFields: 0 };

/**
 * Why a document is too large, before it is checked against the schema: some checks take the square of its size. Each fragment
 * is measured once and counted at each place that spreads it, so a small text that opens into a large one is seen for what it is.
 */
export function tooLarge({ definitions }: DocumentNode, limits: Limits): GraphQLError | undefined {
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const measured = new Map<string, Size>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure(definition.selectionSet, fragments, measured);
    for (const [what, zh] of WHAT)
      if (size[what] > limits[what]) return refuse('QUERY_TOO_LARGE', { what: zh, max: limits[what] });
  }
  return undefined;
}
const WHAT = [
  ['depth', '嵌套层数'],
  ['rootFields', '根字段'],
  ['aliases', '别名'],
  ['fields', '字段'],
] as const;

function measure(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  measured: Map<string, Size>,
): Size {
  let { depth, fields, aliases, rootFields } = NOTHING;
  for (const one of selections) {
    const inner = one.kind === Kind.FRAGMENT_SPREAD ? spread(one.name.value) : inside(one.selectionSet);
    const field = one.kind === Kind.FIELD ? 1 : 0;
    depth = Math.max(depth, inner.depth + field);
    fields += inner.fields + field;
    aliases += inner.aliases + (one.kind === Kind.FIELD && one.alias ? 1 : 0);
    rootFields += field || inner.rootFields;
  }
  return { depth, fields, aliases, rootFields };

  function inside(set: SelectionSetNode | undefined): Size {
    return set ? measure(set, fragments, measured) : NOTHING;
  }
  function spread(name: string): Size {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, NOTHING); // a fragment within itself is refused when the document is checked
    const size = inside(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  }
}

/** A response name or variable that every JavaScript object has already; answers are merged into plain objects. */
export function reservedName(document: DocumentNode): GraphQLError | undefined {
  let found: string | undefined;
  const look = (name: string): void => {
    if (name in Object.prototype) found = name;
  };
  const within = ({ selections }: SelectionSetNode): void => {
    for (const one of selections) {
      if (one.kind === Kind.FIELD) look((one.alias ?? one.name).value);
      if (one.kind !== Kind.FRAGMENT_SPREAD && one.selectionSet) within(one.selectionSet);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      for (const { variable } of definition.variableDefinitions ?? []) look(variable.name.value);
    if ('name' in definition && definition.name) look(definition.name.value);
    if ('selectionSet' in definition) within(definition.selectionSet);
  }
  return found === undefined ? undefined : refuse('RESERVED_NAME', { name: found });
}
