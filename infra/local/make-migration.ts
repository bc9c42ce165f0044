import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import startPostgres from '@xianjie/database/test/postgres.mjs';
import stopPostgres from '@xianjie/database/test/stop-postgres.mjs';
import { createOrm, migrate } from '@xianjie/database/orm.ts';
import { createTestDatabase } from '@xianjie/database/test-database.ts';
import { schemaOf } from '@xianjie/database/provision.ts';
import { agencyEntitiesOf, type AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { SUBGRAPHS } from './subgraphs.ts';

/** `node --import @xianjie/runtime infra/local/make-migration.ts SUBGRAPH NAME`: writes the migration that brings the schema to the entities. */
const [name, title] = process.argv.slice(2) as [string, string];
const place = SUBGRAPHS.find((one) => one.name === name)!;
const loaded = (await import(new URL(`../../subgraphs/${name}/src/subgraph.ts`, import.meta.url).href)) as {
  subgraph?: AgencySubgraph;
  entities?: never[];
  migrations?: never[];
};
const entities = loaded.subgraph ? agencyEntitiesOf(loaded.subgraph) : loaded.entities!;
const migrations = loaded.subgraph?.migrations ?? loaded.migrations!;
await startPostgres();
const database = await createTestDatabase();
const orm = await createOrm({
  url: database.urls[place.station],
  schema: schemaOf(place.station),
  entities,
  migrations,
});
await migrate(orm);
const sql = await orm.schema.getUpdateSchemaSQL({ wrap: false, safe: false });
await orm.close(true);
await database.drop();
await stopPostgres();

const statements = sql
  .split(/;\s*\n/)
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith('create schema'));
if (statements.length === 0) {
  console.log(`${name}: nothing to migrate`);
  process.exit(0);
}
const folder = fileURLToPath(new URL(`../../subgraphs/${name}/src/migrations/`, import.meta.url));
const number = String(readdirSync(folder).filter((file) => /^\d{4}-/.test(file)).length + 1).padStart(4, '0');
const className = `Migration${number}`;
const file = `${number}-${title}.ts`;
if (existsSync(folder + file)) throw new Error(`${file} exists`);
writeFileSync(
  folder + file,
  `import { Migration } from '@mikro-orm/migrations';

export class ${className} extends Migration {
  override up(): void {
${statements.map((statement) => `    this.addSql(${JSON.stringify(statement.replace(/;$/, '')).replaceAll('\\"', '"').replace(/^"|"$/g, '`')});`).join('\n')}
  }
}
`,
);
const listed = readdirSync(folder)
  .filter((one) => /^\d{4}-/.test(one))
  .toSorted();
writeFileSync(
  `${folder}index.ts`,
  `import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
${listed.map((one) => `import { Migration${one.slice(0, 4)} } from './${one}';`).join('\n')}

export const migrations: readonly Constructor<Migration>[] = [${listed.map((one) => `Migration${one.slice(0, 4)}`).join(', ')}];
`,
);
console.log(`${name}: ${file}`);
process.exit(0);
