import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from '@jest/globals';
import { openBrowser } from '@xianjie/console/test/browser.ts';
import type { CaseBundle } from '@xianjie/ledger/bundle/case-bundle.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from '../story.ts';

/** A hub with one case that public security has accepted. */
export async function hubWithCase(): Promise<{ hub: TestHub; story: Story }> {
  const hub = await startTestHub();
  const story = new Story(hub);
  await story.transfers();
  await story.act('acceptCase');
  await story.arrives();
  return { hub, story };
}

/** Fetches a case's bundle as an account. */
export async function fetchBundle(
  hub: TestHub,
  story: Story,
  account: string,
  format: 'zip' | 'json',
  caseId: string = story.caseId,
): Promise<Response> {
  const { token } = await story.as(account);
  return fetch(`${hub.hub.url}/case-bundles/${caseId}.${format}`, { headers: { authorization: `Bearer ${token}` } });
}

/** The case once everything in it stands under a checkpoint that both witnesses have cosigned. */
export const wholeBundle = (hub: TestHub, story: Story): Promise<CaseBundle> =>
  eventually(async () => {
    const bundle = (await (await fetchBundle(hub, story, 'env-officer', 'json')).json()) as CaseBundle;
    const proven = bundle.acts.every(
      ({ proof, receipts, missing }) => proof && missing.length === 0 && receipts.every((one) => one.proof),
    );
    return proven && bundle.log.cosignatures.length === 2 && bundle;
  }, 'a bundle with all proofs');

/** A browser before Ed25519 came into Web Crypto. */
const WITHOUT_ED25519 = `
const { importKey } = crypto.subtle;
crypto.subtle.importKey = function (format, key, algorithm, ...rest) {
  if (algorithm.name === 'Ed25519') return Promise.reject(new DOMException('unknown', 'NotSupportedError'));
  return importKey.call(this, format, key, algorithm, ...rest);
};`;

/** Opens the page of a bundle in a browser without a network, as it is and with one word changed; new browsers and old. */
export async function expectPageTells(html: string, shown: string): Promise<void> {
  const changed = html.replaceAll(`"mainBasis":"`, `"mainBasis":"改动`);
  expect(changed).not.toBe(html);
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-page-'));
  const browser = await openBrowser();
  try {
    for (const isOld of [false, true]) {
      const context = await browser.newContext({ offline: true });
      if (isOld) await context.addInitScript(WITHOUT_ED25519);
      for (const [name, text, expected] of [
        ['good.html', html, 'good'],
        ['changed.html', changed, 'bad'],
      ] as const) {
        writeFileSync(join(folder, name), text);
        const page = await context.newPage();
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(error.message));
        await page.goto(pathToFileURL(join(folder, name)).href);
        await page.locator('#verdict[data-checked]').waitFor();
        expect([name, isOld, await page.locator('#verdict').getAttribute('class'), errors]).toEqual([
          name,
          isOld,
          expected,
          [],
        ]);
        expect(await page.getByText(shown).count()).toBeGreaterThan(0);
      }
      await context.close();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
