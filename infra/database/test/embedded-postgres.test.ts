import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { withClient } from '../provision.ts';
import { reachableFolder } from '../unprivileged.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xianjie-postgres-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test.each([
  ['a folder that everybody can reach', 0o755],
  ['a folder that is closed to others, such as /root', 0o700],
])('in %s it keeps its data over a restart and over a kill -9', async (_title, mode) => {
  chmodSync(directory, mode);
  const dataDir = join(directory, 'postgres');
  const real = reachableFolder(dataDir);
  const count = (url: string) =>
    withClient(
      url,
      async (client) => (await client.query<{ n: number }>('select count(*)::int n from kept')).rows[0]!.n,
    );

  const first = await startEmbeddedPostgres({ dataDir });
  await withClient(first.url, (client) => client.query('create table kept as select 1 n'));
  await first.stop();

  const second = await startEmbeddedPostgres({ dataDir });
  expect(await count(second.url)).toBe(1);
  await withClient(second.url, (client) => client.query('insert into kept values (2)'));
  process.kill(Number(readFileSync(join(real, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  await second.stop();

  const third = await startEmbeddedPostgres({ dataDir });
  expect(await count(third.url)).toBe(2);
  await third.stop();
  if (real !== dataDir) rmSync(dirname(real), { recursive: true, force: true });
});
