import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, visit } from 'graphql';
import type { Page } from 'playwright-core';
import { replayDemoCases } from '@xianjie/local/replay/demo-cases.ts';
import { recordDemoInterventions } from '@xianjie/local/replay/demo-interventions.ts';
import { readCases } from '@xianjie/local/replay/published-case.ts';
import { replayFile } from '@xianjie/local/replay/replay-file.ts';
import { violations } from './browser.ts';
import { copyCases } from './copy-cases.ts';
import { SCREENS } from './every-page.ts';
import { Workplace } from './workplace.ts';

const PUBLISHED = readCases(
  readFileSync(new URL('../../infra/local/data/published-cases.json', import.meta.url), 'utf8'),
);
/** The longest list of a page. */
const MOST_ROWS = 100;

describe('every page', () => {
  let work: Workplace;
  const seats = new Map<string, Page>();
  beforeAll(async () => {
    work = await Workplace.open();
    const { officers, sql } = work.test;
    await replayFile(PUBLISHED.slice(0, 8), { officers });
    await replayDemoCases(PUBLISHED, officers, new Date());
    await recordDemoInterventions(officers, new Date());
    await copyCases(sql, 300);
  });
  afterAll(() => work?.close());

  const seat = async (sub: string) => {
    const page = seats.get(sub) ?? (await (sub ? work.seat(sub) : work.browser.newPage({ locale: 'zh-CN' })));
    seats.set(sub, page);
    return page;
  };

  test.each(SCREENS)(
    '$name, narrow and wide: nothing for axe, no sideways scrolling, bounded lists',
    async ({ sub, open }) => {
      const page = await seat(sub);
      const found: unknown[] = [];
      for (const width of [1_280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        if (width === 1_280) await open(page, work.url);
        await page
          .getByText(/^正在(读取|打开)…$/)
          .first()
          .waitFor({ state: 'hidden' });
        found.push(...(await violations(page)));
        const content = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (content > width) found.push(`${content} px wide at ${width}`);
      }
      const rows = await page.evaluate<number>(
        "Math.max(0, ...[...document.querySelectorAll('tbody, ul, ol, main')].map((list) => list.children.length))",
      );
      if (rows > MOST_ROWS) found.push(`${rows} rows`);
      expect(found).toEqual([]);
    },
  );
});

test('every list is asked for by the page', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const endless = globSync('*/operations.graphql', { cwd: root }).flatMap((file) => {
    const found: string[] = [];
    visit(parse(readFileSync(root + file, 'utf8')), {
      Field({ name, arguments: given, selectionSet }) {
        const list = selectionSet?.selections.some((one) => one.kind === 'Field' && one.name.value === 'edges');
        if (list && !given?.some((argument) => argument.name.value === 'first')) found.push(`${file}: ${name.value}`);
      },
    });
    return found;
  });
  expect(endless).toEqual([]);
});
