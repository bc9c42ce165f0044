import type { FetchNode } from '@apollo/query-planner';
import { parse, visit, type SelectionSetNode } from 'graphql';
import { GeneratedCode, quoted } from './generated-code.ts';
import { fragmentsOf } from './introspection.ts';
import type { Entity } from './representations.ts';

export type Path = readonly (string | number)[];

/** Puts what a subgraph answered beside what is already known of an entity. Lists are the same list, seen twice. */
export function merge(target: Entity, source: Entity): void {
  for (const key in source) {
    const known = target[key];
    target[key] = known === undefined || known === null ? source[key] : joined(known, source[key]);
  }
}

function joined(known: unknown, received: unknown): unknown {
  if (typeof known !== 'object' || typeof received !== 'object' || received === null) return received;
  // one answer may stand at several places
  if (known === received) return known;
  if (Array.isArray(known) && Array.isArray(received))
    received.forEach((value, index) => (known[index] = known[index] == null ? value : joined(known[index], value)));
  else merge(known as Entity, received as Entity);
  return known;
}

/** Puts each answered entity beside the targets it was asked for. */
type MergeEntities = (targets: readonly Entity[], slotOf: readonly number[], entities: readonly unknown[]) => void;

/** Compiles the merging of what a fetch of entities selects; whatever else the subgraph answers is left out. */
export function compileMerging({ operation, outputRewrites }: FetchNode): MergeEntities {
  const code = new GeneratedCode();
  const isLeaf = leavesOf(operation);
  for (const rewrite of outputRewrites ?? []) if (rewrite.kind === 'KeyRenamer') isLeaf.set(rewrite.renameKeyTo, false);
  const fields = [...isLeaf].map(([key, leaf], index) => {
    const [received, place] = [`field${index}`, `target[${quoted(key)}]`];
    const value = leaf ? received : `${place} == null ? ${received} : ${code.given(joined)}(${place}, ${received})`;
    return `const ${received} = entity[${quoted(key)}]; if (${received} !== undefined) ${place} = ${value};`;
  });
  return code.compile(
    ['targets', 'slotOf', 'entities'],
    `for (let i = 0; i < targets.length; i += 1) {
if (slotOf[i] < 0) continue;
const target = targets[i], entity = entities[slotOf[i]];
if (entity == null) continue;
${fields.join('\n')}
}`,
  );
}

/** The response names that an operation selects of `_entities`, and whether each is a leaf wherever it is selected. */
function leavesOf(operation: string): Map<string, boolean> {
  const document = parse(operation);
  const fragments = fragmentsOf(document);
  const leaves = new Map<string, boolean>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const one of selections)
      if (one.kind === 'Field') {
        const key = (one.alias ?? one.name).value;
        leaves.set(key, !one.selectionSet && leaves.get(key) !== false);
      } else collect(one.kind === 'InlineFragment' ? one.selectionSet : fragments[one.name.value]!.selectionSet);
  };
  visit(document, {
    Field({ name, selectionSet }) {
      if (name.value !== '_entities') return undefined;
      collect(selectionSet!);
      return false;
    },
  });
  return leaves;
}

/** All objects at a path of the result, in order; `@` steps into every element of a list. */
export function objectsAt(root: unknown, path: Path): Entity[] {
  let level: unknown[] = [root];
  for (const step of path) {
    const next: unknown[] = [];
    for (const value of level) {
      if (step === '@') {
        if (Array.isArray(value)) for (const one of value) next.push(one);
      } else next.push((value as Entity)[step]);
    }
    level = next.filter((value) => value !== null && value !== undefined);
  }
  return level as Entity[];
}

/** The paths of the same objects in the same order, for errors. */
export function pathsAt(root: unknown, path: Path): (string | number)[][] {
  let level: { value: unknown; path: (string | number)[] }[] = [{ value: root, path: [] }];
  for (const step of path)
    level = level
      .flatMap(({ value, path: walked }) => {
        if (step !== '@') return [{ value: (value as Entity)[step], path: [...walked, step] }];
        return Array.isArray(value) ? value.map((one: unknown, i) => ({ value: one, path: [...walked, i] })) : [];
      })
      .filter(({ value }) => value !== null && value !== undefined);
  return level.map(({ path: walked }) => walked);
}
