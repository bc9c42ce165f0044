import type { FetchNode } from '@apollo/query-planner';
import type { PossibleTypes } from './possible-types.ts';

type Rewrite = NonNullable<FetchNode['outputRewrites']>[number];
const FRAGMENT = '... on ';

/** Carries out what the planner wants changed in what is sent (`inputRewrites`) or received (`outputRewrites`), in place. */
export function rewrite(rewrites: readonly Rewrite[] | undefined, value: unknown, types: PossibleTypes): void {
  for (const one of rewrites ?? []) at(one.path, 0, one, value, types);
}

function at(path: readonly string[], index: number, rewrite: Rewrite, value: unknown, types: PossibleTypes): void {
  if (Array.isArray(value)) {
    for (const one of value) at(path, index, rewrite, one, types);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  const element = path[index]!;
  if (element.startsWith(FRAGMENT)) {
    const typename = object['__typename'];
    if (typename === undefined || types.includes(element.slice(FRAGMENT.length), typename))
      at(path, index + 1, rewrite, object, types);
  } else if (index < path.length - 1) at(path, index + 1, rewrite, object[element], types);
  else if (rewrite.kind === 'ValueSetter') object[element] = rewrite.setValueTo as unknown;
  else if (object[element] !== undefined) {
    object[rewrite.renameKeyTo] = object[element];
    delete object[element];
  }
}
