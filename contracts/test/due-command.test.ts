import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const due = (...parameters: string[]) =>
  promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--import',
    '@xianjie/runtime',
    'contracts/due.ts',
    ...parameters,
  ]).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

describe('npm run due', () => {
  test('prints when the filing decision is due, and how it is counted', async () => {
    const { stdout } = await due('--rule', 'H17-09a', '--from', '2026-02-13T10:00+08:00');
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['rule', 'article', 'from', 'due', 'provisional', 'steps']);
    expect(answer).toMatchObject({
      rule: 'H17-09a',
      article: '环环监〔2017〕17号 第9条',
      due: '2026-02-24T23:59:59+08:00',
      provisional: false,
    });
  });

  test.each([
    [
      'a pause',
      ['--rule', 'APL-60', '--from', '2026-07-06', '--pause', '2026-07-10/2026-08-01'],
      'APL-60',
      '2026-10-26',
    ],
    [
      'a rule that takes over',
      ['--rule', 'H17-09a', '--from', '2026-02-13', '--extend', 'extendAsMajor'],
      'H17-09c',
      '2026-03-16',
    ],
    [
      'a day that the extension states',
      ['--rule', 'APL-67', '--from', '2026-02-13', '--extend', 'approveDeferral=2026-06-01'],
      'APL-67',
      '2026-06-01',
    ],
  ])('reckons with %s', async (_title, parameters, rule, day) => {
    const answer = JSON.parse((await due(...parameters)).stdout) as { rule: string; due: string };
    expect([answer.rule, answer.due.slice(0, 10)]).toEqual([rule, day]);
  });

  test.each([
    [
      'an act that does not extend it',
      ['--rule', 'H17-09a', '--from', '2026-02-13', '--extend', 'indict'],
      'does not extend H17-09a',
    ],
    [
      'an extension without the day it needs',
      ['--rule', 'APL-67', '--from', '2026-02-13', '--extend', 'approveDeferral'],
      'approveDeferral=2026-05-01',
    ],
    ['a pause without an end', ['--rule', 'APL-60', '--from', '2026-02-13', '--pause', '2026-02-14'], 'is no pause'],
    [
      'a pause that ends before it begins',
      ['--rule', 'APL-60', '--from', '2026-02-13', '--pause', '2026-02-14/2026-02-13'],
      'ends before it begins',
    ],
    ['an unknown rule, naming its neighbours', ['--rule', 'H17-99', '--from', '2026-02-13'], 'H17-09a'],
    ['a date that is none', ['--rule', 'H17-09a', '--from', '13.2.2026'], 'is no date'],
    ['nothing at all', [], 'usage'],
    ['an option it does not know', ['--rules', 'x'], 'usage'],
  ])('refuses %s', async (_title, parameters, says) => {
    const { code, stderr } = await due(...parameters);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});
