import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES } from '@xianjie/contracts/agencies.ts';
import { startHub, type Hub } from './hub.ts';
import { Officers } from './replay/hub-client.ts';
import { readCases } from './replay/published-case.ts';
import { replayFile, type Journey } from './replay/replay-file.ts';

/** `npm run -s journey -- FILE [--json] [--fresh | --url URL]`: replays published cases through the public API as the officers. */
const USAGE = 'usage: npm run -s journey -- FILE [--json] [--fresh | --url URL]';
function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

let parsed;
try {
  parsed = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, fresh: { type: 'boolean' }, url: { type: 'string' } },
  });
} catch (error) {
  fail(`${(error as Error).message}\n${USAGE}`);
}
const [file] = parsed.positionals;
const { json = false, fresh = false, url = 'http://127.0.0.1:4000' } = parsed.values;
if (!file || parsed.positionals.length > 1 || (fresh && parsed.values.url)) fail(USAGE);
let sources;
try {
  sources = readCases(readFileSync(file, 'utf8'));
} catch (error) {
  fail(`${file}: ${(error as Error).message}`);
}

const directory = fresh ? mkdtempSync(join(tmpdir(), 'xianjie-journey-')) : null;
let hub: Hub | null = null;
const clean = async () => {
  await hub?.stop();
  if (directory) rmSync(directory, { recursive: true, force: true });
};
process
  .on('SIGINT', () => void clean().then(() => process.exit(130)))
  .on('SIGTERM', () => void clean().then(() => process.exit(143)));
try {
  if (directory) hub = await startHub({ dataDirectory: directory, onProgress: (message) => console.error(message) });
  const officers = await Officers.of(hub?.url ?? url);
  const journey = await replayFile(sources, {
    officers,
    onAct: (source, { act, occurredAt, precision, assumed }, recordedAt) => {
      const when = occurredAt.slice(0, { year: 4, month: 7, day: 10, minute: 16 }[precision]);
      console.log(
        `${source.id}  ${when.padEnd(10)}  ${AGENCIES[ACTS[act].by].zh} ${ACTS[act].zh}${assumed ? '（assumed）' : ''}  录入 ${recordedAt}`,
      );
    },
    onEvent: ({ kind, message }) => {
      if (kind !== 'ACT') console.log(`          ${kind === 'DELIVERED' ? '回执' : '时限'}  ${message}`);
    },
  });
  await officers.close();
  console.log(json ? JSON.stringify(journey) : table(journey));
  await clean();
  process.exit(journey.lost > 0 ? 1 : 0);
} catch (error) {
  console.error((error as Error).message);
  await clean();
  process.exit(1);
}

function table({ clocks, notReplayable, refused, leftOut, ...counts }: Journey): string {
  const rows: [string, string | number][] = [
    ...Object.entries(counts),
    ...Object.entries(clocks).map(([name, value]) => [`clocks ${name}`, value] as [string, number]),
  ];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(18)} ${value}`),
    ...notReplayable.map(({ id, reason }) => `not replayable     ${id}: ${reason}`),
    ...refused.map(({ id, act, code }) => `refused            ${id}: ${act} ${code}`),
    ...leftOut.map(({ id, event, reason }) => `left out           ${id}: ${event}，${reason}`),
  ].join('\n');
}
