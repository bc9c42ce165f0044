import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestHub, type TestHub } from '../test-hub.ts';

let hub: TestHub;
const directory = mkdtempSync(join(tmpdir(), 'xianjie-holidays-'));
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(async () => {
  await hub?.stop();
  rmSync(directory, { recursive: true, force: true });
});

function holidays(text: string, environment: Record<string, string> = {}) {
  const file = join(directory, 'plan.yaml');
  writeFileSync(file, text);
  const parameters = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    '@xianjie/runtime',
    'infra/local/holidays.ts',
  ];
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) =>
    execFile(
      process.execPath,
      [...parameters, file, '--url', hub.hub.url],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  );
}
const PLAN = "notice: 甲号通知\n2027:\n  off: { 元旦: ['01-01', '01-02', '01-03'] }\n  work: { 春节: ['02-14'] }\n";

test('the administrator publishes a plan from a file and sees the clocks computed anew; again, nothing changes', async () => {
  const { code, stdout, stderr } = await holidays(PLAN);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('2027年放假安排第1版（甲号通知）');
  expect(stdout).toContain('已重新计算 0/0 个未完成的时限');
  expect((await holidays(PLAN)).stdout).toContain('第1版');
  const clerk = await hub.officers.as('court-clerk');
  const { holidayPlans } = await clerk.request<{ holidayPlans: { edges: { node: object }[] } }>(
    '{ holidayPlans(first: 5) { edges { node { year version off { name days } work { name days } publishedBy } } } }',
  );
  expect(holidayPlans.edges.map(({ node }) => node)).toEqual([
    {
      year: 2027,
      version: 1,
      off: [{ name: '元旦', days: ['01-01'] }],
      work: [{ name: '春节', days: ['02-14'] }],
      publishedBy: '朱某',
    },
  ]);
});

test.each([
  ['a file without a notice', '2027: { off: {}, work: {} }', 2, '`notice`'],
  ['a file with two years', 'notice: 甲\n2027: {}\n2028: {}', 2, 'one year is needed'],
  ['days that are none', "notice: 甲\n2027: { off: { 元旦: '01-01' } }", 2, 'days as MM-DD'],
  [
    'a day the year has not',
    "notice: 甲\n2027: { off: { 元旦: ['02-29'] } }",
    1,
    'BAD_FIELD: “放假日”填写有误：02-29 不是 2027 年的日期',
  ],
])('refuses %s', async (_title, text, code, says) => {
  const answer = await holidays(text);
  expect([answer.code, answer.stderr]).toEqual([code, expect.stringContaining(says)]);
});

test('nobody but an administrator publishes', async () => {
  const { token } = await hub.officers.as('supervisor');
  const { code, stderr } = await holidays(PLAN, { XIANJIE_TOKEN: token });
  expect([code, stderr]).toEqual([1, expect.stringContaining('WRONG_ROLE')]);
});
