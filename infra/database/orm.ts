import type { Constructor, EntityName } from '@mikro-orm/core';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';

export interface OrmOptions {
  readonly url: string;
  readonly schema: string;
  readonly entities: readonly EntityName[];
  readonly migrations: readonly Constructor<Migration>[];
}

/** An ORM on one station's schema. Every piece of work takes a fork of its own; there is no global entity manager. */
export async function createOrm({ url, schema, entities, migrations }: OrmOptions): Promise<MikroORM> {
  const orm = await MikroORM.init({
    clientUrl: url,
    schema,
    entities: entities as never,
    extensions: [Migrator],
    allowGlobalContext: false,
    debug: false,
    logger: () => {},
    pool: { min: 0, max: 5 },
    migrations: {
      tableName: 'migration',
      snapshot: false,
      migrationsList: migrations.map((migration) => ({ name: migration.name, class: migration })) as never,
    },
  });
  giveBackLostConnections(orm);
  return orm;
}

interface Driver {
  rollbackTransaction(connection: unknown): Promise<void>;
}
interface Dialect {
  createDriver(): Driver;
}
/**
 * Kysely keeps a connection whose rollback fails, so each one that PostgreSQL drops within a transaction would be lost to the pool, and the
 * station would stand still after as many as the pool holds. What is dropped is rolled back anyway, and the pool throws it away.
 */
function giveBackLostConnections(orm: MikroORM): void {
  const connection = orm.driver.getConnection() as unknown as { createKyselyDialect(overrides: unknown): Dialect };
  const createDialect = connection.createKyselyDialect.bind(connection);
  connection.createKyselyDialect = (overrides) => {
    const dialect = createDialect(overrides);
    const createDriver = dialect.createDriver.bind(dialect);
    dialect.createDriver = () => {
      const driver = createDriver();
      const rollback = driver.rollbackTransaction.bind(driver);
      driver.rollbackTransaction = (dropped) => rollback(dropped).catch(() => {});
      return driver;
    };
    return dialect;
  };
}

const MIGRATION_LOCK = 72_002;

/** Runs what is pending; replicas that start together wait for one another. */
export async function migrate(orm: MikroORM): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    await em.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await orm.migrator.up();
  });
}

/** What would have to change in the schema to match the entities; '' when the migrations are complete. */
export async function schemaDrift(orm: MikroORM): Promise<string> {
  return (await orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: false })).trim();
}
