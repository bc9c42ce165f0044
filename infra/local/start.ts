import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { freshConsole } from './fresh-console.ts';
import { startHub } from './hub.ts';
import { replayDemoCases } from './replay/demo-cases.ts';
import { recordDemoInterventions } from './replay/demo-interventions.ts';
import { Officers } from './replay/hub-client.ts';
import { readCases } from './replay/published-case.ts';
import { replayFile } from './replay/replay-file.ts';

/** `npm start`: the whole hub on one machine, with demo officers and published cases; Ctrl-C stops all of it. */
const began = Date.now();
/** `--separate`: every station with a PostgreSQL server and files of its own, NATS between them. */
const separate = process.argv.includes('--separate');
const data = resolve(process.env['XIANJIE_DATA'] ?? (separate ? 'data/separate' : 'data'));
const say = (message: string) => console.log(`${((Date.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${message}`);

/** `PORT=auto` takes free ports for all programs. */
const { PORT = '4000' } = process.env;
const consoleBuilt = freshConsole(say).catch((error: Error) => say(error.message));
const hub = await startHub({
  dataDirectory: data,
  separate,
  ...(PORT === 'auto' ? {} : { port: Number(PORT) }),
  onProgress: say,
}).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  console.log('\n正在停止…');
  await hub.stop();
  process.exit(0);
};
process.on('SIGINT', () => void stop()).on('SIGTERM', () => void stop());
const superviseAll = (name: string) => {
  void hub.services.get(name)!.exited.then(async () => {
    if (stopping) return;
    say(`${name} 意外退出，重新启动`);
    await hub.restart(name).then(
      () => superviseAll(name),
      (error: Error) => say(error.message),
    );
  });
};
for (const name of hub.services.keys()) superviseAll(name);

await consoleBuilt;
const replayed = join(data, 'replayed');
if (!existsSync(replayed)) {
  const sources = readCases(readFileSync(new URL('./data/published-cases.json', import.meta.url), 'utf8'));
  const officers = await Officers.of(hub.url);
  let acts = 0;
  say(`回放 ${sources.length} 个公开案例`);
  const journey = await replayFile(sources, {
    officers,
    onAct: (source) => (acts += 1) % 40 === 0 && say(`已办理 ${acts} 个环节（${source.id}）`),
  });
  say(`已回放 ${journey.replayed} 个案例，${journey.acts} 个环节，${journey.envelopes} 份移送均有签名回执`);
  await replayDemoCases(sources, officers, new Date());
  await recordDemoInterventions(officers, new Date());
  await officers.close();
  writeFileSync(replayed, new Date().toISOString());
}
say(`衔接已就绪，请打开 ${hub.url}`);
console.log(`          演示人员: ${DEMO_OFFICERS.map(({ sub }) => sub).join(', ')}`);
console.log(`          按 Ctrl-C 停止；数据保存在 ${data}`);
