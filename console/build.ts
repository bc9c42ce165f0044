import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = `${root}console/dist`;
const STAMP = 'built-from';
const compress = promisify(brotliCompress);

/** What the console is made from, as one digest. */
export function sourcesOfConsole(): string {
  const sources = globSync(['console/**/*.{ts,tsx,css,html,json}', 'contracts/**/*.{ts,yaml}', 'package-lock.json'], {
    cwd: root,
    exclude: (name) => /^(node_modules|dist.*|test)$/.test(name),
  }).toSorted();
  const hash = createHash('sha256');
  for (const file of sources)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(root + file));
  return hash.digest('hex');
}

/** Whether what was built last is made from other sources than are here now. */
export const consoleIsStale = (): boolean => stampOf(dist) !== sourcesOfConsole();

function stampOf(folder: string): string | null {
  try {
    return readFileSync(`${folder}/${STAMP}`, 'utf8');
  } catch {
    return null;
  }
}

/** Builds the console into `console/dist`, with a brotli copy of every text beside it; what is served changes at once and whole. */
export async function buildConsole(): Promise<void> {
  const from = sourcesOfConsole();
  const outDir = `${dist}-${process.pid}`;
  const { build } = await import('vite');
  try {
    await build({ configFile: `${root}console/vite.config.ts`, logLevel: 'error', build: { outDir } });
    await Promise.all(
      globSync('assets/*.{js,css,svg}', { cwd: outDir }).map(async (file) => {
        const text = await readFile(`${outDir}/${file}`);
        const quality = text.length < 400_000 ? 11 : 9;
        const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
        await writeFile(`${outDir}/${file}.br`, await compress(text, { params }));
      }),
    );
    writeFileSync(`${outDir}/${STAMP}`, from);
    replaceWith(outDir, from);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Puts what was built in the place of the old, unless another process that built the same was faster. */
function replaceWith(built: string, from: string): void {
  const old = `${built}-old`;
  while (stampOf(dist) !== from) {
    try {
      renameSync(dist, old);
    } catch {
      // there was none
    }
    try {
      renameSync(built, dist);
    } catch (error) {
      if (!existsSync(dist)) throw error;
    }
    rmSync(old, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const began = Date.now();
  await buildConsole();
  console.log(`console/dist written in ${((Date.now() - began) / 1_000).toFixed(1)} s`);
}
