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
