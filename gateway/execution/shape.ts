import {
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLFormattedError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { GeneratedCode, quoted } from './generated-code.ts';
import { leafOf } from './leaves.ts';
import type { Entity } from './representations.ts';

/** The operation whose answer is shaped; of the variables only those that @skip and @include ask about matter. */
export interface Question {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
}
/** Where in the lists around it the shaping is, and what is wrong with the answer. */
interface Shaping {
  readonly indexes: number[];
  readonly errors: GraphQLFormattedError[];
}
/** A place in the answer, known but for the indexes of the lists it is in, which are left null. */
type Place = readonly (string | null)[];
/** Gives of a value that is not null what was asked for; null where the value may not stand. */
type Shape = (value: unknown, at: Shaping) => unknown;
/** A value that is being shaped, in generated code. */
interface Spot {
  readonly code: GeneratedCode;
  /** the variable that holds it */
  readonly name: string;
  readonly place: Place;
  /** what is done when it may not be null and is */
  readonly whenMissing: string;
}

/**
 * Compiles an operation into a function that picks, from the merged answers, what the client asked for, in its order and under its
 * names, nulls going up as the GraphQL specification says (6.4.4). Introspection fields are taken as they are.
 */
export function compileShape(question: Question): (data: Entity, errors: GraphQLFormattedError[]) => unknown {
  const { schema, fragments, variables, operation } = question;
  const type = schema.getRootType(operation.operation)!;
  const collected = collectFields(schema, fragments as never, variables as never, type, operation.selectionSet);
  const shape = fieldsShape(collected, type, [], question);
  return (data, errors) => shape(data, { indexes: [], errors });
}

function fieldsShape(
  collected: ReadonlyMap<string, readonly FieldNode[]>,
  type: GraphQLObjectType,
  place: Place,
  question: Question,
): Shape {
  const code = new GeneratedCode();
  const body: string[] = [];
  const picked = [...collected].map(([key, nodes], index) => {
    const field = nodes[0]!.name.value;
    if (field === '__typename') return `${quoted(key)}: ${quoted(type.name)}`;
    const name = `field${index}`;
    body.push(`let ${name} = value[${quoted(key)}];`);
    if (field === '__schema' || field === '__type') body.push(`${name} ??= null;`);
    else {
      const spot = { code, name, place: [...place, key], whenMissing: 'return null;' };
      body.push(shaping(spot, type.getFields()[field]!.type, nodes, question));
    }
    return `${quoted(key)}: ${name}`;
  });
  return code.compile(['value', 'at'], `${body.join('\n')}\nreturn { ${picked.join(', ')} };`);
}

/** Code that puts, in place of what the agency answered, what the client gets. */
function shaping(spot: Spot, type: GraphQLOutputType, nodes: readonly FieldNode[], question: Question): string {
  const { code, name, place, whenMissing } = spot;
  const required = isNonNullType(type);
  const nullable = required ? type.ofType : type;
  const missing = required
    ? `if (${name} === null) { ${complaint(spot, 'Cannot return null for a non-nullable field.')}; ${whenMissing} }`
    : '';
  if (isListType(nullable)) {
    const item = { code, name: `${name}_`, place: [...place, null], whenMissing: `list_${name} = null; break;` };
    const depth = place.filter((step) => step === null).length;
    return `
if (${name} == null) ${name} = null;
else if (!Array.isArray(${name})) ${name} = ${complaint(spot, 'The agency did not answer with a list.')};
else {
  let list_${name} = [];
  for (let i = 0; i < ${name}.length; i += 1) {
    at.indexes[${depth}] = i;
    let ${item.name} = ${name}[i];
    ${shaping(item, nullable.ofType as GraphQLOutputType, nodes, question)}
    list_${name}.push(${item.name});
  }
  ${name} = list_${name};
}
${missing}`;
  }
  if (isScalarType(nullable) || isEnumType(nullable)) {
    const { isPlain, mend } = leafOf(nullable);
    const wrong = complaint(spot, `The agency did not answer with a valid ${nullable.name}.`);
    return `
if (!(${isPlain(name, code)})) {
  ${name} = ${name} == null ? null : ${code.given(mend)}(${name}) ?? ${wrong};
  ${missing}
}`;
  }
  const shape = code.given(objectShape(nullable as GraphQLCompositeType, nodes, place, question));
  return `${name} = ${name} == null ? null : typeof ${name} === 'object' ? ${shape}(${name}, at) : ${complaint(spot, 'The agency did not answer with an object.')};\n${missing}`;
}

function objectShape(type: GraphQLCompositeType, nodes: readonly FieldNode[], place: Place, question: Question): Shape {
  const { schema, fragments, variables } = question;
  const shapeOf = (runtime: GraphQLObjectType) => {
    const collected = collectSubfields(schema, fragments as never, variables as never, runtime, nodes);
    return fieldsShape(collected, runtime, place, question);
  };
  if (isObjectType(type)) return shapeOf(type);
  const byType = new Map<unknown, Shape>();
  return (value, at) => {
    const typename = (value as Entity)['__typename'];
    let shape = byType.get(typename);
    if (!shape) {
      const runtime = typeof typename === 'string' ? schema.getType(typename) : undefined;
      if (!isObjectType(runtime) || !schema.isSubType(type, runtime))
        return complain(at, place, `The agency answered with something that is no ${type.name}.`);
      byType.set(typename, (shape = shapeOf(runtime)));
    }
    return shape(value, at);
  };
}

const complaint = ({ code, place }: Spot, message: string): string =>
  `${code.given((at: Shaping) => complain(at, place, message))}(at)`;

/** Says what is wrong at this place, unless an error of an agency about this object, or what it is in, explains it. */
function complain({ indexes, errors }: Shaping, place: Place, message: string): null {
  let depth = 0;
  const path = place.map((step) => step ?? indexes[depth++]!);
  const inside = path.length - 1;
  const told = errors.some(({ path: where }) => !where || where.every((step, i) => i >= inside || path[i] === step));
  if (!told) errors.push({ message, path });
  return null;
}
