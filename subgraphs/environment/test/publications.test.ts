import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { agencyEntitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { called, endPublications } from '../src/blacklist.ts';
import { BlacklistChange, CreditBlacklistEntry } from '../src/entities/blacklist.ts';
import { subgraph } from '../src/subgraph.ts';

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

async function listed(
  publishedUntil: string,
  { partyName = '某公司', uscc = null as string | null } = {},
): Promise<string> {
  const em = replicas[0]!.em.fork();
  const id = randomUUID();
  em.persist(
    em.create(CreditBlacklistEntry, {
      id,
      caseId: randomUUID(),
      partyName,
      uscc,
      legalBasis: '依据',
      severity: 'GENERAL',
      decisionNumber: null,
      listedAt: new Date('2026-06-01T09:00:00+08:00'),
      publishedFrom: '2026-06-01',
      publishedUntil,
      delistedAt: null,
      delistedBecause: null,
    }),
  );
  await em.flush();
  return id;
}

test('a publication ends by itself when its last day in Changchun is over, once, with a numbered DELETE', async () => {
  const over = await Promise.all(Array.from({ length: 5 }, () => listed('2026-09-01')));
  const running = await listed('2026-09-02');
  const look = (at: string) => Promise.all(replicas.map((orm) => endPublications(orm, new Date(at))));
  const changes = () => replicas[0]!.em.fork().find(BlacklistChange, {}, { orderBy: { sequence: 1 } });
  await look('2026-09-01T23:59:59+08:00');
  expect(await changes()).toEqual([]);
  await look('2026-09-02T00:00:00+08:00');
  const rows = await changes();
  expect(rows.map(({ sequence, operation }) => [sequence, operation])).toEqual(
    over.map((_, index) => [index + 1, 'DELETE']),
  );
  expect(new Set(rows.map(({ entryId }) => entryId))).toEqual(new Set(over));
  const entry = await replicas[0]!.em.fork().findOneOrFail(CreditBlacklistEntry, { id: running });
  expect(entry.delistedAt).toBeNull();
});

test.each([
  ['水务', ['某水务公司']],
  ['91220100ma', ['某水务公司']],
  ['100%', ['某100%公司']],
  ['_', []],
  ['某', ['某100%公司', '某水务公司']],
])('entries are found by a part of the name or the beginning of the code: %s', async (words, names) => {
  const ids = [
    await listed('2027-01-01', { partyName: '某水务公司', uscc: '91220100MA00000152' }),
    await listed('2027-01-01', { partyName: '某100%公司' }),
  ];
  const found = await replicas[0]!.em
    .fork()
    .find(CreditBlacklistEntry, { id: { $in: ids }, ...called(words) }, { orderBy: { partyName: 1 } });
  expect(found.map(({ partyName }) => partyName)).toEqual(names);
});
