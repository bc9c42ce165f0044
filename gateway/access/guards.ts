import {
  Kind,
  TypeInfo,
  getNamedType,
  isAbstractType,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** What must be true of a caller: signed in, and with every scope of one list of each entry. */
export interface Guard {
  readonly signedIn: boolean;
  readonly scopes: readonly Restricted[];
}
/** A field or type for certain scopes only. */
export interface Restricted {
  /** `Mutation.transferCase` */
  readonly coordinate: string;
  readonly anyOf: readonly (readonly string[])[];
}

/** How a supergraph calls a directive of a feature, if it has that feature. */
export type DirectiveNames = (feature: string, directive: string) => string | undefined;

/** Who may use what, as the supergraph says with `@authenticated` and `@requiresScopes`. */
export class Guards {
  readonly #guarded = new Map<string, Guard>();
  readonly #schema: GraphQLSchema;
  readonly #authenticated: string | undefined;
  readonly #requiresScopes: string | undefined;

  /** @throws when the supergraph restricts something in a way that would not be enforced */
  constructor(sdl: DocumentNode, schema: GraphQLSchema, named: DirectiveNames) {
    if (named('policy', 'policy')) throw new Error('the supergraph uses @policy, which this gateway does not enforce');
    this.#schema = schema;
    this.#authenticated = named('authenticated', 'authenticated');
    this.#requiresScopes = named('requiresScopes', 'requiresScopes');
    for (const node of sdl.definitions) {
      if (!('name' in node) || !node.name || node.kind === Kind.DIRECTIVE_DEFINITION) continue;
      this.#note(node.name.value, node.directives);
      if ('fields' in node)
        for (const field of node.fields ?? []) this.#note(`${node.name.value}.${field.name.value}`, field.directives);
    }
  }

  #note(coordinate: string, directives: readonly { readonly name: { value: string } }[] = []): void {
    const given = (directives as readonly ConstDirectiveNode[]).find(({ name }) => name.value === this.#requiresScopes);
    const anyOf = given && (valueFromASTUntyped(given.arguments![0]!.value) as string[][]);
    const signedIn = anyOf !== undefined || directives.some(({ name }) => name.value === this.#authenticated);
    if (signedIn) this.#guarded.set(coordinate, { signedIn, scopes: anyOf ? [{ coordinate, anyOf }] : [] });
  }

  /** Everything that a document asks of its caller. */
  of(document: DocumentNode): Guard {
    const found = new Set<Guard>();
    const need = (coordinate: string): void => {
      const guard = this.#guarded.get(coordinate);
      if (guard) found.add(guard);
    };
    const info = new TypeInfo(this.#schema);
    if (this.#guarded.size > 0)
      visit(
        document,
        visitWithTypeInfo(info, {
          Field: ({ name }) => {
            for (const parent of this.#kinds(info.getParentType()!)) {
              need(parent);
              need(`${parent}.${name.value}`);
            }
            need(getNamedType(info.getType()!).name);
          },
        }),
      );
    return { signedIn: found.size > 0, scopes: [...found].flatMap(({ scopes }) => scopes) };
  }

  /** A type and, where it is abstract, whatever it may turn out to be. */
  #kinds(type: GraphQLNamedType): string[] {
    return [type.name, ...(isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [])];
  }
}

/** The first thing that a caller with these scopes may not use. */
export const forbidden = (guard: Guard, scopes: ReadonlySet<string>): Restricted | undefined =>
  guard.scopes.find(({ anyOf }) => !anyOf.some((all) => all.every((scope) => scopes.has(scope))));
