import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { DESK } from './desk/operations.ts';

/** What each address of `shell/pages.ts` needs beside the shell: the pattern of its path and the files. */
function pagePrograms(bundle: Rolldown.OutputBundle): [string, string[]][] {
  const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []));
  const shell = new Set(chunks.flatMap((one) => (one.isEntry || one.name === 'shell' ? [one.fileName] : [])));
  const needs = (fileName: string, seen = new Set<string>()): Set<string> => {
    if (shell.has(fileName) || seen.has(fileName)) return seen;
    seen.add(fileName);
    for (const one of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) needs(one, seen);
    return seen;
  };
  const pages = readFileSync(`${import.meta.dirname}/shell/pages.ts`, 'utf8');
  return [...pages.matchAll(/path: '([^']+)',[^}]*?import\('\.\.\/([^']+)'\)/g)].flatMap(([, path, file]) => {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/console/${file!}`));
    if (!chunk) return [];
    return [[`^${path!.replace(/:\w+/g, '[^/]+')}/?$`, [...needs(chunk.fileName)].map((one) => `/${one}`)]];
  });
}

/** The page's own styles travel in the page; the desk's first operation stands in the script that asks for it. */
function wholePage(): Plugin {
  return {
    name: 'whole-page',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        let page = html
          .replace("'__DESK__'", JSON.stringify(DESK.text))
          .replace("'__PAGES__'", JSON.stringify(JSON.stringify(pagePrograms(bundle ?? {}))));
        for (const link of page.match(/<link rel="stylesheet"[^>]*>/g) ?? []) {
          const file = /href="\/([^"]+)"/.exec(link)![1]!;
          const asset = bundle?.[file];
          if (asset?.type !== 'asset') continue;
          page = page.replace(link, () => `<style nonce="__NONCE__">${String(asset.source).trim()}</style>`);
          delete bundle![file];
        }
        return page;
      },
    },
  };
}

/** What the first page needs travels in one file. */
const SHELL =
  /node_modules\/(react|react-dom|scheduler)\/|console\/(api|shell)\/(?!fallback-font|main|style)|console\/desk\/(desk|arrivals|drafts|section|pager|search-box|clock-table|countdown|times|answered|operations)|contracts\/agencies/;

export default defineConfig({
  // `public/` is the page for the public, not a folder of files to serve
  publicDir: false,
  root: import.meta.dirname,
  html: { cspNonce: '__NONCE__' },
  oxc: { jsx: { runtime: 'automatic' } },
  plugins: [wholePage()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', test: SHELL }] } } },
  },
});
