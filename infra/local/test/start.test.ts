import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Officers } from '../replay/hub-client.ts';

/** `npm start` as a user runs it: everything on one machine, twice on the same data, once after a kill -9. */
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'xianjie-start-'));
  chmodSync(directory, 0o755);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function start(): { child: ChildProcess; ready: Promise<string>; ended: Promise<number | null> } {
  const child = spawn('npm', ['start'], {
    env: { ...process.env, XIANJIE_DATA: join(directory, 'data'), PORT: 'auto' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (/请打开 \S+\n/.test(said)) resolve(said);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    void ended.then(() => reject(new Error(said)));
  });
  return { child, ready, ended };
}

/** Processes that have our data folder in their command line or environment. */
const ours = () =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(directory) ||
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory)
        );
      } catch {
        return false;
      }
    });
const countOf = async (said: string) => {
  const officers = await Officers.of(/请打开 (\S+)/.exec(said)![1]!);
  const client = await officers.as('env-officer');
  const { cases } = await client.request<{ cases: { edges: unknown[] } }>('{ cases(first: 200) { edges { cursor } } }');
  await officers.close();
  return cases.edges.length;
};

test('starts with published and demo cases, stops whole, starts again on what it kept, and again after a kill -9', async () => {
  const first = start();
  const said = await first.ready;
  expect(said).toContain('已回放');
  const cases = await countOf(said);
  expect(cases).toBeGreaterThan(40);
  process.kill(-first.child.pid!, 'SIGINT');
  await first.ended;
  expect(ours()).toEqual([]);

  const second = start();
  const saidAgain = await second.ready;
  expect(saidAgain).not.toContain('已回放');
  expect(await countOf(saidAgain)).toBe(cases);
  for (const pid of ours()) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // already gone with its parent
    }
  }
  await second.ended;

  const third = start();
  expect(await countOf(await third.ready)).toBe(cases);
  process.kill(-third.child.pid!, 'SIGTERM');
  await third.ended;
  // npm itself goes at once on SIGTERM; the launcher stops its programs first
  for (let waited = 0; ours().length > 0 && waited < 30_000; waited += 100)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(ours()).toEqual([]);
}, 900_000);
