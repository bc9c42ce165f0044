import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** The limit: each scenario's fetches and joins written out by hand, without reading the query at all. SUBGRAPHS as JSON. */
type Row = Record<string, any>;
const urls = JSON.parse(process.env['SUBGRAPHS']!) as Record<string, string>;
const pools = Object.fromEntries(
  Object.entries(urls).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 64 })]),
);
async function ask(name: string, query: string, variables: Row): Promise<Row> {
  const { body } = await pools[name]!.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return ((await body.json()) as { data: Row }).data;
}
const entities = async (
  name: string,
  type: string,
  key: string,
  ids: string[],
  fields: string,
): Promise<Map<string, Row>> => {
  const distinct = [...new Set(ids)];
  const { _entities } = await ask(name, `query($r:[_Any!]!){_entities(representations:$r){...on ${type}{${fields}}}}`, {
    r: distinct.map((id) => ({ __typename: type, [key]: id })),
  });
  return new Map(distinct.map((id, index) => [id, _entities[index]]));
};

const SCENARIOS: Record<string, (variables: Row) => Promise<Row>> = {
  async Light({ id }) {
    const [{ station }, extra] = await Promise.all([
      ask('stations', 'query($id:ID!){station(id:$id){name river{name}}}', { id }),
      entities('readings', 'Station', 'id', [id], 'readings(last:2){value at}'),
    ]);
    return { station: { name: station.name, river: station.river, readings: extra.get(id)!['readings'] } };
  },
  async Vary({ id }) {
    const [{ station }, extra] = await Promise.all([
      ask('stations', 'query($id:ID!){station(id:$id){name river{name}}}', { id }),
      entities('readings', 'Station', 'id', [id], 'readings(last:2){id value at}'),
    ]);
    const readings = extra.get(id)!['readings'] as Row[];
    const cases = await entities(
      'cases',
      'Reading',
      'id',
      readings.map((one) => one['id']),
      'cases{title officer{id}}',
    );
    const all = [...cases.values()].flatMap((one) => one['cases'] as Row[]);
    const officers = await entities(
      'officers',
      'Officer',
      'id',
      all.map((one) => one['officer'].id),
      'name',
    );
    return {
      station: {
        name: station.name,
        river: station.river,
        readings: readings.map((one) => ({
          value: one['value'],
          at: one['at'],
          cases: (cases.get(one['id'])!['cases'] as Row[]).map(({ title, officer }) => ({
            title,
            officer: { name: officers.get(officer.id)!['name'] },
          })),
        })),
      },
    };
  },
  async Heavy() {
    const { stations } = await ask('stations', '{stations(first:40){id name code river{slug name}}}', {});
    const extra = await entities(
      'readings',
      'Station',
      'id',
      stations.map((one: Row) => one['id']),
      'readings(last:4){id value at station{id}}',
    );
    const readings = [...extra.values()].flatMap((one) => one['readings'] as Row[]);
    const [cases, named] = await Promise.all([
      entities(
        'cases',
        'Reading',
        'id',
        readings.map((one) => one['id']),
        'cases{id title stage officer{id}}',
      ),
      entities(
        'stations',
        'Station',
        'id',
        readings.map((one) => one['station'].id),
        'name river{name}',
      ),
    ]);
    const all = [...cases.values()].flatMap((one) => one['cases'] as Row[]);
    const [officers, deadlines] = await Promise.all([
      entities(
        'officers',
        'Officer',
        'id',
        all.map((one) => one['officer'].id),
        'id name unit',
      ),
      entities(
        'officers',
        'Case',
        'id',
        all.map((one) => one['id']),
        'deadline',
      ),
    ]);
    return {
      stations: stations.map((one: Row) => ({
        ...one,
        readings: (extra.get(one['id'])!['readings'] as Row[]).map(({ id, value, at, station }) => ({
          id,
          value,
          at,
          cases: (cases.get(id)!['cases'] as Row[]).map(({ id: caseId, title, stage, officer }) => ({
            id: caseId,
            title,
            stage,
            deadline: deadlines.get(caseId)!['deadline'],
            officer: officers.get(officer.id),
          })),
          station: named.get(station.id),
        })),
      })),
    };
  },
  async Act({ id, name }) {
    const { renameStation } = await ask(
      'stations',
      'mutation($id:ID!,$name:String!){renameStation(id:$id,name:$name){id name river{name}}}',
      { id, name },
    );
    const extra = await entities('readings', 'Station', 'id', [id], 'readings(last:1){value}');
    return {
      renameStation: { name: renameStation.name, river: renameStation.river, readings: extra.get(id)!['readings'] },
    };
  },
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables: Row };
    const scenario = SCENARIOS[/^\w+ (\w+)/.exec(query)?.[1] ?? ''] ?? (async () => ({}));
    void scenario(variables).then((data) => {
      const text = Buffer.from(JSON.stringify({ data }));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      response.end(text);
    });
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
