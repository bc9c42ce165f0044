import { globSync, readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  stripIgnoredCharacters,
  print,
  typeFromAST,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Type = GraphQLInputType | GraphQLOutputType;

/** Scalars that are no text in JSON. */
const LEAVES: Readonly<Record<string, string>> = {
  Boolean: 'boolean',
  Int: 'number',
  Float: 'number',
  JSONObject: 'Readonly<Record<string, unknown>>',
};

/** Types an operation from the API schema: what a selection answers and which variables it takes. */
class TypePrinter {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  selection(set: SelectionSetNode, parent: GraphQLObjectType): string {
    const [only, more] = set.selections;
    if (!more && only?.kind === Kind.FRAGMENT_SPREAD) return only.name.value;
    const fields = new Map<string, string>();
    this.#collect(set, parent, fields, false);
    return `{ ${[...fields].map(([name, type]) => `${name}: ${type};`).join(' ')} }`;
  }

  #collect(set: SelectionSetNode, parent: GraphQLObjectType, fields: Map<string, string>, maybe: boolean): void {
    for (const node of set.selections) {
      const optional = maybe || (node.directives ?? []).some(({ name }) => ['include', 'skip'].includes(name.value));
      if (node.kind === Kind.FIELD) {
        const { type } = parent.getFields()[node.name.value]!;
        const key = `readonly ${node.alias?.value ?? node.name.value}${optional ? '?' : ''}`;
        fields.set(key, this.#output(type, node.selectionSet));
      } else {
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node : this.fragments.get(node.name.value)!;
        this.#collect(inner.selectionSet, parent, fields, optional);
      }
    }
  }

  #output(type: GraphQLOutputType, set: SelectionSetNode | undefined): string {
    return this.#wrap(type, (inner) =>
      isObjectType(inner) && set ? this.selection(set, inner) : this.#leaf(inner as Type),
    );
  }

  input(type: GraphQLInputType): string {
    return this.#wrap(type, (inner) => {
      if (!isInputObjectType(inner)) return this.#leaf(inner as Type);
      const fields = Object.values(inner.getFields()).map(
        (field) => `readonly ${field.name}${isNonNullType(field.type) ? '' : '?'}: ${this.input(field.type)};`,
      );
      return `{ ${fields.join(' ')} }`;
    });
  }

  #wrap(type: Type, inner: (type: Type) => string): string {
    if (isNonNullType(type)) return this.#present(type.ofType as Type, inner);
    return `${this.#present(type, inner)} | null`;
  }
  #present(type: Type, inner: (type: Type) => string): string {
    return isListType(type) ? `readonly (${this.#wrap(type.ofType as Type, inner)})[]` : inner(type);
  }
  #leaf(type: Type): string {
    const named = getNamedType(type);
    if (isEnumType(named))
      return named
        .getValues()
        .map(({ name }) => `'${name}'`)
        .join(' | ');
    return LEAVES[named.name] ?? 'string';
  }

  variables({ variableDefinitions = [] }: OperationDefinitionNode): string {
    if (variableDefinitions.length === 0) return 'Record<string, never>';
    const fields = variableDefinitions.map(({ variable, type, defaultValue }) => {
      const typed = typeFromAST(this.schema, type as never) as unknown as GraphQLInputType;
      const optional = !isNonNullType(typed) || defaultValue ? '?' : '';
      return `readonly ${variable.name.value}${optional}: ${this.input(typed)};`;
    });
    return `{ ${fields.join(' ')} }`;
  }
}

/** An operation's own text with the fragments it uses, as short as it can be sent. */
function textOf(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string {
  const used = new Set<FragmentDefinitionNode>();
  const look = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (node.kind !== Kind.FRAGMENT_SPREAD) look(node.selectionSet);
      else if (!used.has(fragments.get(node.name.value)!)) {
        used.add(fragments.get(node.name.value)!);
        look(fragments.get(node.name.value)!.selectionSet);
      }
    }
  };
  look(operation.selectionSet);
  return stripIgnoredCharacters([operation, ...used].map((node) => print(node)).join('\n'));
}

const constant = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();

function printModule(schema: GraphQLSchema, document: DocumentNode): string {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const printer = new TypePrinter(schema, fragments);
  const types = [...fragments.values()].map((node) => {
    const type = schema.getType(node.typeCondition.name.value) as GraphQLObjectType;
    return `export type ${node.name.value} = ${printer.selection(node.selectionSet, type)};`;
  });
  const operations = document.definitions.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return [];
    const { value: name } = node.name!;
    const root = schema.getRootType(node.operation)!;
    return [
      `export type ${name}Data = ${printer.selection(node.selectionSet, root)};`,
      `export type ${name}Variables = ${printer.variables(node)};`,
      `export const ${constant(name)}: Operation<${name}Data, ${name}Variables> = { name: '${name}', text: ${JSON.stringify(textOf(node, fragments))} };`,
    ];
  });
  return `${[
    '// Printed from operations.graphql by `npm run generate`.',
    "import type { Operation } from '@xianjie/console/api/operation.ts';",
    ...types,
    ...operations,
  ].join('\n')}\n`;
}

/** Every `operations.graphql` of the console as a typed module beside it; an operation the supergraph does not have is an error. */
export function printOperations(root: string, supergraphSdl: string): Record<string, string> {
  const schema = Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
  return Object.fromEntries(
    globSync('console/**/operations.graphql', { cwd: root, exclude: (name) => name === 'node_modules' }).map((file) => {
      const document = parse(readFileSync(root + file, 'utf8'));
      const [error] = validate(schema, document);
      if (error) throw new Error(`${file}: ${error.message}`);
      return [file.replace(/\.graphql$/, '.ts'), printModule(schema, document)];
    }),
  );
}
