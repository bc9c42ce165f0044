import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '@xianjie/database/embedded-postgres.ts';
import { runSupergraph, type RunningSupergraph } from './run-supergraph.ts';
import { WATER } from './supergraphs.ts';

/** The gateway as a program of its own, over a supergraph that is not the hub's. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const alone = (...parameters: string[]) =>
  spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', '@xianjie/runtime', 'gateway/alone.ts', ...parameters],
    {
      cwd: root,
    },
  );
let supergraph: RunningSupergraph;
beforeAll(async () => {
  supergraph = await runSupergraph(WATER);
});
afterAll(() => supergraph?.close());

async function told(program: ChildProcess): Promise<[string, number | null]> {
  let said = '';
  program.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code] = (await once(program, 'exit')) as [number | null];
  return [said, code];
}

test.each([
  [['--port', '0'], /--supergraph is missing/],
  [['--supergraph', 'x'], /either --issuer or --without-login/],
  [['--supergraph', 'x', '--without-login', '--host', '0.0.0.0'], /for loopback only/],
  [['--supergraph', 'no-such-file', '--without-login'], /no-such-file/],
])('says what is missing: %j', async (parameters, complaint) => {
  const [said, code] = await told(alone(...parameters));
  expect(said).toMatch(complaint);
  expect(code).toBeGreaterThan(0);
});

test('answers over any composed supergraph, and ends when it is told to', async () => {
  const port = await freePort();
  const program = alone('--supergraph', supergraph.file, '--port', String(port), '--without-login');
  await once(program.stdout!, 'data');
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ stations { label } __schema { queryType { name } } }' }),
  });
  const ours = await supergraph.ours({ query: '{ stations { label } __schema { queryType { name } } }' });
  expect(await response.json()).toEqual(ours);
  program.kill('SIGTERM');
  expect((await once(program, 'exit'))[0]).toBe(0);
});
