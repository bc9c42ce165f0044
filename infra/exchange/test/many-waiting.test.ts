import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase, type TestDatabase } from '@xianjie/database/test-database.ts';
import { subgraph } from '@xianjie/public-security/src/subgraph.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { SAMPLE_ENVELOPE } from '@xianjie/signing/test/sample-envelope.ts';
import { agencyEntitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { InboxMessage } from '../entities.ts';
import { fileKeyStore, makeKeys } from '../key-files.ts';
import { KeyBook } from '../keyring.ts';
import { NotYet } from '../not-yet.ts';
import { StationRunner } from '../station.ts';
import { BUSES, type BusHere } from './buses.ts';
import { delivered, until } from './messages.ts';

/** More than a station looks at in one step, and than its door to NATS holds. */
const WAITING = 1_200;

describe.each(BUSES)('$name', ({ start }) => {
  let bus: BusHere;
  let directory: string;
  let database: TestDatabase;
  let orm: MikroORM;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'xianjie-waiting-'));
    [bus, database] = await Promise.all([start(), createTestDatabase()]);
    orm = await createOrm({
      url: database.urls.PUBLIC_SECURITY,
      schema: schemaOf('PUBLIC_SECURITY'),
      entities: agencyEntitiesOf(subgraph) as never,
      migrations: subgraph.migrations as never,
    });
    await migrate(orm);
  }, 120_000);
  afterAll(async () => {
    await orm?.close(true);
    await bus?.stop();
    await database?.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  test(`an act for which ${WAITING} others wait is taken though it came after them, and then they are`, async () => {
    const { keyFile, trustFile } = makeKeys(directory);
    const book = KeyBook.read('PUBLIC_SECURITY', fileKeyStore(keyFile('PUBLIC_SECURITY')), trustFile);
    await book.open(orm.em.fork() as never);
    const author = await book.find(orm.em.fork() as never, 'ENVIRONMENT');
    const signer = (await fileKeyStore(keyFile('ENVIRONMENT')).signer(author!.key.keyId))!;
    const sign = () =>
      signEnvelope(
        { ...SAMPLE_ENVELOPE, id: randomUUID(), caseId: randomUUID(), to: ['PUBLIC_SECURITY' as const], evidence: [] },
        signer,
      );
    const all = await Promise.all(Array.from({ length: WAITING + 1 }, sign));
    const last = all.at(-1)!.envelope.id;
    const door = bus.door('ENVIRONMENT');
    for (const body of all)
      await delivered(door, [{ kind: 'envelope', recipient: 'PUBLIC_SECURITY', body, trace: null }]);
    let isHere = false;
    const station = new StationRunner({
      name: 'PUBLIC_SECURITY',
      bus: bus.door('PUBLIC_SECURITY'),
      keyring: book,
      fork: () => orm.em.fork() as never,
      onEnvelope: (_em, { id }) => {
        isHere ||= id === last;
        return isHere ? Promise.resolve() : Promise.reject(new NotYet('the last one has not arrived', last));
      },
    });
    const isTaken = async () => {
      const count = await orm.em.fork().count(InboxMessage, {});
      return count === all.length && count;
    };
    const taken = await until('everything is taken', isTaken, 240_000).finally(() => station.stop());
    expect(taken).toBe(all.length);
    await door.close();
  }, 300_000);
});
