import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';

export type DatabaseUser = Station | 'EXCHANGE';
export const USERS = [...STATIONS, 'EXCHANGE'] as const satisfies readonly DatabaseUser[];

/** Role `xj_environment`, schema `environment`. */
export const roleOf = (user: DatabaseUser) => `xj_${user.toLowerCase()}`;
export const schemaOf = (user: DatabaseUser) => user.toLowerCase();

/** Passwords of the roles; made once and kept in `file` (0600), or made anew in memory. */
export function readSecrets(file?: string): Record<DatabaseUser, string> {
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<DatabaseUser, string>;
  const secrets = Object.fromEntries(USERS.map((user) => [user, randomBytes(24).toString('base64url')])) as Record<
    DatabaseUser,
    string
  >;
  if (file) writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** Makes the roles of a cluster, one per agency, the docket and the exchange, or those of `users` alone; safe to run again. */
export async function provisionRoles(
  adminUrl: string,
  secrets: Record<DatabaseUser, string>,
  users: readonly DatabaseUser[] = USERS,
): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock(72001)');
    for (const user of users) {
      const role = roleOf(user);
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      const verb = rowCount === 0 ? 'create' : 'alter';
      await client.query(
        `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${client.escapeLiteral(secrets[user])}`,
      );
    }
    await client.query('revoke connect on database postgres from public');
    await client.query('select pg_advisory_unlock(72001)');
  });
}

/** Makes a database in which each role owns one schema and can touch nothing else; safe to run again. Returns each role's URL. */
export async function provisionDatabase(
  adminUrl: string,
  database: string,
  secrets: Record<DatabaseUser, string>,
  users: readonly DatabaseUser[] = USERS,
): Promise<Record<DatabaseUser, string>> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  });
  await withClient(inDatabase(adminUrl, database), async (client) => {
    await client.query(`revoke all on database ${client.escapeIdentifier(database)} from public`);
    await client.query('revoke all on schema public from public');
    for (const user of users) {
      await client.query(`grant connect on database ${client.escapeIdentifier(database)} to ${roleOf(user)}`);
      await client.query(`create schema if not exists ${schemaOf(user)} authorization ${roleOf(user)}`);
      await client.query(
        `alter role ${roleOf(user)} in database ${client.escapeIdentifier(database)} set search_path = ${schemaOf(user)}`,
      );
    }
  });
  return urlsOf(adminUrl, database, secrets);
}

/** The URLs under which each role reaches a database. */
export function urlsOf(
  adminUrl: string,
  database: string,
  secrets: Record<DatabaseUser, string>,
): Record<DatabaseUser, string> {
  return Object.fromEntries(
    USERS.map((user) => {
      const url = new URL(inDatabase(adminUrl, database));
      url.username = roleOf(user);
      url.password = secrets[user];
      return [user, url.href];
    }),
  ) as Record<DatabaseUser, string>;
}

export function inDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
