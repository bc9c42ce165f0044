import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freshConsole } from '@xianjie/local/fresh-console.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { officerAt, openBrowser, violations } from './browser.ts';

let hub: TestHub;
let browser: Browser;
beforeAll(async () => {
  await freshConsole();
  [hub, browser] = await Promise.all([startTestHub(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

test('an officer finds a period, counts it over the Spring Festival, extends it and sees the calendar', async () => {
  const page = await officerAt(browser, hub.hub.url, 'psb-officer');
  await page.getByRole('link', { name: '期限', exact: true }).click();
  await page.getByRole('link', { name: '下一页' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('期限名称、文件、条文或编号').fill('立案 2017〕17号');
  await page.getByRole('button', { name: '检索' }).click();
  await page.getByRole('link', { name: '立案/不予立案决定（一般）' }).click();

  await page.getByLabel('起算日期').fill('2026-02-13');
  await page.getByText('2026/02/24 23:59').waitFor();
  await page.getByText('春节放假，顺延').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /重大疑难复杂延长/ }).click();
  await page.getByText('2026/03/16 23:59').waitFor();
  await page.getByText('延长后改用').waitFor();
  await page.getByRole('button', { name: '撤去' }).click();
  await page.getByText('2026/02/24 23:59').waitFor();
  await page.getByLabel('起算日期').fill('2028-12-29');
  await page.getByText('暂定', { exact: true }).waitFor();

  await page.getByRole('link', { name: '工作日历' }).click();
  await page.goto(`${hub.hub.url}/clocks/calendar?year=2026`);
  await page.getByTitle('春节调休上班').first().waitFor();
  expect(await page.getByTitle('国庆节放假').count()).toBe(5);
  expect(await violations(page)).toEqual([]);
  await page.goto(`${hub.hub.url}/clocks/calendar?year=2028`);
  await page.getByText('2028年放假安排尚未公布').waitFor();
});

test('an hour period wants the time of day', async () => {
  const page = await officerAt(browser, hub.hub.url, 'env-officer', 360);
  await page.goto(`${hub.hub.url}/clocks/H17-06`);
  await page.getByLabel('起算日期').fill('2026-03-03');
  await page.getByText('约', { exact: true }).waitFor();
  await page.getByLabel('时刻（按小时计算的须填）').fill('10:30');
  await page.getByText('2026/03/04 10:30').waitFor();
  expect(await page.getByText('约', { exact: true }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});
