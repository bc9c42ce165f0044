import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import { startHub } from './hub.ts';

/** `npm start`: the whole hub on one machine, with demo officers and published cases; Ctrl-C stops all of it. */
const began = Date.now();
const data = resolve(process.env['XIANJIE_DATA'] ?? 'data');
const port = Number(process.env['PORT'] ?? 4000);
const say = (message: string) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${message}`);

const hub = await startHub({ dataDirectory: data, port, onProgress: say });
let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  console.log('\n正在停止…');
  await hub.stop();
  process.exit(0);
};
process.on('SIGINT', () => void stop()).on('SIGTERM', () => void stop());
for (const service of hub.services.values()) {
  void service.exited.then(async () => {
    if (stopping) return;
    say(`${service.name} 意外退出，重新启动`);
    await hub.restart(service.name).catch((error: Error) => say(error.message));
  });
}
say(`衔接已就绪: ${hub.url}`);
console.log(`         演示人员: ${DEMO_OFFICERS.map(({ sub }) => sub).join(', ')}`);
void rm;
void existsSync;
