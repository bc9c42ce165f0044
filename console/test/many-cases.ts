import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import startPostgres from '@xianjie/database/test/postgres.mjs';
import stopPostgres from '@xianjie/database/test/stop-postgres.mjs';
import { replayDemoCases } from '@xianjie/local/replay/demo-cases.ts';
import { readCases } from '@xianjie/local/replay/published-case.ts';
import { copyCases } from './copy-cases.ts';
import { Workplace } from './workplace.ts';

/** `npm run -s many-cases -- [--count 100000]`: a docket of so many cases, and how long an officer waits for lists, searches and scrolling. */
const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' } } });
const ROUNDS = 5;

await startPostgres();
const work = await Workplace.open();
try {
  const { officers, sql } = work.test;
  const file = new URL('../../infra/local/data/published-cases.json', import.meta.url);
  await replayDemoCases(readCases(readFileSync(file, 'utf8')), officers, new Date());
  const began = performance.now();
  await copyCases(sql, Number(values.count));
  const [size] = await sql(
    'select count(*)::int as cases, (select count(*)::int from docket.deadline) as clocks from docket.docket_entry',
  );
  console.log(
    `${size!['cases']} cases, ${size!['clocks']} clocks, loaded in ${((performance.now() - began) / 1_000).toFixed(0)} s`,
  );

  const page = await work.seat('env-officer');
  const rows = page.locator('tbody tr');
  const measures: Record<string, unknown> = {};
  const measure = async (
    what: string,
    go: () => Promise<unknown>,
    ready = () => rows.or(page.getByText('没有符合的案件')).first().waitFor(),
  ) => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const start = performance.now();
      await go();
      await ready();
      times.push(Math.round(performance.now() - start));
    }
    const sorted = times.toSorted((a, b) => a - b);
    measures[what] = { 'median ms': sorted[ROUNDS >> 1], 'longest ms': sorted.at(-1), rows: await rows.count() };
  };
  /** From the address to the rows, with a page loaded anew each time. */
  const open = (what: string, path: string) => measure(what, () => page.goto(work.url + path));
  await open('desk', '/');
  await open('cases', '/cases');
  await measure('next page of cases', async () => {
    const before = await rows.first().innerText();
    await page.getByRole('link', { name: '下一页' }).click();
    while (
      (await rows
        .first()
        .innerText()
        .catch(() => before)) === before
    )
      await page.waitForTimeout(5);
  });
  await open('cases at a stage', '/cases?stage=TRANSFER');
  for (const words of [`第${Number(values.count) >> 1}号`, '污水', '演示 污水', 'wushui', '某', '没有这样的案件'])
    await open(`search ${words}`, `/cases?q=${encodeURIComponent(words)}`);
  await open('board', '/board');
  await open('late periods', '/board/deadlines?risk=OVERDUE');
  console.table(measures);

  await page.goto(`${work.url}/cases`);
  await rows.first().waitFor();
  // letters that the computer lacks come after the first paint
  await page.waitForTimeout(3_000);
  const frames = await page.evaluate<number[]>(`new Promise((resolve) => {
    const times = []; let last = performance.now();
    const step = (now) => { times.push(now - last); last = now; scrollBy(0, 40); times.length < 120 ? requestAnimationFrame(step) : resolve(times.slice(1)); };
    requestAnimationFrame(step);
  })`);
  const sorted = frames.toSorted((a, b) => a - b);
  const elements = await page.evaluate<number>('document.querySelectorAll("*").length');
  console.log(
    `scrolling the list: median frame ${sorted[sorted.length >> 1]!.toFixed(1)} ms, longest ${sorted.at(-1)!.toFixed(1)} ms, ${elements} elements on the page`,
  );
} finally {
  await work.close();
  await stopPostgres();
}
process.exit(0);
