import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { Attacked } from './attacked.ts';

const attacked = new Attacked();
let explorer: string;
let officer: string;
beforeAll(async () => {
  await attacked.start();
  [explorer, officer] = await Promise.all([
    attacked.token(),
    attacked.token({ sub: 'p', org: 'PUBLIC_SECURITY', roles: ['OFFICER'] }),
  ]);
});
afterAll(() => attacked.stop());

const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');
const deep = (depth: number): string =>
  depth === 0 ? '{ id }' : `{ deadlines { edges { node { case ${deep(depth - 1)} } } } }`;

const DOCUMENTS: Readonly<Record<string, readonly [query: string, code: string]>> = {
  'an alias bomb': [`{ ${times(300, (i) => `a${i}: case(id: "x") { id }`)} }`, 'QUERY_TOO_LARGE'],
  'an alias bomb within a field': [`{ case(id: "x") { ${times(200, (i) => `a${i}: id`)} } }`, 'QUERY_TOO_LARGE'],
  'many root fields': [`{ ${times(50, () => '__typename')} }`, 'QUERY_TOO_LARGE'],
  'a depth bomb': [`{ case(id: "x") ${deep(40)} }`, 'QUERY_TOO_LARGE'],
  'a depth bomb through fragments': [
    `{ case(id: "x") { ...F0 } } ${times(40, (i) => `fragment F${i} on Case { deadlines { edges { node { case { ${i < 39 ? `...F${i + 1}` : 'id'} } } } } }`)}`,
    'QUERY_TOO_LARGE',
  ],
  'fragments that open into millions of fields': [
    `{ case(id: "x") { ...F0 } } ${times(40, (i) => `fragment F${i} on Case { ${i < 39 ? `...F${i + 1} ...F${i + 1}` : 'id'} }`)}`,
    'QUERY_TOO_LARGE',
  ],
  'fragments in a circle': [
    '{ case(id: "x") { ...A } } fragment A on Case { id ...B } fragment B on Case { ...A ...B }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'more words than anybody writes': [`{ case(id: "x") { ${times(5_000, () => 'id')} } }`, 'GRAPHQL_PARSE_FAILED'],
  'directives without end': [`{ case(id: "x") { id ${times(1_000, () => '@a')} } }`, 'GRAPHQL_VALIDATION_FAILED'],
  'brackets without end': [`{ case(id: ${'['.repeat(4_000)}`, 'GRAPHQL_PARSE_FAILED'],
  'a list of lists of lists, each full': [
    '{ cases(first: 200) { edges { node { deadlines(first: 200) { edges { node { case { timeline(first: 200) { edges { cursor } } } } } } } } } }',
    'QUERY_TOO_COSTLY',
  ],
  'a page as long as a number can be': ['{ cases(first: 2147483647) { edges { cursor } } }', 'QUERY_TOO_COSTLY'],
  'an alias that is the prototype': ['{ case(id: "x") { __proto__: environment { penalty } } }', 'RESERVED_NAME'],
  'an alias at the root that is the prototype': ['{ __proto__: case(id: "x") { polluted: id } }', 'RESERVED_NAME'],
  'an alias that every object has': ['{ constructor: case(id: "x") { prototype: id } }', 'RESERVED_NAME'],
  'a variable that is the prototype': ['query ($__proto__: ID!) { case(id: $__proto__) { id } }', 'RESERVED_NAME'],
  'a fragment that is the prototype': [
    '{ case(id: "x") { ...__proto__ } } fragment __proto__ on Case { id }',
    'RESERVED_NAME',
  ],
  'an introspection of types within types': [
    '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  'the entities of the agencies themselves': [
    '{ _entities(representations: [{ __typename: "Case", id: "x" }]) { ... on Case { title } } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
};

test.each(Object.entries(DOCUMENTS))('%s is refused before it is planned or fetched', async (_title, [query, code]) => {
  const began = performance.now();
  const { codes, status } = await attacked.post({ query }, explorer);
  expect([...new Set(codes)]).toEqual([code]);
  expect(status).toBe(400);
  expect(attacked.asked).toEqual([]);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('a page by a variable costs what the variable says', async () => {
  const query = 'query ($n: Int) { cases(first: $n) { edges { node { deadlines(first: $n) { edges { cursor } } } } } }';
  attacked.agency = () => '{"data":{"cases":{"edges":[]}}}';
  const send = async (n: number) => (await attacked.post({ query, variables: { n } }, explorer)).codes;
  expect([await send(10), await send(200)]).toEqual([[], ['QUERY_TOO_COSTLY']]);
});

describe('who may not explore', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../trusted-documents.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
  const [hash, text] = Object.entries(manifest).find(([, query]) => query.includes('acceptCase(input'))!;
  const variables = { input: { caseId: 'x', occurredAt: '2026-01-01T00:00:00Z' } };

  test.each([
    ['introspection', getIntrospectionQuery()],
    ['one type', '{ __type(name: "Case") { name } }'],
    ['a query of their own', '{ cases { edges { cursor } } }'],
    ['a registered one with a word more', `${text} `],
  ])('is refused %s, and learns nothing of the schema', async (_title, query) => {
    const { codes, status, text: answer } = await attacked.post({ query }, officer);
    expect([codes, status]).toEqual([['UNKNOWN_DOCUMENT'], 403]);
    expect(answer).not.toMatch(/Did you mean|Case\b/);
    expect((await attacked.post({ query })).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('sends registered operations by text, by documentId or as Apollo does; others are not found', async () => {
    attacked.agency = () => '{"data":{"acceptCase":null}}';
    for (const body of [
      { query: text },
      { documentId: `sha256:${hash}` },
      { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } },
    ])
      expect((await attacked.post({ ...body, variables }, officer)).codes).toEqual([]);
    const other = createHash('sha256').update('{ __schema { types { name } } }').digest('hex');
    const unknown = await attacked.post({ documentId: other }, officer);
    expect(unknown.codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
    const learned = { query: '{ cases { edges { cursor } } }', extensions: { persistedQuery: { sha256Hash: other } } };
    expect((await attacked.post(learned, officer)).codes).toEqual(['UNKNOWN_DOCUMENT']);
  });
});

test('documents that all differ do not fill the memory, and who sends them runs out of budget', async () => {
  attacked.agency = () => '{"data":{"cases":{"edges":[]}}}';
  const flood = async (from: number) => {
    const codes = new Set<string>();
    for (let i = from; i < from + 3_000; i += 50)
      for (const answer of await Promise.all(
        Array.from({ length: 50 }, (_, j) =>
          attacked.post({ query: `query Q${i + j} { cases { edges { a${i + j}: cursor } } }` }, explorer),
        ),
      ))
        answer.codes.forEach((code) => codes.add(code));
    return codes;
  };
  const seen = await flood(0);
  const before = attacked.memory();
  (await flood(3_000)).forEach((code) => seen.add(code));
  expect(attacked.memory() - before).toBeLessThan(150);
  expect([...seen].filter((code) => code !== 'TOO_MANY_REQUESTS')).toEqual([]);
});
