import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

// one process for all pages dies when a page leaves its origin, as signing in does
const ARGUMENTS = chromium.args.filter((argument) => argument !== '--single-process');

/** A real browser from the packages: nothing is installed. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ARGUMENTS, headless: true });
}

/** An officer at a browser of their own, signed in as on a demo instance: one click. */
export async function officerAt(browser: Browser, url: string, sub: string, width = 1_280): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 780 : 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(`button[value="${sub}"]`).click();
  await page.getByRole('heading', { level: 1, name: '办案台' }).waitFor();
  return page;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds wrong on the page as it is: rule, what to do, the first element. */
export async function violations(page: Page): Promise<string[]> {
  // the page's own policy forbids foreign scripts, so axe comes in from outside the page
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run(document)')) as AxeResult;
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]!.html.slice(0, 200)}`);
}
