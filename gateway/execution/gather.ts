import { GeneratedCode } from './generated-code.ts';
import type { Path } from './merge.ts';
import { Representations, type Entity, type Represent } from './representations.ts';

/** The objects at one path of the merged answers, in order, and what is asked about them. */
export interface Gathered {
  readonly targets: Entity[];
  /** for each of them the slot of its representation, -1 where nothing is asked */
  readonly slotOf: number[];
  readonly representations: readonly string[];
}

/**
 * Compiles a path into a function that walks the merged answers along it once; `@` steps into every element of a list. Where only one
 * type can stand, objects are not asked for theirs.
 */
export function compileGathering(
  path: Path,
  representing: (typename: unknown) => Represent,
  onlyType: string | undefined,
): (root: Entity) => Gathered {
  const code = new GeneratedCode();
  const first = code.given(representing(onlyType));
  // most often all objects at a path are of one type
  const choose = (name: string): string =>
    onlyType === undefined
      ? `if (${name}.__typename !== last) represent = ${code.given(representing)}(last = ${name}.__typename);`
      : '';
  const found = (name: string): string => `${choose(name)}
targets.push(${name});
slotOf.push(represent(${name}, met));`;
  const walk = code.compile<(root: Entity, targets: Entity[], slotOf: number[], met: Representations) => void>(
    ['root', 'targets', 'slotOf', 'met'],
    `let last, represent = ${first};\n${walking('root', path, 0, found)}`,
  );
  return (root) => {
    const [targets, slotOf, met]: [Entity[], number[], Representations] = [[], [], new Representations()];
    walk(root, targets, slotOf, met);
    return { targets, slotOf, representations: met.texts };
  };
}

function walking(name: string, path: Path, at: number, found: (name: string) => string): string {
  if (at === path.length) return found(name);
  const next = `value${at}`;
  const inside = `if (${next} != null) {\n${walking(next, path, at + 1, found)}\n}`;
  return path[at] === '@'
    ? `if (Array.isArray(${name})) for (const ${next} of ${name}) ${inside}`
    : `const ${next} = ${name}[${JSON.stringify(path[at])}];\n${inside}`;
}
