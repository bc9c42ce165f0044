import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { INTERVENTION_FIELD_ROWS } from '@xianjie/contracts/intervention/fields.ts';
import { violations } from './browser.ts';
import { daysAgo, written } from './form.ts';
import { Workplace } from './workplace.ts';

let work: Workplace;
beforeAll(async () => {
  work = await Workplace.open();
});
afterAll(() => work?.close());

test('every field of the table is asked for', () => {
  const text = readFileSync(new URL('../interventions/operations.graphql', import.meta.url), 'utf8');
  expect(
    INTERVENTION_FIELD_ROWS.map(([name]) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(text)),
  ).toEqual([]);
});

test('an officer writes an intervention down with a file and supplements it; the discipline body reads both, a colleague neither', async () => {
  const author = await work.seat('env-monitor');
  await author.getByRole('link', { name: '干预留痕' }).click();
  await author.getByRole('link', { name: '记录干预' }).click();
  await author.getByLabel('以上内容真实，我已核对').check();
  await author.getByRole('button', { name: '提交记录' }).click();
  await author.getByText('请填写原话或内容').waitFor();
  expect(await violations(author)).toEqual([]);
  await author.getByLabel('干预时间').fill(daysAgo(2));
  await author.getByLabel('干预时间').press('Tab');
  await author.getByLabel('暗示', { exact: true }).check();
  await author.getByLabel('阻碍监督检查').check();
  await author.getByLabel('原话或内容').fill('检查的时候你们先不要去那个点位');
  await author.getByLabel('干预人单位').fill('某区有关部门');
  await author.getByRole('button', { name: '增加材料' }).click();
  await author.getByLabel('材料名称').fill('短信截图');
  await author.locator('input[type=file]').setInputFiles(written('短信截图'));
  await author.getByText('已上传').waitFor();
  await author.getByRole('button', { name: '提交记录' }).click();
  await author.getByRole('heading', { name: /^已记录：干预留痕〔\d{4}〕1号$/ }).waitFor();
  expect(await author.evaluate('JSON.stringify(localStorage)')).not.toContain('短信截图');

  await author.getByRole('link', { name: '查看记录' }).click();
  await author.getByText('检查的时候你们先不要去那个点位').waitFor();
  const address = author.url();
  await author.getByLabel('补充说明').fill('对方随后又来电一次');
  await author.getByRole('button', { name: '提交补充记录' }).click();
  await author.getByText('1号补1').waitFor();
  expect(await violations(author)).toEqual([]);

  const colleague = await work.seat('env-head');
  await colleague.goto(address);
  await colleague.getByRole('heading', { name: '未找到该记录' }).waitFor();

  const reader = await work.seat('discipline-officer');
  await reader.getByRole('link', { name: '干预留痕' }).click();
  await reader.locator('tbody').getByRole('link').click();
  await reader.getByText('对方随后又来电一次').waitFor();
  await reader.getByRole('button', { name: '短信截图' }).click();
  await reader.getByText('短信截图 正文').waitFor();
  await reader.getByRole('button', { name: '关闭' }).click();
  await reader
    .getByText(/纪委监委 何某 查阅记录/)
    .first()
    .waitFor();
  expect(await violations(reader)).toEqual([]);
});
