import { isEnumType, type GraphQLLeafType } from 'graphql';
import type { GeneratedCode } from './generated-code.ts';

/** How a leaf of an agency's answer becomes one of ours. */
interface Leaf {
  /** generated code that is true where the value stands as it is; nulls never do */
  readonly isPlain: (name: string, code: GeneratedCode) => string;
  /** another value, that is not null, made right; null where that can not be */
  readonly mend: (value: unknown) => unknown;
}
const NEVER = (): null => null;
const LEAVES: Readonly<Record<string, Leaf>> = {
  Int: { isPlain: (name) => `Number.isInteger(${name})`, mend: NEVER },
  Float: { isPlain: (name) => `Number.isFinite(${name})`, mend: NEVER },
  Boolean: { isPlain: (name) => `typeof ${name} === 'boolean'`, mend: NEVER },
  String: { isPlain: (name) => `typeof ${name} === 'string'`, mend: NEVER },
  ID: {
    isPlain: (name) => `typeof ${name} === 'string'`,
    mend: (value) => (Number.isInteger(value) ? String(value) : null),
  },
};
const ANY: Leaf = { isPlain: (name) => `${name} != null`, mend: NEVER };

export function leafOf(type: GraphQLLeafType): Leaf {
  if (!isEnumType(type)) return LEAVES[type.name] ?? ANY;
  // a value that the supergraph hides must not get out
  const values = new Set(type.getValues().map(({ name }) => name));
  return { isPlain: (name, code) => `${code.given(values)}.has(${name})`, mend: NEVER };
}
