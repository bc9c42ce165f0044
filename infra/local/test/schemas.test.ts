import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrm, migrate, schemaDrift } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { agencyEntitiesOf, type AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { SUBGRAPHS } from '../subgraphs.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

test.each(SUBGRAPHS.map(({ name, station }) => [name, station] as const))(
  'the migrations of %s make exactly the schema of its entities, and run twice',
  async (name, station) => {
    const loaded = (await import(new URL(`../../../subgraphs/${name}/src/subgraph.ts`, import.meta.url).href)) as {
      subgraph?: AgencySubgraph;
      entities?: never[];
      migrations?: never[];
    };
    const { subgraph } = loaded;
    const orm = await createOrm({
      url: database.urls[station],
      schema: schemaOf(station),
      entities: subgraph ? agencyEntitiesOf(subgraph) : loaded.entities!,
      migrations: subgraph?.migrations ?? loaded.migrations!,
    });
    await migrate(orm);
    await migrate(orm);
    expect(await schemaDrift(orm)).toBe('');
    await orm.close(true);
  },
);

test('the committed supergraph, subgraph schemas and printed tables follow from the sources', async () => {
  const { stderr } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--import',
    '@xianjie/runtime',
    'infra/local/generate.ts',
    '--check',
  ]);
  expect(stderr).toBe('');
});
