import type { Page } from 'playwright-core';

const NAME = `((e) => (e.labels?.[0]?.textContent ?? e.getAttribute('aria-label') ?? e.textContent).trim())(document.activeElement)`;
const MOST = 100;

/** Goes on with the Tab key to what bears the name. */
export async function keyboardTo(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().waitFor();
  for (let step = 0; step < MOST; step += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(NAME)) === name) return;
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}
