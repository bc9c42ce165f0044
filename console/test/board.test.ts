import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freshConsole } from '@xianjie/local/fresh-console.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { Story } from '../../gateway/test/story.ts';
import { officerAt, openBrowser, violations } from './browser.ts';

const TITLE = '某公司稀释水样案';
const DAY = 86_400_000;

/** Public security accepted a case twenty days ago and has not decided. */
let hub: TestHub;
let browser: Browser;
beforeAll(async () => {
  await freshConsole();
  [hub, browser] = await Promise.all([startTestHub(), openBrowser()]);
  const story = new Story(hub, new Date(Date.now() - 20 * DAY));
  await story.transfers();
  await story.act('acceptCase');
  await story.clock('H17-09a', 'BREACHED', 'pp-officer');
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

test('the prosecutor goes from the figure to the list, and from the late filing to demanding the reasons', async () => {
  const page = await officerAt(browser, hub.hub.url, 'pp-officer');
  await page.getByRole('link', { name: '看板' }).click();
  await page.locator('.chart canvas').first().waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByLabel('行政区划').selectOption('220100');
  await page.getByRole('row', { name: '公安局' }).first().locator('a.late').click();
  await page.getByRole('heading', { name: '已逾期的期限' }).waitFor();
  const late = page.getByRole('row', { name: '立案/不予立案决定' });
  await late.getByRole('link', { name: TITLE }).waitFor();
  expect(await violations(page)).toEqual([]);

  await late.getByRole('link', { name: '要求说明不立案理由' }).click();
  await page.getByLabel('要求说明的事项').fill('受案后逾期未作出立案决定');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('我已核对内容和材料').check();
  await page.getByRole('button', { name: '确认发送' }).click();
  await page.getByRole('heading', { name: '已办理：要求说明不立案理由' }).waitFor();
});

test('public security sees its own figures, and the decisions lead to the cases', async () => {
  const page = await officerAt(browser, hub.hub.url, 'psb-officer');
  const environment = await officerAt(browser, hub.hub.url, 'env-officer');
  await page.goto(`${hub.hub.url}/board`);
  await page.getByRole('row', { name: '公安局' }).first().waitFor();
  expect(await page.getByRole('row', { name: '人民检察院' }).count()).toBe(0);
  await environment.goto(`${hub.hub.url}/board?decision=TRANSFER`);
  await environment.getByRole('row', { name: '移送' }).getByRole('link', { name: '1' }).first().click();
  await environment.getByText('作出移送决定的案件').waitFor();
  await environment.getByRole('link', { name: TITLE }).first().waitFor();
  expect(await violations(environment)).toEqual([]);
});
