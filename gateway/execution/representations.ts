import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { GeneratedCode, quoted } from './generated-code.ts';
import type { PossibleTypes } from './possible-types.ts';

export type Entity = Record<string, unknown>;
/** Finds or takes the slot of an entity's representation; -1 when it lacks a field, and so can not be asked about. */
export type Represent = (entity: Entity, met: Representations) => number;
interface Field {
  readonly key: string;
  readonly name: string;
  readonly write: ((value: unknown) => string | undefined) | undefined;
}

/** What one fetch asks about, each entity once. */
export class Representations {
  /** JSON texts, by slot */
  readonly texts: string[] = [];
  /** slots by what tells entities of one type apart, by the number of the type */
  readonly slots: (Map<unknown, number> | undefined)[] = [];
}

/**
 * Compiles what a fetch requires of an entity, by the entity's type. A list may hold entities of other types, about which the fetch
 * has nothing to ask.
 */
export function representing(
  requires: readonly QueryPlanSelectionNode[],
  types: PossibleTypes,
): (typename: unknown) => Represent {
  const byType = new Map<unknown, Represent>();
  return (typename) => {
    const known = byType.get(typename);
    if (known) return known;
    const fields = typeof typename === 'string' ? fieldsFor(typename, [requires], types) : [];
    if (fields.length === 0) return () => -1;
    const represent = compileRepresentation(typename, fields, byType.size);
    byType.set(typename, represent);
    return represent;
  };
}

function compileRepresentation(typename: unknown, fields: readonly Field[], type: number): Represent {
  const code = new GeneratedCode();
  const read: string[] = [];
  const parts = fields.map(({ key, name, write }, index) => {
    const before = quoted(`${index === 0 ? '{' : ','}${name}`);
    if (key === '__typename') return `${before} + ${quoted(JSON.stringify(typename))}`;
    const value = `field${index}`;
    read.push(`let ${value} = entity[${quoted(key)}]; if (${value} === undefined) return -1;`);
    if (!write) return `${before} + JSON.stringify(${value})`;
    read.push(`${value} = ${code.given(write)}(${value}); if (${value} === undefined) return -1;`);
    return `${before} + ${value}`;
  });
  const text = `${parts.join(' + ')} + '}'`;
  const telling = fields.flatMap(({ key, write }, index) => (key === '__typename' ? [] : [{ index, write }]));
  // one field tells entities apart without being written
  const key = telling.length === 1 && !telling[0]!.write ? `field${telling[0]!.index}` : 'text';
  return code.compile(
    ['entity', 'met'],
    `${read.join('\n')}
const slots = met.slots[${type}] ??= new Map();
${key === 'text' ? `const text = ${text};` : ''}
let slot = slots.get(${key});
if (slot === undefined) slots.set(${key}, slot = met.texts.push(${key === 'text' ? key : text}) - 1);
return slot;`,
  );
}

function objectWriter(selections: readonly (readonly QueryPlanSelectionNode[])[], types: PossibleTypes) {
  const byType = new Map<unknown, readonly Field[]>();
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null';
    if (Array.isArray(value)) {
      const parts: string[] = [];
      for (const one of value) {
        const part = write(one);
        if (part === undefined) return undefined;
        parts.push(part);
      }
      return `[${parts.join(',')}]`;
    }
    const object = value as Entity;
    const typename = object['__typename'];
    let fields = byType.get(typename);
    if (!fields) byType.set(typename, (fields = fieldsFor(typename, selections, types)));
    let text = '';
    for (const { key, name, write: nested } of fields) {
      const inner = object[key];
      if (inner === undefined) return undefined;
      const part = nested ? nested(inner) : JSON.stringify(inner);
      if (part === undefined) return undefined;
      text += text === '' ? name + part : `,${name}${part}`;
    }
    return `{${text}}`;
  };
  return write;
}

/** The fields that apply to a type, fragments opened and equal response names joined. */
function fieldsFor(
  typename: unknown,
  selections: readonly (readonly QueryPlanSelectionNode[])[],
  types: PossibleTypes,
): readonly Field[] {
  const nested = new Map<string, (readonly QueryPlanSelectionNode[])[]>();
  const collect = (nodes: readonly QueryPlanSelectionNode[]): void => {
    for (const node of nodes)
      if (node.kind === 'Field') {
        const key = node.alias ?? node.name;
        const known = nested.get(key) ?? [];
        nested.set(key, node.selections ? [...known, node.selections] : known);
      } else if (!node.typeCondition || types.includes(node.typeCondition, typename)) collect(node.selections);
  };
  selections.forEach(collect);
  return [...nested].map(([key, inner]) => ({
    key,
    name: `${JSON.stringify(key)}:`,
    write: inner.length > 0 ? objectWriter(inner, types) : undefined,
  }));
}
