/** The agencies that the gateways are measured over, written so that gateways of federation 1 can take part as well. */
export interface Source {
  readonly typeDefs: string;
  readonly resolvers: Record<string, Record<string, unknown>>;
}

const STATIONS = 40;
const range = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const station = (id: string) => ({
  id,
  name: `点位${id}`,
  code: `2201${id.padStart(8, '0')}`,
  river: { slug: `r${Number(id) % 7}` },
});
const caseOf = (id: string) => ({
  id,
  title: `某公司篡改监测数据案${id}`,
  stage: 'TRANSFERRED',
  officer: { id: String(Number(id) % 11) },
});

export const SOURCES: Readonly<Record<string, Source>> = {
  stations: {
    typeDefs: `
      extend type Query { stations(first: Int!): [Station!]! station(id: ID!): Station }
      extend type Mutation { renameStation(id: ID!, name: String!): Station! }
      type Station @key(fields: "id") { id: ID! name: String! code: String! river: River! }
      type River @key(fields: "slug") { slug: ID! name: String! stations: [Station!]! }`,
    resolvers: {
      Query: {
        stations: (_: unknown, { first }: { first: number }) =>
          range(first, (index) => station(String(index % STATIONS))),
        station: (_: unknown, { id }: { id: string }) => station(id),
      },
      Mutation: {
        renameStation: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...station(id), name }),
      },
      Station: { __resolveReference: ({ id }: { id: string }) => station(id) },
      River: {
        __resolveReference: ({ slug }: { slug: string }) => ({ slug }),
        name: ({ slug }: { slug: string }) => `河流${slug}`,
        stations: ({ slug }: { slug: string }) =>
          range(3, (index) => station(String(Number(slug.slice(1)) + index * 7))),
      },
    },
  },
  readings: {
    typeDefs: `
      extend type Query { reading(id: ID!): Reading }
      extend type Station @key(fields: "id") { id: ID! @external readings(last: Int!): [Reading!]! }
      type Reading @key(fields: "id") { id: ID! value: Float! at: String! station: Station! }`,
    resolvers: {
      Query: { reading: (_: unknown, { id }: { id: string }) => ({ id }) },
      Station: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        readings: ({ id }: { id: string }, { last }: { last: number }) =>
          range(last, (index) => ({ id: `${id}-${index}` })),
      },
      Reading: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        value: ({ id }: { id: string }) => Number(id.split('-')[1]) * 1.25,
        at: () => '2026-03-02T08:00:00+08:00',
        station: ({ id }: { id: string }) => ({ id: id.split('-')[0] }),
      },
    },
  },
  cases: {
    typeDefs: `
      extend type Query { openCases(first: Int!): [Case!]! }
      type Case @key(fields: "id") { id: ID! title: String! stage: String! officer: Officer! }
      extend type Reading @key(fields: "id") { id: ID! @external cases: [Case!]! }
      extend type Officer @key(fields: "id") { id: ID! @external }`,
    resolvers: {
      Query: {
        openCases: (_: unknown, { first }: { first: number }) => range(first, (index) => caseOf(String(index))),
      },
      Case: { __resolveReference: ({ id }: { id: string }) => caseOf(id) },
      Reading: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        cases: ({ id }: { id: string }) => range(2, (index) => caseOf(String(Number(id.split('-')[0]) + index))),
      },
    },
  },
  officers: {
    typeDefs: `
      extend type Query { officer(id: ID!): Officer }
      type Officer @key(fields: "id") { id: ID! name: String! unit: String! }
      extend type Case @key(fields: "id") { id: ID! @external deadline: String! }`,
    resolvers: {
      Query: { officer: (_: unknown, { id }: { id: string }) => ({ id }) },
      Officer: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        name: ({ id }: { id: string }) => `办案人${id}`,
        unit: () => '生态环境局',
      },
      Case: { __resolveReference: ({ id }: { id: string }) => ({ id }), deadline: () => '2026-03-09' },
    },
  },
};

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';
/** The same in the terms of federation 2. */
export const federation2 = ({ typeDefs }: Source): string =>
  LINK + typeDefs.replaceAll('extend type', 'type').replaceAll(' @external', '');

export interface Scenario {
  readonly title: string;
  readonly query: string;
  /** variables of the n-th request */
  readonly variables: (n: number) => Record<string, unknown>;
}
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  light: {
    title: 'one small query, repeated',
    query: 'query Light($id: ID!) { station(id: $id) { name river { name } readings(last: 2) { value at } } }',
    variables: () => ({ id: '7' }),
  },
  vary: {
    title: 'small queries that all differ',
    query:
      'query Vary($id: ID!) { station(id: $id) { name river { name } readings(last: 2) { value at cases { title officer { name } } } } }',
    variables: (n) => ({ id: String(n % 5_000) }),
  },
  heavy: {
    title: 'an answer of about 80 KB',
    query: `query Heavy { stations(first: 40) { id name code river { slug name } readings(last: 4) { id value at
      cases { id title stage deadline officer { id name unit } } station { name river { name } } } } }`,
    variables: () => ({}),
  },
  act: {
    title: 'a mutation, completed by two subgraphs',
    query:
      'mutation Act($id: ID!, $name: String!) { renameStation(id: $id, name: $name) { name river { name } readings(last: 1) { value } } }',
    variables: (n) => ({ id: String(n % 5_000), name: `新名${n % 5_000}` }),
  },
};
