import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import {
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';

/** Whoever is not signed in reads the public lists and nothing else. */
let hub: TestHub;
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = Supergraph.build(readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8'), {
    supportedFeatures: null,
  })
    .apiSchema()
    .toGraphQLJSSchema();
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: randomUUID(),
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTimeISO: '2026-01-01T00:00:00Z',
};
function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return [sample(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return SCALARS[type.name];
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map(({ name, type: inner }) => [name, sample(inner)]));
}
const ask = async (kind: string, { name, args, type }: GraphQLField<unknown, unknown>) => {
  const needed = args.filter((arg) => isNonNullType(arg.type));
  const head = needed.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = needed.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
  const query = `${kind} ${head && `(${head})`} { ${name}${passed && `(${passed})`} ${selection} }`;
  const variables = Object.fromEntries(needed.map((arg) => [arg.name, sample(arg.type)]));
  const response = await fetch(`${hub.hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as {
    data?: Record<string, unknown> | null;
    errors?: { extensions?: { code?: string } }[];
  };
  return [name, data?.[name] ?? null, errors[0]?.extensions?.code];
};

test.each(['query', 'mutation'] as const)('no %s answers', async (kind) => {
  const root = kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
  const fields = Object.values(root.getFields());
  expect(fields.length).toBeGreaterThan(10);
  const answers = [];
  for (const field of fields) answers.push(await ask(kind, field));
  expect(answers).toEqual(fields.map(({ name }) => [name, null, 'UNAUTHENTICATED']));
});

test.each([
  ['GET', `/files/ENVIRONMENT/${'a'.repeat(64)}`],
  ['POST', '/files/upload'],
  ['GET', '/files/upload-result/abc'],
  ['GET', `/papers/${randomUUID()}/TRANSFER_LETTER.pdf`],
  ['GET', `/evidence/${randomUUID()}`],
  ['GET', `/evidence/${randomUUID()}?ticket=eyJ9`],
])('no file: %s %s', async (method, path) => {
  const headers = method === 'POST' ? { 'tus-resumable': '1.0.0', 'upload-length': '1' } : {};
  expect((await fetch(`${hub.hub.url}${path}`, { method, headers })).status).toBe(401);
});

test.each(['/public/penalties.json', '/public/blacklist.json'])(
  'everybody reads %s, whatever token is sent',
  async (path) => {
    for (const headers of [{}, { authorization: 'Bearer x.y.z' }]) {
      const response = await fetch(`${hub.hub.url}${path}`, { headers });
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
      expect(await response.json()).toEqual({ items: [], next: null });
    }
  },
);
