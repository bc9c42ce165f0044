import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { officerAt, openBrowser, violations } from './browser.ts';
import { SCREENS } from './every-page.ts';

/** `npm run -s screens -- --out DIR`: every page of a running hub at the widths of a telephone, a desk and a wall. */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    only: { type: 'string', default: '' },
    axe: { type: 'boolean', default: false },
    width: { type: 'string', multiple: true, default: ['360', '1280', '1920'] },
    format: { type: 'string', default: 'webp' },
  },
});
if (!values.out) throw new Error('say where to: npm run -s screens -- --out DIR');
const { out } = values;
const format = values.format as 'webp' | 'png';
mkdirSync(out, { recursive: true });

/** Of a page without end, its beginning. */
const MOST_HEIGHT = 2_400;
const QUALITY = 50;
const LETTERS_MS = 10_000;
/** Letters for a machine without Chinese ones come after the first paint. */
async function letters(page: Page): Promise<void> {
  const until = Date.now() + LETTERS_MS;
  do await page.waitForTimeout(250);
  while (!(await page.evaluate("document.fonts.size > 0 && document.fonts.status === 'loaded'")) && Date.now() < until);
}

async function photograph(page: Page, width: number, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const height = Math.min(MOST_HEIGHT, await page.evaluate<number>('document.documentElement.scrollHeight'));
  const { data } = await session.send('Page.captureScreenshot', {
    format,
    ...(format === 'webp' ? { quality: QUALITY } : {}),
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  writeFileSync(file, Buffer.from(data, 'base64'));
  await session.detach();
}

const browser = await openBrowser();
for (const width of values.width.map(Number)) {
  for (const sub of new Set(SCREENS.map((screen) => screen.sub))) {
    const mine = SCREENS.filter((screen) => screen.sub === sub && screen.name.includes(values.only));
    if (mine.length === 0) continue;
    const page = sub
      ? await officerAt(browser, values.url, sub, width)
      : await (await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' })).newPage();
    page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.error(`${page.url()}: ${message.text()}`));
    for (const { name, open } of mine) {
      try {
        await open(page, values.url);
        await letters(page);
        if (values.axe) for (const one of await violations(page)) console.error(`${name} at ${width}: ${one}`);
        await photograph(page, width, `${out}/${name}-${width}.${format}`);
      } catch (error) {
        console.error(`${name} at ${width}: ${(error as Error).message.split('\n')[0]}`);
      }
    }
    await page.context().close();
  }
}
await browser.close();
