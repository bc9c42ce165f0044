import {
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';

const CURSOR_ALIAS = '_resume';

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
export function takeCursor(payload: FormattedExecutionResult): string | null {
  const [root] = Object.values(payload.data ?? {}) as (Record<string, unknown> | null)[];
  const cursor = root?.[CURSOR_ALIAS];
  if (root) delete root[CURSOR_ALIAS];
  return typeof cursor === 'string' ? cursor : null;
}
