import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { brokenBy } from '../schema-changes.ts';

const BEFORE = `
  enum Stage { TRANSFER TRIAL }
  input Filter { stage: Stage text: String }
  union Paper = Letter | Receipt
  type Letter { id: ID }
  type Receipt { id: ID }
  type Case { title: String! summary: String paper: Paper }
  type Query { case(id: ID!): Case cases(filter: Filter, first: Int): [Case!]! }`;
const REGISTERED = [
  'query Open($id: ID!) { case(id: $id) { title paper { ... on Letter { id } } } }',
  'query Find($filter: Filter) { cases(filter: $filter) { title } }',
];

test.each<[string, string, string, string[]]>([
  ['a field that is used goes', 'title: String! summary', 'summary', ['Open', 'Find']],
  ['a field that nobody uses goes', 'summary: String ', '', []],
  ['a field may be null now', 'title: String!', 'title: String', ['Open', 'Find']],
  ['an argument that is used goes', '(filter: Filter, first: Int)', '(first: Int)', ['Find']],
  ['an argument that nobody uses goes', ', first: Int', '', []],
  ['an argument must be given', 'case(id: ID!)', 'case(id: ID!, why: String!)', ['Open']],
  ['an input field must be given', 'text: String', 'text: String!', ['Find']],
  ['a new input field must be given', 'text: String', 'text: String who: ID!', ['Find']],
  ['a value goes', ' TRIAL', '', ['Find']],
  ['a kind of paper goes', ' | Receipt', '', ['Open']],
  ['a field comes', 'title:', 'number: String title:', []],
])('%s', (_what, old, now, operations) => {
  const changes = brokenBy(buildSchema(BEFORE), buildSchema(BEFORE.replace(old, now)), REGISTERED);
  expect(changes.flatMap((one) => one.operations)).toEqual(operations);
});
