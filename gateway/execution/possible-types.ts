import { isAbstractType, type GraphQLSchema } from 'graphql';

/** Which object types stand behind a type name of the supergraph (a type stands behind itself). */
export class PossibleTypes {
  #names = new Map<string, ReadonlySet<string>>();

  constructor(supergraph: GraphQLSchema) {
    for (const type of Object.values(supergraph.getTypeMap()))
      if (isAbstractType(type)) {
        // an interface object answers with the interface's own name
        const { objects, interfaces } =
          'getInterfaces' in type ? supergraph.getImplementations(type) : { objects: type.getTypes(), interfaces: [] };
        this.#names.set(type.name, new Set([type.name, ...objects, ...interfaces].map(String)));
      }
  }

  includes(condition: string, typename: unknown): boolean {
    return condition === typename || (this.#names.get(condition)?.has(typename as string) ?? false);
  }
}
