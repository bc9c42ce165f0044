import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { HolidayPlanInput } from '@xianjie/contracts/calendar/holiday-plan.ts';
import { HubClient, Officers, Refusal } from './replay/hub-client.ts';

/**
 * `npm run -s holidays -- FILE [--url URL]`: publishes a year's holiday plan and waits until the open clocks are computed anew.
 * Signs in as the demo administrator, or with the access token in `XIANJIE_TOKEN`.
 */
const USAGE = `usage: npm run -s holidays -- FILE [--url URL]
FILE is YAML or JSON, one year in the form of contracts/calendar/china.yaml with the notice it rests on:
  notice: 国办发明电〔2026〕7号
  2027:
    off: { 元旦: ['01-01'] }
    work: { 春节: ['02-14'] }`;
function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

type Days = Record<string, string[]>;
const isDays = (value: unknown): value is Days =>
  value !== null &&
  typeof value === 'object' &&
  Object.values(value).every((days) => Array.isArray(days) && days.every((day) => typeof day === 'string'));

/** Reads the file. @throws Error saying what is wrong with it */
function readPlan(text: string): HolidayPlanInput {
  const { notice, ...years } = (parse(text) ?? {}) as Record<string, unknown>;
  const [[year, plan] = [], ...more] = Object.entries(years);
  if (typeof notice !== 'string') throw new Error('`notice` (文号或来源) is missing');
  if (!year || !/^\d{4}$/.test(year) || more.length > 0) throw new Error('one year is needed beside `notice`');
  const { off = {}, work = {}, ...rest } = (plan ?? {}) as Record<string, unknown>;
  if (!isDays(off) || !isDays(work) || Object.keys(rest).length > 0)
    throw new Error(`${year} needs \`off\` and \`work\`, days as MM-DD by holiday`);
  const list = (days: Days) => Object.entries(days).map(([name, dates]) => ({ name, days: dates }));
  return { year: Number(year), notice, off: list(off), work: list(work) };
}

let parsed;
try {
  parsed = parseArgs({ allowPositionals: true, options: { url: { type: 'string' } } });
} catch (error) {
  fail(`${(error as Error).message}\n${USAGE}`);
}
const [file] = parsed.positionals;
if (!file || parsed.positionals.length > 1) fail(USAGE);
const { url = 'http://127.0.0.1:4000' } = parsed.values;
let input: HolidayPlanInput;
try {
  input = readPlan(readFileSync(file, 'utf8'));
} catch (error) {
  fail(`${file}: ${(error as Error).message}\n${USAGE}`);
}

const FIELDS = 'year version notice total done finishedAt';
interface Plan {
  readonly year: number;
  readonly version: number;
  readonly notice: string;
  readonly total: number;
  readonly done: number;
  readonly finishedAt: string | null;
}
const LOOK_EVERY_MS = 500;

try {
  const token = process.env['XIANJIE_TOKEN'];
  const client = token ? new HubClient(url, token) : await (await Officers.of(url)).as('administrator');
  const answer = await client.request<{ publishHolidayPlan: Plan }>(
    `mutation ($input: PublishHolidayPlanInput!) { publishHolidayPlan(input: $input) { ${FIELDS} } }`,
    { input },
  );
  let plan = answer.publishHolidayPlan;
  console.log(`${plan.year}年放假安排第${plan.version}版（${plan.notice}）`);
  for (let shown = -1; ;) {
    if (plan.done !== shown) console.log(`已重新计算 ${plan.done}/${plan.total} 个未完成的时限`);
    shown = plan.done;
    if (plan.finishedAt) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const { holidayPlans } = await client.request<{ holidayPlans: { edges: { node: Plan }[] } }>(
      `query { holidayPlans(first: 200) { edges { node { ${FIELDS} } } } }`,
    );
    const { year, version } = plan;
    plan = holidayPlans.edges.map(({ node }) => node).find((one) => one.year === year && one.version === version)!;
  }
  await client.close();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Refusal ? `${error.code}: ${error.message}` : (error as Error).message);
  process.exit(1);
}
