import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freshConsole } from '@xianjie/local/fresh-console.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { Story } from '../../gateway/test/story.ts';
import { officerAt, openBrowser, violations } from './browser.ts';

/** Files come into a case and are looked at. */
let hub: TestHub;
let browser: Browser;
let story: Story;
beforeAll(async () => {
  await freshConsole();
  [hub, browser] = await Promise.all([startTestHub(), openBrowser()]);
  story = new Story(hub, new Date(Date.now() - 3_600_000));
  await story.opens();
});
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
});

const MEGABYTE = 1_048_576;
/** The browser has kept a file. */
const KEPT = `new Promise((resolve) => {
  const request = indexedDB.open('xianjie');
  request.onsuccess = () => {
    const count = request.result.transaction('files').objectStore('files').count();
    count.onsuccess = () => { request.result.close(); resolve(count.result > 0); };
  };
})`;

test('an upload that was broken off by closing the page goes on when it is opened again; the file is registered once', async () => {
  const page = await officerAt(browser, hub.hub.url, 'env-officer');
  const form = `${hub.hub.url}/cases/${story.caseId}/acts/registerEvidence`;
  await page.goto(form);
  await page.getByLabel('证据名称').fill('现场录像');
  // only the first part gets through while the page is first open
  let broken = true;
  const begins: number[] = [];
  await page.route('**/files/upload/*', (route) => {
    const from = route.request().headers()['upload-offset'];
    if (broken && begins.length > 0) return route.abort();
    if (route.request().method() === 'PATCH') begins.push(Number(from));
    return route.continue();
  });
  const buffer = Buffer.alloc(9 * MEGABYTE, 'x');
  await page.getByLabel('选择文件').setInputFiles({ name: '现场.csv', mimeType: 'text/csv', buffer });
  await page.getByText('网络中断').waitFor();
  await page.waitForFunction(KEPT);
  await page.goto('about:blank');
  broken = false;
  await page.goto(form);
  await page.getByText('已上传', { exact: true }).waitFor();
  expect(begins).toEqual([0, 4 * MEGABYTE, 8 * MEGABYTE]);
  expect(await page.getByLabel('证据名称').inputValue()).toBe('现场录像');
  await page.getByLabel('证据种类').click();
  await page.getByTitle('视听资料').first().click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('我已核对内容和材料').check();
  await page.getByRole('button', { name: '确认发送' }).click();
  await page.getByRole('heading', { name: '已办理：登记证据' }).waitFor();
});

test('a table is shown page by page, and the agency that registered it sees who opened it', async () => {
  const page = await officerAt(browser, hub.hub.url, 'env-officer');
  const rows = Array.from({ length: 450 }, (_, index) => `2026-03-02 08:${index},${index * 2}`);
  const officer = await story.as('env-officer');
  const file = await officer.upload('监测数据.csv', Buffer.from(`时间,读数\n${rows.join('\n')}`));
  await story.act('registerEvidence', { title: '监测数据', kind: 'ELECTRONIC_DATA', file });
  await page.goto(`${hub.hub.url}/cases/${story.caseId}`);
  await page.getByRole('button', { name: '监测数据' }).click();
  await page.getByRole('columnheader', { name: '读数' }).waitFor();
  await page.getByRole('button', { name: '下一页' }).click();
  await page.getByText('第 2 / 3 页').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: '关闭' }).click();
  const exhibit = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: '监测数据' }) });
  await exhibit.getByText('校验值、保管链与查阅记录').click();
  await exhibit.getByText('在线查阅').waitFor();
  expect(await violations(page)).toEqual([]);
});
