import type { Browser, Page } from 'playwright-core';
import { freshConsole } from '@xianjie/local/fresh-console.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { officerAt, openBrowser } from './browser.ts';

/** A hub and a browser for one test file; every officer sits at a screen of their own. `PICTURES=DIR` leaves what each saw last. */
export class Workplace {
  private constructor(
    readonly test: TestHub,
    readonly browser: Browser,
  ) {}

  static async open(): Promise<Workplace> {
    await freshConsole();
    const [test, browser] = await Promise.all([startTestHub(), openBrowser()]);
    return new Workplace(test, browser);
  }

  get url(): string {
    return this.test.hub.url;
  }

  seat(sub: string, width?: number): Promise<Page> {
    return officerAt(this.browser, this.url, sub, width);
  }

  async close(): Promise<void> {
    const pages = process.env['PICTURES'] ? this.browser.contexts().flatMap((context) => context.pages()) : [];
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: `${process.env['PICTURES']}/${index + 1}.png`, fullPage: true }).catch(() => null);
    await this.browser.close();
    await this.test.stop();
  }
}
