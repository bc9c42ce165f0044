import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { officerAt, openBrowser } from './browser.ts';

/** `npm run -s first-paint -- [--url URL]`: how long until the desk's list can be read, cold, on this machine and on a slow line. */
const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:4000' } } });
const SLOW = { offline: false, latency: 300, downloadThroughput: 256_000 / 8, uploadThroughput: 256_000 / 8 };
const FAST = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

const browser = await openBrowser();
const page = await officerAt(browser, values.url, 'psb-officer');

async function measure(line: typeof SLOW, path: string, ready: (page: Page) => Promise<unknown>) {
  // what the last page was still fetching is not this one's
  await page.goto(`${values.url}/health`);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', line);
  const transferred = { all: 0, scripts: 0 };
  const kinds = new Map<string, string>();
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    transferred.all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') transferred.scripts += encodedDataLength;
  });
  const began = performance.now();
  await page.goto(values.url + path, { waitUntil: 'commit' });
  await ready(page);
  const milliseconds = Math.round(performance.now() - began);
  const { all, scripts } = transferred;
  await session.detach();
  return { milliseconds, kilobytes: Math.round(all / 1_024), scriptKilobytes: Math.round(scripts / 1_024) };
}
const list = (at: Page) => at.locator('table tbody tr').first().waitFor();
const form = (at: Page) => at.locator('form.ant-form').waitFor();

const rows = {
  'desk, this machine': await measure(FAST, '/', list),
  'desk, 256 kbit/s + 300 ms': await measure(SLOW, '/', list),
  'cases, 256 kbit/s + 300 ms': await measure(SLOW, '/cases', list),
};
console.table(rows);
await page.goto(`${values.url}/cases`);
await page.locator('table a').first().click();
await page.locator('.acts a').first().waitFor();
const act = new URL((await page.locator('.acts a').first().getAttribute('href'))!, values.url).pathname;
console.table({ 'form of an act, 256 kbit/s + 300 ms': await measure(SLOW, act, form) });
await browser.close();
