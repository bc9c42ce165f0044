import { printSubgraphSchema } from '@apollo/subgraph';
import { federatedSchema } from '@xianjie/subgraph-kit/federated-schema.ts';
import { resolversOf, type AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import type { GraphQLSchema } from 'graphql';

/** Prints a subgraph's schema; a process of its own, since type-graphql keeps one registry of types per process. */
const name = process.argv[2]!;
const loaded = (await import(new URL(`../../subgraphs/${name}/src/subgraph.ts`, import.meta.url).href)) as {
  subgraph?: AgencySubgraph;
  schema?: () => Promise<GraphQLSchema>;
};
const schema = loaded.subgraph ? await federatedSchema(resolversOf(loaded.subgraph)) : await loaded.schema!();
process.stdout.write(`${printSubgraphSchema(schema)}\n`);
process.exit(0);
