import { Kind, visit, type DirectiveNode, type DocumentNode, type SelectionSetNode } from 'graphql';

/** Names of the variables that @skip and @include ask about. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value === 'skip' || name.value === 'include')
        for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * The document as it is for these variables: what is skipped is gone, and so are @skip and @include. The planner is never
 * shown a condition: with a field of @requires behind one it plans a fetch for which what it requires was not fetched.
 */
export function withoutConditions(document: DocumentNode, variables: Readonly<Record<string, unknown>>): DocumentNode {
  const isTrue = ({ arguments: given }: DirectiveNode): boolean => {
    const value = given?.[0]?.value;
    if (value?.kind === Kind.VARIABLE) return variables[value.name.value] === true;
    return value?.kind === Kind.BOOLEAN && value.value;
  };
  const decide = <T extends { readonly directives?: readonly DirectiveNode[] | undefined }>(node: T): T | null => {
    const directives = node.directives ?? [];
    const out = directives.some(
      (one) => (one.name.value === 'skip' && isTrue(one)) || (one.name.value === 'include' && !isTrue(one)),
    );
    if (out) return null;
    const kept = directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
    return kept.length < directives.length ? { ...node, directives: kept } : node;
  };
  return visit(document, {
    Field: decide,
    InlineFragment: decide,
    FragmentSpread: decide,
    SelectionSet: {
      leave: (node: SelectionSetNode) => (node.selections.length > 0 ? undefined : { ...node, selections: TYPE_NAME }),
    },
  });
}

/** An object of which nothing is asked still is an object. */
const TYPE_NAME: SelectionSetNode['selections'] = [
  { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } },
];
