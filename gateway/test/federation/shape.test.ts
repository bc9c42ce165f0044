import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, executeSync, getOperationAST, parse } from 'graphql';
import { fragmentsOf } from '../../execution/introspection.ts';
import { compileShape } from '../../execution/shape.ts';

const schema = buildSchema(`
  type Query { case: Case cases: [Case!]! grid: [[Case]!] found: [Found] place: Place! }
  type Case { id: ID! stage: Stage count: Int! share: Float open: Boolean words: [String!] next: Case found: Found }
  type River { id: ID! name: String! case: Case! }
  union Found = Case | River
  interface Place { name: String! }
  type Basin implements Place { name: String! rivers: [River!] }
  enum Stage { FILED CLOSED }`);
const document = parse(`query {
  case { ...C next { id number: count next { ...C } } }
  cases { ...C found { __typename ... on Case { id words } ... on River { name case { open } } } }
  grid { id share }
  found { ... on River { id } ...C }
  place { name ... on Basin { rivers { id name } } }
} fragment C on Case { id stage count open words kind: __typename }`);

/** What an agency may answer: what belongs there, nothing, or something else. */
const value = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { arbitrary: right, weight: 30 },
    { arbitrary: fc.constantFrom(null, undefined), weight: 2 },
    { arbitrary: fc.constant({}), weight: 1 },
  );
const listOf = (item: fc.Arbitrary<unknown>) => value(fc.array(item, { maxLength: 3 }));
const { answer } = fc.letrec((tie) => ({
  case: fc.record({
    __typename: fc.constant('Case'),
    id: fc.oneof(value(fc.string()), fc.nat()),
    stage: value(fc.constantFrom('FILED', 'CLOSED')),
    count: value(fc.integer({ min: -10, max: 10 })),
    number: value(fc.nat(9)),
    share: value(fc.double({ noNaN: true, noDefaultInfinity: true })),
    open: value(fc.boolean()),
    words: listOf(value(fc.string({ unit: 'binary', maxLength: 5 }))),
    next: fc.option(tie('case'), { depthSize: 'small', maxDepth: 3 }),
    found: fc.option(tie('found'), { depthSize: 'small', maxDepth: 3 }),
  }),
  river: fc.record({
    __typename: fc.constant('River'),
    id: value(fc.string()),
    name: value(fc.string()),
    case: fc.option(tie('case'), { depthSize: 'small', maxDepth: 3 }),
  }),
  found: fc.oneof({ maxDepth: 3 }, tie('case'), tie('river')),
  answer: fc.record({
    case: fc.option(tie('case')),
    cases: listOf(fc.option(tie('case'), { freq: 20 })),
    grid: listOf(listOf(fc.option(tie('case')))),
    found: listOf(fc.option(tie('found'))),
    place: fc.record({
      __typename: fc.constant('Basin'),
      name: value(fc.string()),
      rivers: listOf(fc.option(tie('river'), { freq: 20 })),
    }),
  }),
}));

test('whatever the agencies answer, the client gets of it what graphql-js would give', () => {
  const shape = compileShape({
    schema,
    operation: getOperationAST(document)!,
    fragments: fragmentsOf(document),
    variables: {},
  });
  const complete = new Set<boolean>();
  // an alias is a field of its own in what the agencies answered
  const fieldResolver = (
    source: Record<string, unknown>,
    _: unknown,
    __: unknown,
    { path }: { path: { key: string | number } },
  ) => source[path.key];
  fc.assert(
    fc.property(answer as fc.Arbitrary<Record<string, unknown>>, (rootValue) => {
      const errors: { path?: readonly (string | number)[] }[] = [];
      const expected = executeSync({ schema, document, rootValue, fieldResolver });
      expect(JSON.parse(JSON.stringify(shape(rootValue, errors as never)))).toEqual(
        JSON.parse(JSON.stringify(expected.data)),
      );
      expect(errors.length > 0).toBe((expected.errors ?? []).length > 0);
      for (const { path } of errors)
        expect((expected.errors ?? []).map((one) => one.path?.join('.'))).toContain(path!.join('.'));
      complete.add(errors.length === 0);
    }),
    { seed: 26, numRuns: 1_000 },
  );
  expect([...complete].toSorted()).toEqual([false, true]);
});
