import { expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { Engine } from '../../engine.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@shareable", "@interfaceObject"])\n`;
function supergraphOf(...subgraphs: string[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map((sdl, at) => ({ name: `s${at}`, url: 'http://unused/', typeDefs: parse(LINK + sdl) })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
const load = (sdl: string) => new Engine({ formatError: (error) => error }).load(sdl);

const STATION =
  'type Query { station: Station } type Station @key(fields: "id") { id: ID! reading(unit: String = "mg"): Float }';
/** Shapes that Apollo's planner answers with wrong data and no error. */
test.each<[string, RegExp, string[]]>([
  [
    '@requires that passes arguments',
    /Station\.limit: @requires in S1 passes arguments/,
    [
      STATION,
      'type Station @key(fields: "id") { id: ID! reading(unit: String = "mg"): Float @external limit: Float @requires(fields: "reading(unit: \\"g\\")") }',
    ],
  ],
  [
    '@requires on a field with arguments',
    /Station\.limit: has arguments and @requires in S1/,
    [
      'type Query { station: Station } type Station @key(fields: "id") { id: ID! name: String }',
      'type Station @key(fields: "id") { id: ID! name: String @external limit(of: String): Float @requires(fields: "name") }',
    ],
  ],
  [
    'keys that mix their fields',
    /Reading: the keys "id station" and "id day" share fields/,
    [
      'type Query { readings: [Reading] } type Reading @key(fields: "id station") { id: ID! @shareable station: ID! @shareable day: String @shareable value: Float }',
      'type Reading @key(fields: "id station") @key(fields: "id day") { id: ID! @shareable station: ID! @shareable day: String! @shareable unit: String }',
      'type Reading @key(fields: "id day") { id: ID! @shareable day: String! @shareable checked: Boolean }',
    ],
  ],
  [
    'an interface object that can not be resolved',
    /Source: the interface object of S1 can not be resolved/,
    [
      'type Query { sources: [Source] } interface Source @key(fields: "id") { id: ID! } type Chimney implements Source @key(fields: "id") { id: ID! height: Float }',
      'type Query { worst: Source } type Source @interfaceObject @key(fields: "id", resolvable: false) { id: ID! }',
    ],
  ],
])('%s is refused, by name and with what to do', (_shape, complaint, subgraphs) =>
  expect(() => load(supergraphOf(...subgraphs))).toThrow(complaint),
);

test('the plain forms of the same are taken', () => {
  load(
    supergraphOf(
      STATION,
      'type Station @key(fields: "id") { id: ID! reading(unit: String = "mg"): Float @external limit: Float @requires(fields: "reading") }',
    ),
  );
});
