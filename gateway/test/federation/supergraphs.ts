import { GraphQLError } from 'graphql';

/** A subgraph as its agency would write it. */
export interface SubgraphSource {
  readonly typeDefs: string;
  readonly resolvers: Record<string, unknown>;
}
export type SupergraphSource = Readonly<Record<string, SubgraphSource>>;

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag"])\n`;

const STATIONS = [
  { id: '1', code: { area: '220102', number: 7 }, name: '南湖', river: 'yitong', secret: 'x', hour: 'MORNING' },
  { id: '2', code: { area: '220103', number: 1 }, name: '净月', river: 'yitong', secret: 'y', hour: 'NIGHT' },
  { id: '3', code: { area: '220104', number: 2 }, name: '石头口门', river: 'yinma', secret: 'z', hour: 'MORNING' },
];
const byId = ({ id }: { id: string }) => STATIONS.find((one) => one.id === id) ?? null;

/** Entities over three subgraphs: keys, nested entities, @requires, @provides, @override, @shareable, enums, abstract types, input, mutations. */
export const WATER: SupergraphSource = {
  stations: {
    typeDefs: `${LINK}
      type Query { stations: [Station!]! station(id: ID!): Station search(text: String!): [Finding!]! places: [Place!]! grid: [[Station]!]! }
      type Mutation { add(input: NewStation!): Station! rename(id: ID!, name: String = "无名"): Station }
      input NewStation { name: String! hours: [Hour!] = [MORNING] at: At = { x: 1, y: 2 } }
      input At { x: Int! y: Int! }
      interface Place { name: String! }
      union Finding = Station | River
      type Station implements Place @key(fields: "id") @key(fields: "code { area number }") {
        id: ID! code: Code! @shareable name: String! @shareable river: River! hour: Hour! secret: String @inaccessible
        limit: Float @override(from: "readings") neighbours(first: Int = 2): [Station!]! }
      type Code @shareable { area: String! number: Int! }
      type River implements Place @key(fields: "slug") { slug: String! name: String! @shareable }
      enum Hour { MORNING NIGHT HIDDEN @inaccessible }`,
    resolvers: {
      Query: {
        stations: () => STATIONS,
        station: (_: unknown, { id }: { id: string }) => byId({ id }),
        search: (_: unknown, { text }: { text: string }) => [
          ...STATIONS.filter(({ name }) => name.includes(text)).map((one) => ({ __typename: 'Station', ...one })),
          { __typename: 'River', slug: 'yitong', name: '伊通河' },
        ],
        places: () => [
          { __typename: 'Station', ...STATIONS[0] },
          { __typename: 'River', slug: 'yinma', name: '饮马河' },
        ],
        grid: () => [
          [STATIONS[0], null],
          [STATIONS[1], STATIONS[2]],
        ],
      },
      Mutation: {
        add: (_: unknown, { input }: { input: { name: string; hours: string[]; at: { x: number; y: number } } }) => ({
          id: '9',
          code: { area: '220100', number: input.at.x * 10 + input.at.y },
          name: input.name,
          river: 'yinma',
          hour: input.hours[0],
        }),
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          const station = byId({ id });
          if (station) return { ...station, name };
          throw new GraphQLError('没有这个点位。', { extensions: { code: 'NO_STATION' } });
        },
      },
      Station: {
        __resolveReference: ({ id, code }: { id?: string; code?: { number: number } }) =>
          id ? byId({ id }) : (STATIONS.find((one) => one.code.number === code!.number) ?? null),
        river: ({ river }: { river: string }) => ({ slug: river, name: river === 'yitong' ? '伊通河' : '饮马河' }),
        limit: () => 40,
        neighbours: ({ id }: { id: string }, { first }: { first: number }) =>
          STATIONS.filter((one) => one.id !== id).slice(0, first),
      },
      River: {
        __resolveReference: ({ slug }: { slug: string }) => ({ slug, name: slug === 'yitong' ? '伊通河' : '饮马河' }),
      },
    },
  },
  readings: {
    typeDefs: `${LINK}
      type Query { latest: Reading @provides(fields: "station { name }") }
      type Station @key(fields: "id") { id: ID! name: String! @external code: Code! @external limit: Float
        readings(last: Int! = 2): [Reading!]! worst: Reading label: String! @requires(fields: "name code { number }") }
      type Code @shareable { number: Int! }
      type Reading @key(fields: "id") { id: ID! value: Float! station: Station! @shareable flaw: Flaw }
      union Flaw = Diluted | Blocked
      type Diluted { factor: Float! reading: Reading! }
      type Blocked { since: String! }`,
    resolvers: {
      Query: { latest: () => ({ id: '1-2', value: 12.5, station: { id: '1', name: '南湖' } }) },
      Station: {
        __resolveReference: (reference: object) => reference,
        limit: () => -1,
        readings: ({ id }: { id: string }, { last }: { last: number }) =>
          Array.from({ length: last }, (_, index) => ({
            id: `${id}-${index}`,
            value: Number(id) + index / 2,
            station: { id },
          })),
        worst: ({ id }: { id: string }) => (id === '2' ? null : { id: `${id}-9`, value: 99, station: { id } }),
        label: ({ name, code }: { name: string; code: { number: number } }) => `${name}#${code.number}`,
      },
      Reading: {
        __resolveReference: ({ id }: { id: string }) => ({ id, value: 5, station: { id: id[0] } }),
        flaw: ({ id }: { id: string }) =>
          id.endsWith('9')
            ? { __typename: 'Diluted', factor: 3, reading: { id: '3-1', value: 3.5, station: { id: '3' } } }
            : id.endsWith('1')
              ? { __typename: 'Blocked', since: '08:00' }
              : null,
      },
    },
  },
  cases: {
    typeDefs: `${LINK}
      type Query { open: [Case!]! }
      type Case @key(fields: "id") { id: ID! about: Reading! station: Station place: River }
      type Reading @key(fields: "id") { id: ID! cases: [Case!]! }
      type Station @key(fields: "code { area number }") { code: Code! cases: [Case!]! }
      type Code @shareable { area: String! number: Int! }
      type River @key(fields: "slug") { slug: String! name: String! @shareable cases(kind: String): Int! }`,
    resolvers: {
      Query: { open: () => [1, 2, 3].map((id) => ({ id })) },
      Case: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        about: ({ id }: { id: string }) => ({ id: `${id}-1` }),
        station: ({ id }: { id: number }) => (Number(id) === 3 ? null : { code: STATIONS[Number(id) - 1]!.code }),
        place: () => ({ slug: 'yitong', name: '伊通河' }),
      },
      Reading: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        cases: ({ id }: { id: string }) => [{ id: id[0] }],
      },
      Station: {
        __resolveReference: ({ code }: { code: { number: number } }) => ({ code }),
        cases: ({ code }: { code: { number: number } }) => [{ id: code.number }],
      },
      River: {
        __resolveReference: ({ slug }: { slug: string }) => ({ slug, name: slug }),
        cases: ({ slug }: { slug: string }, { kind }: { kind?: string }) => slug.length + (kind?.length ?? 0),
      },
    },
  },
};

/** An interface that another subgraph knows only as one object. */
export const MEDIA: SupergraphSource = {
  evidence: {
    typeDefs: `${LINK}
      type Query { all: [Evidence!]! }
      interface Evidence @key(fields: "id") { id: ID! title: String! }
      type Photo implements Evidence @key(fields: "id") { id: ID! title: String! width: Int! }
      type Sample implements Evidence @key(fields: "id") { id: ID! title: String! litres: Float! }`,
    resolvers: {
      Query: {
        all: () => [
          { __typename: 'Photo', id: 'p', title: '采样口', width: 640 },
          { __typename: 'Sample', id: 's', title: '水样', litres: 0.5 },
        ],
      },
      Evidence: {
        __resolveReference: ({ id }: { id: string }) =>
          id === 'p'
            ? { __typename: 'Photo', id, title: '采样口', width: 640 }
            : { __typename: 'Sample', id, title: '水样', litres: 0.5 },
      },
      Photo: { __resolveReference: ({ id }: { id: string }) => ({ id, title: '采样口', width: 640 }) },
      Sample: { __resolveReference: ({ id }: { id: string }) => ({ id, title: '水样', litres: 0.5 }) },
    },
  },
  custody: {
    typeDefs: `${LINK}
      type Query { sealed: [Evidence!]! }
      type Evidence @key(fields: "id") @interfaceObject { id: ID! keeper: String! }`,
    resolvers: {
      Query: { sealed: () => [{ id: 's' }, { id: 'p' }] },
      Evidence: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        keeper: ({ id }: { id: string }) => `保管员${id}`,
      },
    },
  },
};

const fail = (code: string) => () => {
  throw new GraphQLError('不行。', { extensions: { code } });
};
/** Everything that can go wrong, at every place. */
export const FAULTS: SupergraphSource = {
  left: {
    typeDefs: `${LINK}
      type Query { items: [Item]! item(id: ID!): Item strict: Item! broken: String brokenList: [String!] }
      type Item @key(fields: "id") { id: ID! name: String! bad: String worse: String! list: [Item!] }`,
    resolvers: {
      Query: {
        items: () => ['a', 'b', 'c'].map((id) => ({ id, name: id })),
        item: (_: unknown, { id }: { id: string }) => ({ id, name: id }),
        strict: () => ({ id: 'a', name: 'a' }),
        broken: fail('BROKEN'),
        brokenList: () => ['x', null],
      },
      Item: {
        __resolveReference: ({ id }: { id: string }) => ({ id, name: id }),
        bad: fail('BAD'),
        worse: ({ id }: { id: string }) => (id === 'b' ? fail('WORSE')() : 'ok'),
        list: () => [
          { id: 'a', name: 'a' },
          { id: 'b', name: 'b' },
        ],
      },
    },
  },
  right: {
    typeDefs: `${LINK}
      type Query { other: Int }
      type Item @key(fields: "id") { id: ID! price: Int price2: Int! deep: Deep }
      type Deep { items: [Item!]! }`,
    resolvers: {
      Query: { other: () => 1 },
      Item: {
        __resolveReference: ({ id }: { id: string }) => (id === 'c' ? null : { id }),
        price: ({ id }: { id: string }) => (id === 'b' ? fail('NO_PRICE')() : 5),
        price2: ({ id }: { id: string }) => (id === 'b' ? fail('NO_PRICE2')() : 6),
        deep: () => ({ items: [{ id: 'a' }, { id: 'b' }] }),
      },
    },
  },
};
