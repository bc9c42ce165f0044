import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { numberOf, seriesOf } from '@xianjie/contracts/papers/series.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { subgraph } from '../../../subgraphs/environment/src/subgraph.ts';
import { nextSerial } from '../draw-papers.ts';
import { agencyEntitiesOf } from '../subgraph.ts';

let database: TestDatabase;
let replicas: MikroORM[];
beforeAll(async () => {
  database = await createTestDatabase();
  const open = () =>
    createOrm({
      url: database.urls.ENVIRONMENT,
      schema: schemaOf('ENVIRONMENT'),
      entities: agencyEntitiesOf(subgraph) as never,
      migrations: subgraph.migrations as never,
    });
  replicas = [await open(), await open()];
  await migrate(replicas[0]!);
});
afterAll(async () => {
  await Promise.all((replicas ?? []).map((orm) => orm.close(true)));
  await database?.drop();
});

const WANTED = 1_000;
class RolledBack extends Error {}

test('a thousand acts at once, one in eight of which fails, number their documents without gap or duplicate', async () => {
  const place = { agency: 'ENVIRONMENT', division: '220100', year: 2026 } as const;
  const documents = ['PENALTY_DECISION', 'TRANSFER_LETTER', 'CORRECTION_ORDER'] as const;
  const given = new Map<string, number[]>(documents.map((document) => [seriesOf({ ...place, document }), []]));
  const act = async (index: number): Promise<void> => {
    const document = documents[index % documents.length]!;
    const series = seriesOf({ ...place, document });
    const fails = index % 8 === 0;
    await replicas[index % 2]!.em.fork()
      .transactional(async (em) => {
        const serial = await nextSerial(em as never, series);
        if (fails) throw new RolledBack();
        return serial;
      })
      .then(
        (serial) => given.get(series)!.push(serial),
        (error: unknown) => {
          if (!(error instanceof RolledBack)) throw error;
        },
      );
  };
  const total = Math.ceil((WANTED * 8) / 7);
  await Promise.all(Array.from({ length: total }, (_, index) => act(index)));
  for (const serials of given.values())
    expect(serials.toSorted((a, b) => a - b)).toEqual(serials.map((_, index) => index + 1));
  const numbers = documents.flatMap((document) =>
    given.get(seriesOf({ ...place, document }))!.map((serial) => numberOf({ ...place, document, serial })),
  );
  expect(numbers.length).toBeGreaterThanOrEqual(WANTED);
  expect(new Set(numbers).size).toBe(numbers.length);
});
