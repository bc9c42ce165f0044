import { parse, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** A composed supergraph that the planner would answer wrongly without an error. */
export class DoubtfulSupergraph extends Error {
  constructor(readonly shapes: readonly string[]) {
    super(`the query planner answers these shapes wrongly, change the subgraphs: ${shapes.join('; ')}`);
  }
}

/**
 * Refuses the shapes of federation of which Apollo's planner (2.14) is known to give wrong data silently:
 * `@requires` of or on a field with arguments, keys of one type that mix their fields, an interface object that can not be resolved.
 * @throws DoubtfulSupergraph naming each with what to do
 */
export function assertSound(supergraph: DocumentNode): void {
  const shapes = doubtfulShapes(supergraph);
  if (shapes.length > 0) throw new DoubtfulSupergraph(shapes);
}

function doubtfulShapes(document: DocumentNode): string[] {
  const found: string[] = [];
  for (const type of document.definitions) {
    if (type.kind !== 'ObjectTypeDefinition' && type.kind !== 'InterfaceTypeDefinition') continue;
    const name = type.name.value;
    const joins = joined(type.directives, 'join__type');
    for (const { graph, isInterfaceObject, resolvable } of joins)
      if (isInterfaceObject === true && resolvable === false)
        found.push(`${name}: the interface object of ${String(graph)} can not be resolved; drop resolvable: false`);
    const keys = [...new Set(joins.flatMap(({ key }) => (typeof key === 'string' ? [key] : [])))].map(topFields);
    for (const [at, key] of keys.entries())
      for (const other of keys.slice(at + 1))
        if (key.some((field) => other.includes(field)) && !within(key, other) && !within(other, key))
          found.push(
            `${name}: the keys "${key.join(' ')}" and "${other.join(' ')}" share fields; give it a key of its own`,
          );
    for (const field of type.fields ?? [])
      for (const { requires, graph } of joined(field.directives, 'join__field')) {
        if (typeof requires !== 'string') continue;
        if (requires.includes('('))
          found.push(
            `${name}.${field.name.value}: @requires in ${String(graph)} passes arguments; require a field without`,
          );
        if (field.arguments?.length)
          found.push(
            `${name}.${field.name.value}: has arguments and @requires in ${String(graph)}; move the arguments`,
          );
      }
  }
  return found;
}

const within = (key: readonly string[], other: readonly string[]) => key.every((field) => other.includes(field));

/** The fields of a key that stand at its top. */
function topFields(key: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  visit(parse(`{ ${key} }`), {
    Field: {
      enter({ name }) {
        if (depth === 0) fields.push(name.value);
        depth += 1;
      },
      leave: () => void (depth -= 1),
    },
  });
  return fields;
}

const joined = (directives: readonly ConstDirectiveNode[] = [], name: string): Record<string, unknown>[] =>
  directives
    .filter((one) => one.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((one) => [one.name.value, 'value' in one.value ? one.value.value : one.value])),
    );
