import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { ERRORS, refuse } from '../errors.ts';

test('a refusal fills its sentence, lists with 、, and carries code and details', () => {
  const error = refuse('MISSING_FIELD', { fields: ['理由', '金额'], article: 'x' });
  expect(error.message).toBe('请填写：理由、金额。');
  expect(error.extensions).toMatchObject({ code: 'MISSING_FIELD', article: 'x', mend: '办案人员' });
});

test('a refusal says moments in legal time', () => {
  expect(refuse('OCCURRED_IN_FUTURE', { occurredAt: '2026-11-02T16:05:00.000Z' }).message).toContain(
    '2026年11月3日 00:05',
  );
});

test.each(Object.entries(ERRORS))('%s says in Chinese what to do and who can', (_code, { zh, mend }) => {
  expect(zh).toMatch(/[\u4e00-\u9fff].*(。|\{reason\})$/);
  expect(mend).toMatch(/^[\u4e00-\u9fff]+$/);
});

test('every code is used by the sources', () => {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const sources = globSync('{contracts,gateway,infra,subgraphs}/**/*.{ts,mjs}', {
    cwd,
    exclude: (name) => name.includes('node_modules') || /(^|\/)(test|data)(\/|$)/.test(name),
  })
    .filter((file) => !file.endsWith('contracts/errors.ts'))
    .map((file) => readFileSync(cwd + file, 'utf8'))
    .join('\n');
  expect(Object.keys(ERRORS).filter((code) => !new RegExp(`['"]${code}['"]`).test(sources))).toEqual([]);
});
