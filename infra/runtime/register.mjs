// Runs the TypeScript sources as they are: `node --import @xianjie/runtime FILE.ts`.
// Node's own type stripping refuses decorators, so the sources pass through SWC instead (docs/decisions/0001).
import 'reflect-metadata';
import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const swc = JSON.parse(readFileSync(new URL('./swc.json', import.meta.url), 'utf8'));

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      ...swc,
      filename,
      sourceMaps: 'inline',
      module: { type: 'es6' },
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
process.setSourceMapsEnabled(true);

// A program of a local hub ends with the launcher, even one that was killed: then its end of the pipe closes.
// A thread has no pipe of its own: what it reads ends at once.
if (isMainThread && process.env['ENDS_WITH_LAUNCHER']) {
  process.stdin.once('end', () => process.exit(1)).resume();
  process.stdin.unref?.();
}
