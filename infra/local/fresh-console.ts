import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { consoleIsStale } from '@xianjie/console/build.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the workbench where its sources changed since it was built last; a process of its own, so that nothing waits for it. */
export async function freshConsole(say: (message: string) => void = () => undefined): Promise<void> {
  if (!consoleIsStale()) return;
  say('构建工作台页面');
  await promisify(execFile)(process.execPath, ['--import', '@xianjie/runtime', 'console/build.ts'], {
    cwd: root,
  }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`工作台页面未能构建：${error.stderr ?? error.message}`);
  });
  say('工作台页面已构建');
}
