import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { getOperationAST, parse } from 'graphql';
import { describe, expect, test } from '@jest/globals';
import { forbidden } from '../../access/guards.ts';
import { withoutSecurity } from '../../access/without-security.ts';
import { FederatedSchema } from '../../execution/federated-schema.ts';
import { DEFAULT_LIMITS } from '../../limits/limits.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
const committed = readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8');
const compose = (typeDefs: string): string => {
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://a/', typeDefs: parse(typeDefs) }]);
  if (!supergraphSdl) throw new Error(errors!.map(({ message }) => message).join());
  return supergraphSdl;
};
const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n`;

describe('the committed supergraph', () => {
  const load = async (supergraphSdl: string) => {
    const gateway = new ApolloGateway({
      supergraphSdl,
      buildService: () => new LocalGraphQLDataSource(new FederatedSchema(committed).schema),
    });
    await gateway.load();
    await gateway.stop();
  };
  test('loads in the stock gateway without what that can not enforce, and only so', async () => {
    await expect(load(committed)).rejects.toThrow(/for: SECURITY|authenticated/);
    const stripped = withoutSecurity(committed);
    await load(stripped);
    expect(stripped).not.toMatch(/authenticated|requiresScopes/i);
    expect(withoutSecurity(stripped)).toBe(stripped);
    const fields = (sdl: string) => Object.keys(new FederatedSchema(sdl).schema.getMutationType()!.getFields());
    expect(fields(stripped)).toEqual(fields(committed));
  });

  test('lets nobody in who is not signed in: every field at a root is guarded', () => {
    const schema = new FederatedSchema(committed);
    for (const type of [
      schema.schema.getQueryType()!,
      schema.schema.getSubscriptionType()!,
      schema.schema.getMutationType()!,
    ])
      expect(
        parse(committed)
          .definitions.flatMap((one) =>
            one.kind === 'ObjectTypeDefinition' && one.name.value === type.name ? (one.fields ?? []) : [],
          )
          .filter(
            ({ directives = [] }) =>
              !directives.some(({ name }) => /^(authenticated|requiresScopes)$/.test(name.value)),
          )
          .map(({ name }) => name.value),
      ).toEqual([]);
  });

  test('takes every registered operation, within the limits', () => {
    const schema = new FederatedSchema(committed);
    const manifest = JSON.parse(
      readFileSync(new URL('../../trusted-documents.json', import.meta.url), 'utf8'),
    ) as Record<string, string>;
    expect(Object.keys(manifest).length).toBeGreaterThan(100);
    for (const text of Object.values(manifest)) {
      const prepared = schema.prepare(text, getOperationAST(parse(text))?.name?.value);
      if ('errors' in prepared) throw new Error(`${text}\n${JSON.stringify(prepared.errors)}`);
      const conditions = Object.fromEntries(
        (prepared.operation.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, true]),
      );
      expect(prepared.decide(conditions).cost({})).toBeLessThan(DEFAULT_LIMITS.cost);
    }
  });
});

describe('what an operation asks of its caller', () => {
  const sdl = compose(`${link('"@key", "@authenticated", { name: "@requiresScopes", as: "@only" }')}
    type Query { open: Int closed: Int @authenticated places: [Place!]! things: [Thing!]! secret: Secret level: Level }
    type Mutation { change: Int @only(scopes: [["A:HEAD"], ["A:OFFICER", "DUTY"]]) }
    interface Place { name: String }
    type Station implements Place { name: String @only(scopes: [["A"]]) }
    type River implements Place { name: String }
    union Thing = Secret | River
    type Secret @only(scopes: [["B"]]) { word: String }
    enum Level @authenticated { HIGH }`);
  const schema = new FederatedSchema(sdl);
  const guardOf = (query: string, values: Record<string, unknown> = {}) => {
    const prepared = schema.prepare(query, 'Q');
    if ('errors' in prepared) throw new Error(JSON.stringify(prepared));
    return prepared.decide(values).guard;
  };
  test.each<[title: string, query: string, signedIn: boolean, scopes: string[], allowed: boolean]>([
    ['nothing', 'query Q { open }', false, [], true],
    ['to be signed in', 'query Q { open closed }', true, [], true],
    ['nothing for what another operation asks', 'query Q { open } query R { closed }', false, [], true],
    ['one of several lists of scopes', 'mutation Q { change }', true, ['A:HEAD'], true],
    ['a whole list', 'mutation Q { change }', true, ['A:OFFICER'], false],
    ['a whole list, given', 'mutation Q { change }', true, ['A:OFFICER', 'DUTY'], true],
    ['the scopes of a type', 'query Q { secret { word } }', true, ['A'], false],
    ['the scopes of a type, by its name only', 'query Q { secret { __typename } }', true, ['A'], false],
    ['the scopes of what an interface may be', 'query Q { places { name } }', true, [], false],
    [
      'the scopes of a field within a fragment',
      'query Q { places { ...F } } fragment F on Station { name }',
      true,
      [],
      false,
    ],
    ['nothing of a type that is not asked for', 'query Q { places { ... on River { name } } }', false, [], true],
    ['the scopes of a union’s member', 'query Q { things { ... on Secret { word } } }', true, ['B'], true],
    ['what an enum asks', 'query Q { level }', true, [], true],
  ])('%s', (_title, query, signedIn, scopes, allowed) => {
    const guard = guardOf(query);
    expect([guard.signedIn, forbidden(guard, new Set(scopes)) === undefined]).toEqual([signedIn, allowed]);
  });
  test('nothing for what is skipped', () => {
    const query = 'query Q($yes: Boolean!) { open closed @include(if: $yes) }';
    expect([guardOf(query, { yes: true }).signedIn, guardOf(query, { yes: false }).signedIn]).toEqual([true, false]);
  });
  test('a supergraph with @policy is refused, since nobody would enforce it', () =>
    expect(
      () => new FederatedSchema(compose(`${link('"@policy"')} type Query { a: Int @policy(policies: [["x"]]) }`)),
    ).toThrow('@policy'));
});

describe('what an operation costs', () => {
  const schema = new FederatedSchema(
    compose(`${link('"@cost", "@listSize"')}
      type Query {
        page(first: Int, last: Int): Page @listSize(slicingArguments: ["first", "last"], sizedFields: ["rows"], assumedSize: 5, requireOneSlicingArgument: false)
        rows(first: Int! = 3): [Row!]! @listSize(slicingArguments: ["first"])
        some: [Row] fixed: [Row] @listSize(assumedSize: 7) dear: Int @cost(weight: 50) asked(x: Int @cost(weight: 4)): Int
      }
      type Mutation { act: Row }
      type Page { rows: [Row!]! total: Int }
      type Row { id: Int other: Row heavy: Heavy }
      type Heavy @cost(weight: 9) { id: Int }`),
  );
  test.each<[query: string, cost: number, values?: Record<string, unknown>]>([
    ['{ __typename }', 0],
    ['{ page(first: 20) { total rows { id } } }', 21],
    ['{ page(first: 20, last: 30) { rows { id other { id } } } }', 61],
    ['{ page { rows { id } } }', 6],
    ['query ($n: Int) { page(first: $n) { rows { id } } }', 101, { n: 100 }],
    ['query ($n: Int) { page(first: $n) { rows { id } } }', 6],
    ['{ rows { id } }', 3],
    ['query ($n: Int! = 8) { a: rows(first: $n) { id } b: rows(first: 2) { id } }', 10, { n: 8 }],
    ['{ some { id } }', 10],
    ['{ fixed { id } }', 7],
    ['{ dear asked(x: 1) }', 54],
    ['{ rows { heavy { id } } }', 30],
    ['{ ...A ...A } fragment A on Query { fixed { ...B } } fragment B on Row { other { id } }', 28],
    ['mutation { a: act { id } b: act { id } }', 22],
  ])('%s: %d', (query, cost, values = {}) => {
    const prepared = schema.prepare(query);
    if ('errors' in prepared) throw new Error(JSON.stringify(prepared));
    expect(prepared.decide(values).cost(values)).toBe(cost);
  });
});
