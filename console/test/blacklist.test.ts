import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freshConsole } from '@xianjie/local/fresh-console.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { Story } from '../../gateway/test/story.ts';
import { officerAt, openBrowser, violations } from './browser.ts';

/** A company on the list after a published penalty, a person penalised, and more entries than a page holds. */
let hub: TestHub;
let browser: Browser;
beforeAll(async () => {
  await freshConsole();
  [hub, browser] = await Promise.all([startTestHub(), openBrowser()]);
  const company = new Story(hub);
  await company.listsOnBlacklist();
  await company.act('publishPenalty');
  await company.act('recordRepairRequest', { commitment: true, corrected: true });
  await company.act('acceptRepair');
  await company.act('refuseRepair', { reasons: '最短公示期未满' });
  const person = new Story(hub);
  await person.opens([{ name: '张某某', role: 'NATURAL_PERSON' }]);
  await person.penalises(10000);
  await person.act('publishPenalty');
  await person.arrives();
  await hub.sql(
    `insert into environment.credit_blacklist_entry (id, case_id, party_name, legal_basis, severity, listed_at, published_from, published_until)
     select gen_random_uuid(), gen_random_uuid(), '某第' || n || '公司', '依据', 'GENERAL', timestamptz '2026-01-01' + n * interval '1 minute', '2026-01-01', '2036-01-01' from generate_series(1, 40) n`,
  );
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

test('the bureau finds an entry, its basis and what became of the request for repair', async () => {
  const page = await officerAt(browser, hub.hub.url, 'env-officer');
  await page.getByRole('link', { name: '失信名单' }).click();
  await page.getByRole('link', { name: '某水务公司', exact: true }).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(30);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '下一页' }).click();
  await page.getByRole('link', { name: '回到第一页' }).waitFor();
  await page.getByText('某第1公司', { exact: true }).waitFor();

  await page.getByLabel('单位名称或统一社会信用代码').fill('水务');
  await page.getByRole('button', { name: '检索' }).click();
  await page.getByRole('link', { name: '某水务公司', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '某水务公司' }).waitFor();
  expect(await page.locator('.plain-list li b').allTextContents()).toEqual([
    '列入名单',
    '登记信用修复申请',
    '受理信用修复',
    '不予信用修复',
  ]);
  await page.getByText('环发〔2015〕175号第12条').first().waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '某公司稀释水样案' }).click();
  await page.locator('.case-file .road').waitFor();
});

test('the public reads what is published without login, natural persons masked, and the hub asks for none', async () => {
  const page = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 780 } })).newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(hub.hub.url);
  await page.getByRole('link', { name: '查阅公开的处罚决定和失信名单' }).click();
  await page.getByText('张某', { exact: true }).waitFor();
  expect(await page.getByText('张某某').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('单位名称或统一社会信用代码').fill('水务');
  await page.getByLabel('单位名称或统一社会信用代码').press('Enter');
  await page.getByText('200,000 元').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);

  await page.goto(`${hub.hub.url}/public?list=blacklist`);
  await page.getByText('某水务公司').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(20);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '下一页' }).click();
  await page.getByRole('link', { name: '回到第一页' }).waitFor();
  expect(asked.filter((path) => path === '/graphql')).toEqual([]);

  await page.goto(`${hub.hub.url}/blacklist`);
  await page.getByRole('button', { name: '统一身份登录' }).waitFor();
});
