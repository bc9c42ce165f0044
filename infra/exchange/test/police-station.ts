import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { createTestDatabase } from '@xianjie/database/test-database.ts';
import { subgraph } from '@xianjie/public-security/src/subgraph.ts';
import type { Signer } from '@xianjie/signing/keys.ts';
import { agencyEntitiesOf } from '@xianjie/subgraph-kit/subgraph.ts';
import { fileKeyStore, makeKeys } from '../key-files.ts';
import { KeyBook } from '../keyring.ts';

/** The database and the key book of public security's station, and everybody's keys; the test runs what it needs on them. */
export async function policeStation() {
  const directory = mkdtempSync(join(tmpdir(), 'xianjie-police-'));
  const database = await createTestDatabase();
  const orm = await createOrm({
    url: database.urls.PUBLIC_SECURITY,
    schema: schemaOf('PUBLIC_SECURITY'),
    entities: agencyEntitiesOf(subgraph) as never,
    migrations: subgraph.migrations as never,
  });
  await migrate(orm);
  const fork = () => orm.em.fork() as never as EntityManager;
  const { keyFile, trustFile } = makeKeys(directory);
  const book = KeyBook.read('PUBLIC_SECURITY', fileKeyStore(keyFile('PUBLIC_SECURITY')), trustFile);
  await book.open(fork());
  return {
    fork,
    book,
    async signerOf(station: Station): Promise<Signer> {
      const { key } = (await book.find(fork(), station))!;
      return (await fileKeyStore(keyFile(station)).signer(key.keyId))!;
    },
    async stop(): Promise<void> {
      await orm.close(true);
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
export type PoliceStation = Awaited<ReturnType<typeof policeStation>>;
