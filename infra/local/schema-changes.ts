import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Supergraph } from '@apollo/federation-internals';
import {
  BreakingChangeType,
  buildSchema,
  findBreakingChanges,
  isInputObjectType,
  parse,
  print,
  printSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  getNamedType,
  type BreakingChange,
  type GraphQLSchema,
} from 'graphql';

/**
 * Holds the API against the one that clients were last given (`gateway/published`): a change that breaks an operation registered then is refused.
 * `--publish` makes today's API that one: do so with a release, once every client has its new operations.
 */
const place = (file: string): string => fileURLToPath(new URL(`../../gateway/${file}`, import.meta.url));
const read = (file: string): string => readFileSync(place(file), 'utf8');

const apiOf = (supergraph: string): GraphQLSchema =>
  Supergraph.build(supergraph, { supportedFeatures: null, validateSupergraph: false }).apiSchema().toGraphQLJSSchema();

/** What an operation uses: types, `Type.field`, `Type.field.argument`, fields and values of its inputs. */
function usesOf(document: string, schema: GraphQLSchema): Set<string> {
  const used = new Set<string>();
  const input = (type: unknown): void => {
    const named = getNamedType(type as never) as { name?: string } | undefined;
    if (!named?.name || used.has(named.name)) return;
    used.add(named.name);
    if (!isInputObjectType(named)) return;
    for (const field of Object.values(named.getFields())) {
      used.add(`${named.name}.${field.name}`);
      input(field.type);
    }
  };
  const info = new TypeInfo(schema);
  visit(
    parse(document),
    visitWithTypeInfo(info, {
      Field() {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (!parent || !field) return;
        used.add(parent.name).add(`${parent.name}.${field.name}`).add(getNamedType(field.type).name);
      },
      Argument() {
        const [parent, field, argument] = [info.getParentType(), info.getFieldDef(), info.getArgument()];
        if (!parent || !field || !argument) return;
        used.add(`${parent.name}.${field.name}.${argument.name}`);
        input(argument.type);
      },
      VariableDefinition: () => void input(info.getInputType()),
    }),
  );
  return used;
}

/** What a change is about, as `usesOf` names it; graphql-js says it in its sentence alone. */
const PLACE: { readonly [T in BreakingChangeType]?: RegExp } = {
  [BreakingChangeType.TYPE_REMOVED]: /^(?:Standard scalar )?(\w+)/,
  [BreakingChangeType.TYPE_CHANGED_KIND]: /^(\w+)/,
  [BreakingChangeType.TYPE_REMOVED_FROM_UNION]: /union type (\w+)/,
  [BreakingChangeType.VALUE_REMOVED_FROM_ENUM]: /enum type (\w+)/,
  [BreakingChangeType.REQUIRED_INPUT_FIELD_ADDED]: /input type (\w+)/,
  [BreakingChangeType.IMPLEMENTED_INTERFACE_REMOVED]: /^(\w+)/,
  [BreakingChangeType.FIELD_REMOVED]: /^(\w+\.\w+)/,
  [BreakingChangeType.FIELD_CHANGED_KIND]: /^(\w+\.\w+)/,
  [BreakingChangeType.REQUIRED_ARG_ADDED]: / on (\w+\.\w+)/,
  [BreakingChangeType.ARG_REMOVED]: /^(\w+\.\w+) arg (\w+)/,
  [BreakingChangeType.ARG_CHANGED_KIND]: /^(\w+\.\w+) arg (\w+)/,
};
const placeOf = ({ type, description }: BreakingChange): string =>
  PLACE[type]?.exec(description)?.slice(1).filter(Boolean).join('.') ?? '';

export interface Broken {
  readonly change: string;
  /** names of registered operations that use what it is about */
  readonly operations: readonly string[];
}
/** Changes that break operations registered with the old API, and those that break nobody we know. */
export function brokenBy(before: GraphQLSchema, now: GraphQLSchema, registered: readonly string[]): Broken[] {
  const uses = registered.map((text) => ({
    name: /^\w+ (\w+)/.exec(text)?.[1] ?? text.slice(0, 40),
    used: usesOf(text, before),
  }));
  return findBreakingChanges(before, now).map((change) => ({
    change: change.description,
    operations: uses.flatMap(({ name, used }) => (used.has(placeOf(change)) ? [name] : [])),
  }));
}
if (import.meta.main) {
  const now = apiOf(read('supergraph.graphql'));
  if (process.argv.includes('--publish')) {
    const terse = visit(parse(printSchema(now)), {
      enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
    });
    writeFileSync(place('published/api.graphql'), `${print(terse)}\n`);
    writeFileSync(place('published/operations.json'), read('trusted-documents.json'));
    console.log('published: gateway/published/api.graphql, gateway/published/operations.json');
  } else {
    const registered = Object.values(JSON.parse(read('published/operations.json')) as Record<string, string>);
    const changes = brokenBy(buildSchema(read('published/api.graphql')), now, registered);
    const breaking = changes.filter(({ operations }) => operations.length > 0);
    for (const { change, operations } of breaking)
      console.error(`breaks ${operations.slice(0, 5).join(', ')}${operations.length > 5 ? ' …' : ''}: ${change}`);
    if (breaking.length > 0) {
      console.error(
        'keep the old beside the new (@deprecated), or `npm run -s schema:publish` once the clients have moved',
      );
      process.exit(1);
    }
    if (changes.length > 0) console.log(`${changes.length} changes that no registered operation notices`);
  }
}
