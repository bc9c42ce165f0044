import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { withDeclarations } from './declarations.ts';
import type { RequestContext } from './station-context.ts';

const FEDERATION_2 =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@authenticated", "@requiresScopes", "@listSize"])\n';

type References = Record<string, { __resolveReference: (reference: never, context: RequestContext) => unknown }>;

/** Builds a federation 2 subgraph schema from type-graphql resolvers. */
export async function federatedSchema(
  resolvers: readonly (new () => object)[],
  references: References = {},
): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: resolvers as never,
    skipCheck: true,
    validate: false,
    // every subscription brings its own source; type-graphql only wants to see that there is one
    pubSub: {
      publish: () => {},
      subscribe: () => {
        throw new Error('no shared pub-sub');
      },
    } as never,
    container: { get: (resolver: new () => object) => instanceOf(resolver) },
  });
  const printed = printSchemaWithDirectives(schema).replace(/^schema\b[^}]*}/m, '');
  const typeDefs = withDeclarations(parse(FEDERATION_2 + printed));
  const map = createResolversMap(schema) as Record<string, Record<string, unknown>>;
  for (const [type, reference] of Object.entries(references)) map[type] = { ...map[type], ...reference };
  return buildSubgraphSchema({ typeDefs, resolvers: map as never });
}

const instances = new Map<unknown, object>();
function instanceOf(resolver: new () => object): object {
  let instance = instances.get(resolver);
  if (!instance) instances.set(resolver, (instance = new resolver()));
  return instance;
}

export { printSubgraphSchema };
