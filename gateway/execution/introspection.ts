import {
  executeSync,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Step } from './plan-steps.ts';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
export const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  Object.fromEntries(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );

/** What an operation asks about the schema is answered here, before the rest is fetched. */
export function withIntrospection(
  fetch: Step,
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Step {
  const selections = introspectionFields(operation.selectionSet, fragments);
  if (selections.length === 0) return fetch;
  const introspection: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } },
      ...Object.values(fragments),
    ],
  };
  return async (run) => {
    const { data } = executeSync({ schema, document: introspection, variableValues: run.variables });
    Object.assign(run.data, data);
    await fetch(run);
  };
}

/** Questions about the schema at the root of a query, also inside fragments. */
export function introspectionFields({ selections }: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__schema' || one.name.value === '__type' ? [one] : [];
    const inner = one.kind === Kind.INLINE_FRAGMENT ? one : fragments[one.name.value]!;
    return introspectionFields(inner.selectionSet, fragments);
  });
}
