import {
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { Directive } from 'type-graphql';
import type { Scope } from '@xianjie/contracts/access/scopes.ts';
import { DEFAULT_PAGE } from './connection.ts';

/** Only who has one of these scopes may use the field; the schema says so, the resolver sees to it. */
export const OnlyFor = (...scopes: readonly Scope[]): MethodDecorator & PropertyDecorator & ClassDecorator =>
  Directive(`@requiresScopes(scopes: ${JSON.stringify(scopes.map((scope) => [scope]))})`) as never;

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Writes into a subgraph's schema what a gateway may enforce before it asks: `@authenticated` on whatever is not for certain
 * scopes only, and how long a page is (`@listSize`). The subgraph enforces the same itself.
 */
export function withDeclarations(document: DocumentNode): DocumentNode {
  const types = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.OBJECT_TYPE_DEFINITION ? [[one.name.value, one]] : [])),
  );
  return visit(document, {
    ObjectTypeDefinition: {
      enter: (type) => (has(type, 'key') && !has(type, 'authenticated') ? adding(type, '@authenticated') : undefined),
      leave: (type) => ({
        ...type,
        fields: type.fields?.map((field) => {
          const size = pageSizeOf(field, types);
          const paged = size ? adding(field, size) : field;
          return ROOTS.has(type.name.value) && !has(field, 'requiresScopes') ? adding(paged, '@authenticated') : paged;
        }),
      }),
    },
  });
}

/** A field with `first` gives as many rows as that, in the lists of the page it gives. */
function pageSizeOf(field: FieldDefinitionNode, types: ReadonlyMap<string, ObjectTypeDefinitionNode>): string | null {
  if (!field.arguments?.some(({ name }) => name.value === 'first')) return null;
  const lists = types.get(nameOf(field.type))?.fields?.filter(({ type }) => isList(type)) ?? [];
  const names = JSON.stringify(lists.map(({ name }) => name.value));
  return `@listSize(slicingArguments: ["first"], sizedFields: ${names}, assumedSize: ${DEFAULT_PAGE}, requireOneSlicingArgument: false)`;
}

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));
const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
const has = ({ directives }: { directives?: readonly ConstDirectiveNode[] | undefined }, name: string): boolean =>
  directives?.some((one) => one.name.value === name) ?? false;

function adding<T extends ObjectTypeDefinitionNode | FieldDefinitionNode>(node: T, directive: string): T {
  const { directives } = parse(`type T ${directive} { f: Int }`).definitions[0] as ObjectTypeDefinitionNode;
  return { ...node, directives: [...(node.directives ?? []), ...directives!] };
}
