import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, printSchema, type IntrospectionQuery } from 'graphql';
import { runSupergraph, type Operation, type RunningSupergraph } from './run-supergraph.ts';
import { FAULTS, MEDIA, WATER, type SupergraphSource } from './supergraphs.ts';

const q = (query: string, variables?: Record<string, unknown>): Operation => ({
  query,
  ...(variables ? { variables } : {}),
});

const SAME: Readonly<
  Record<string, { supergraph: SupergraphSource; operations: Readonly<Record<string, Operation>> }>
> = {
  water: {
    supergraph: WATER,
    operations: {
      'one subgraph': q('{ stations { id name code { area number } } }'),
      'an entity completed by another subgraph': q('{ stations { name readings { id value } } }'),
      'nested entities, there and back': q(
        '{ stations { name readings(last: 1) { cases { id station { name worst { value } } } } } }',
      ),
      'a compound key': q('{ open { id station { name code { number } } } }'),
      'another key than the one that came': q('{ open { station { id readings(last: 1) { value } } } }'),
      '@requires, with a nested selection': q('{ stations { label } }'),
      '@requires through another entity': q('{ latest { station { label } } }'),
      '@provides': q('{ latest { value station { name } } }'),
      '@override': q('{ stations { limit } latest { station { limit } } }'),
      '@shareable value types': q('{ open { station { code { area } } place { name cases } } }'),
      'a union': q(
        '{ search(text: "南") { __typename ... on Station { id readings { id } } ... on River { slug cases } } }',
      ),
      'an interface': q('{ places { name ... on Station { worst { value } } ... on River { cases(kind: "x") } } }'),
      'an interface by its type name only': q('{ places { kind: __typename } }'),
      'a union behind an entity, back to an entity': q(
        '{ stations { worst { flaw { ... on Diluted { factor reading { station { name } } } ... on Blocked { since } } } } }',
      ),
      'lists of lists with holes': q('{ grid { id readings(last: 1) { value } } }'),
      'aliases of one field with different arguments': q(
        '{ stations { one: readings(last: 1) { id } three: readings(last: 3) { id v: value } } }',
      ),
      'the same entity at two places': q(
        '{ a: station(id: "1") { label } b: station(id: "1") { label worst { id } } }',
      ),
      'fragments, named and nested': q(
        'query { stations { ...A ... on Station { ...B } } } fragment A on Station { id river { ...R } } fragment B on Station { river { cases } name } fragment R on River { slug name }',
      ),
      'fields merged over fragments': q(
        '{ stations { river { slug } } stations { river { cases } readings(last: 1) { id } readings(last: 1) { value } } }',
      ),
      '@skip and @include by variables': q(
        'query ($no: Boolean!, $yes: Boolean!) { stations { id @skip(if: $no) name @include(if: $no) label @include(if: $yes) readings @skip(if: $yes) { id } } }',
        { no: false, yes: true },
      ),
      'a variable with a default': q('query ($last: Int! = 1) { stations { readings(last: $last) { id } } }'),
      'a null variable': q('query ($kind: String) { open { place { cases(kind: $kind) } } }', { kind: null }),
      'an entity that is not there': q('{ station(id: "nobody") { name readings { id } } }'),
      'a nullable entity among others': q('{ open { id station { name } } }'),
      'input objects with defaults': q(
        'mutation ($i: NewStation!) { add(input: $i) { name hour code { number } label } }',
        {
          i: { name: '新' },
        },
      ),
      'mutations in order, then completed': q(
        'mutation { a: rename(id: "1") { name readings(last: 1) { id } } b: rename(id: "2", name: "乙") { name label } }',
      ),
      'several operations in one document': {
        query: 'query One { stations { id } } query Two { open { id } }',
        operationName: 'Two',
      },
      'type names everywhere': q(
        '{ __typename stations { __typename t: __typename river { __typename } worst { __typename flaw { __typename } } } }',
      ),
    },
  },
  media: {
    supergraph: MEDIA,
    operations: {
      'an interface object completes every implementation': q('{ all { id title keeper ... on Photo { width } } }'),
      'what an interface object really is': q('{ sealed { __typename id keeper } }'),
      'fields of the implementations from an interface object': q(
        '{ sealed { keeper title ... on Photo { width } ... on Sample { litres } } }',
      ),
    },
  },
};

for (const [name, { supergraph, operations }] of Object.entries(SAME))
  describe(`the federation specification: ${name}`, () => {
    let running: RunningSupergraph;
    beforeAll(async () => {
      running = await runSupergraph(supergraph);
    });
    afterAll(() => running?.close());

    test.each(Object.entries(operations))('%s', async (_title, operation) => {
      const [ours, stock] = [await running.ours(operation), await running.stock(operation)];
      expect(ours).toEqual(stock);
      expect(ours.errors).toBeUndefined();
      expect(JSON.stringify(ours.data).length).toBeGreaterThan(10);
    });
  });

describe('what is asked of the agencies', () => {
  let running: RunningSupergraph;
  beforeAll(async () => {
    running = await runSupergraph(WATER);
  });
  afterAll(() => running?.close());

  test('a condition beside @requires, of which the planner alone would lose the entity', async () => {
    const query = `query ($no: Boolean!, $yes: Boolean!) { stations { id @skip(if: $no) name @include(if: $no)
      label @include(if: $yes) readings @skip(if: $yes) { id } } }`;
    const { data, errors } = await running.ours(q(query, { no: true, yes: false }));
    expect([errors, (data!['stations'] as unknown[])[0]]).toEqual([
      undefined,
      { name: '南湖', readings: [{ id: '1-0' }, { id: '1-1' }] },
    ]);
  });

  test('an entity met at many places is asked for once', async () => {
    running.asked();
    await running.ours(q('{ stations { neighbours { label } } }'));
    const [request, ...more] = running.asked()['readings']!;
    expect(more).toEqual([]);
    expect((request!.variables['representations'] as { id: string }[]).map(({ id }) => id).toSorted()).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  test('what can be of one type only is not asked for its type name', async () => {
    running.asked();
    await running.ours(
      q('{ stations { name readings { value } } search(text: "南") { ... on Station { worst { id } } } }'),
    );
    const { stations, readings } = running.asked();
    expect(stations!.map(({ query }) => query)).toEqual([
      '{stations{id name}search(text:"南"){__typename ...on Station{__typename id}}}',
    ]);
    expect(readings!.map(({ query }) => query).toSorted()).toEqual([
      'query($representations:[_Any!]!){_entities(representations:$representations){...on Station{readings{value}}}}',
      'query($representations:[_Any!]!){_entities(representations:$representations){...on Station{worst{id}}}}',
    ]);
  });

  test('the same question of the same caller at the same time goes out once, an act never does', async () => {
    running.asked();
    const operation = q('{ stations { id } }');
    const answers = await Promise.all(Array.from({ length: 20 }, () => running.ours(operation)));
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(running.asked()['stations']!.length).toBeLessThan(20);
    const act = q('mutation { rename(id: "1", name: "x") { name } }');
    await Promise.all(Array.from({ length: 5 }, () => running.ours(act)));
    expect(running.asked()['stations']).toHaveLength(5);
  });

  test('the schema can be asked for, and shows nothing inaccessible', async () => {
    const { data } = await running.ours(q(getIntrospectionQuery()));
    const sdl = printSchema(buildClientSchema(data as unknown as IntrospectionQuery));
    expect(sdl).toContain('type Station implements Place');
    expect(sdl).not.toMatch(/secret|HIDDEN|_entities|join__/);
    const named = await running.ours(
      q(
        'query ($n: String!) { ...S stations { id } } fragment S on Query { __type(name: $n) { name kind } __schema { queryType { name } } }',
        { n: 'River' },
      ),
    );
    expect(named.data).toEqual({
      __type: { name: 'River', kind: 'OBJECT' },
      __schema: { queryType: { name: 'Query' } },
      stations: [{ id: '1' }, { id: '2' }, { id: '3' }],
    });
  });
});

describe('nulls and errors', () => {
  let running: RunningSupergraph;
  beforeAll(async () => {
    running = await runSupergraph(FAULTS);
  });
  afterAll(() => running?.close());

  test.each<[string, string, unknown, [string, string][]]>([
    ['a root field', '{ broken other }', { broken: null, other: 1 }, [['BROKEN', 'broken']]],
    [
      'a nullable field in a list',
      '{ items { id bad } }',
      { items: ['a', 'b', 'c'].map((id) => ({ id, bad: null })) },
      [0, 1, 2].map((i) => ['BAD', `items.${i}.bad`]),
    ],
    [
      'a null that goes up to its list item',
      '{ items { id worse } }',
      { items: [{ id: 'a', worse: 'ok' }, null, { id: 'c', worse: 'ok' }] },
      [['WORSE', 'items.1.worse']],
    ],
    [
      'an entity field of another subgraph',
      '{ items { id price } }',
      {
        items: [
          { id: 'a', price: 5 },
          { id: 'b', price: null },
          { id: 'c', price: null },
        ],
      },
      [['NO_PRICE', 'items.1.price']],
    ],
    [
      'a required entity field goes up; an entity that is not there says so',
      '{ items { id price2 } }',
      { items: [{ id: 'a', price2: 6 }, null, null] },
      [
        ['NO_PRICE2', 'items.1.price2'],
        ['INTERNAL', 'items.2.price2'],
      ],
    ],
    [
      'a null goes up to the answer itself',
      '{ item(id: "b") { id } strict { id list { id price2 } } }',
      { item: { id: 'b' }, strict: { id: 'a', list: null } },
      [['NO_PRICE2', 'strict.list.1.price2']],
    ],
    ['a list of required items', '{ brokenList }', { brokenList: null }, [['INTERNAL', 'brokenList.1']]],
    [
      'errors behind errors',
      '{ item(id: "a") { deep { items { id name price worse } } } }',
      { item: { deep: null } },
      [
        ['NO_PRICE', 'item.deep.items.1.price'],
        ['WORSE', 'item.deep.items.1.worse'],
      ],
    ],
    [
      'the same entity at two places has its error at both',
      '{ a: item(id: "b") { price } b: item(id: "b") { price } }',
      { a: { price: null }, b: { price: null } },
      [
        ['NO_PRICE', 'a.price'],
        ['NO_PRICE', 'b.price'],
      ],
    ],
  ])('%s', async (_title, query, data, errors) => {
    const answer = await running.ours(q(query));
    expect(answer.data).toEqual(data);
    const told = (answer.errors ?? []).map(({ extensions, path }) => [extensions?.['code'], path?.join('.')]);
    expect(told.toSorted()).toEqual(errors.toSorted());
    expect((await running.stock(q(query))).data).toEqual(data);
  });

  test.each([
    ['a document that is none', '{', 'GRAPHQL_PARSE_FAILED'],
    ['a field that is none', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable that is missing', 'query ($id: ID!) { item(id: $id) { id } }', 'BAD_USER_INPUT'],
    ['no operation to choose', 'query A { other } query B { other }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('%s is refused before anything is asked', async (_title, query, code) => {
    running.asked();
    const answer = await running.ours(q(query));
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors!.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
    expect(running.asked()).toEqual({});
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['a bare word', 'null'],
    ['neither data nor errors', '{}'],
    ['errors that are no list', '{"data":{"items":[{"id":"a"}]},"errors":{}}'],
    ['data that is no object', '{"data":"items"}'],
    ['an object where a list belongs', '{"data":{"items":{"id":"a"}}}'],
    ['words where objects belong', '{"data":{"items":["a","b"],"_entities":["c","d"]}}'],
  ])('an agency that answers %s spoils one answer and nothing else', async (_title, text) => {
    running.says(text);
    const spoilt = await running.ours(q('{ items { id price } }'));
    expect(spoilt.errors!.length).toBeGreaterThan(0);
    for (const { extensions } of spoilt.errors!) expect(extensions).toHaveProperty('reference');
    running.says(null);
    expect((await running.ours(q('{ other }'))).data).toEqual({ other: 1 });
  });
});
