import type { MikroORM } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Organisation } from '@xianjie/contracts/agencies.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { subgraph } from '../../../subgraphs/public-security/src/subgraph.ts';
import { AccessLog } from '../access-log.ts';
import { AccessRecord } from '../entities.ts';
import type { RequestContext } from '../station-context.ts';
import { agencyEntitiesOf } from '../subgraph.ts';

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await createOrm({
    url: database.urls.PUBLIC_SECURITY,
    schema: schemaOf('PUBLIC_SECURITY'),
    entities: agencyEntitiesOf(subgraph) as never,
    migrations: subgraph.migrations as never,
  });
  await migrate(orm);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const reader = (organisation: Organisation) =>
  ({
    identity: { sub: 'x', name: '某', organisation, roles: ['OFFICER'], division: '1' },
    station: { name: 'PUBLIC_SECURITY', now: () => new Date() },
    loaders: new Map(),
    operation: { name: 'CaseFile', hash: 'a'.repeat(64) },
  }) as unknown as RequestContext;
const rowsOf = (caseId: string) => orm.em.fork().find(AccessRecord, { caseId }, { orderBy: { id: 1 } });

test('a read by another organisation is one row per request and case, with all it read; one’s own is none', async () => {
  const log = new AccessLog(() => orm.em.fork() as never, console.error);
  const caseId = randomUUID();
  const bureau = reader('ENVIRONMENT');
  log.note(bureau, caseId, 'publicSecurity.record');
  log.note(bureau, caseId, 'case.header');
  log.note(bureau, caseId, 'case.header');
  log.note(reader('PUBLIC_SECURITY'), caseId, 'publicSecurity.record');
  log.note(reader('PROCURATORATE'), caseId, 'publicSecurity.record');
  await log.stop();
  expect(await rowsOf(caseId)).toMatchObject([
    {
      officer: 'x',
      organisation: 'ENVIRONMENT',
      groups: ['publicSecurity.record', 'case.header'],
      operation: 'CaseFile',
      operationHash: 'a'.repeat(64),
    },
    { organisation: 'PROCURATORATE', groups: ['publicSecurity.record'] },
  ]);
});

test('what can not be written is kept and tried again, in bounds; beyond them nothing is shown', async () => {
  let broken = true;
  const log = new AccessLog(
    () => (broken ? { insertMany: () => Promise.reject(new Error('gone')) } : orm.em.fork()) as never,
    () => {},
  );
  const caseId = randomUUID();
  for (let i = 0; i < 20_000; i += 1) log.note(reader('COURT'), caseId, 'publicSecurity.record');
  expect(() => log.note(reader('COURT'), caseId, 'publicSecurity.record')).toThrow(
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'ACCESS_LOG_FULL' }) }) as never,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  broken = false;
  await log.stop();
  expect(await orm.em.fork().count(AccessRecord, { caseId })).toBe(20_000);
});

test.each(['update public_security.access_record set officer = $$y$$', 'delete from public_security.access_record'])(
  '%s is refused by the database',
  (sql) => expect(orm.em.getConnection().execute(sql)).rejects.toThrow('append-only'),
);
