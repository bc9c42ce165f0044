import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { CaseBundle } from './case-bundle.ts';

const STYLE = `body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid #ccc}h3{font-size:1rem;margin:1rem 0 0}ul{margin:.2rem 0;padding-left:1.2rem;list-style:none}
#verdict{font-size:1.2rem;padding:.8rem;border:2px solid}.good{color:#0b6b2e}.bad{color:#b00020;font-weight:bold}.unknown{color:#7a4b00}
pre,.hash{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap;margin:.2rem 0}`;

let program: Promise<string> | undefined;
/** `page.ts` with all it imports, as one script for a browser. */
async function bundled(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  // within a script element nothing may look like its end
  return output[0].code.replaceAll('</script', String.raw`<\/script`);
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
/** JSON that can stand in a script element. */
const inert = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** One page that holds a bundle and checks it, without a network. */
export async function verifyPage(bundle: CaseBundle): Promise<string> {
  program ??= bundled();
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>案件核验：${escaped(bundle.title)}</title><style>${STYLE}</style></head>
<body><main><h1>案件核验：${escaped(bundle.title)}</h1>
<p>案件编号 ${escaped(bundle.caseId)}，导出时间 ${escaped(bundle.madeAt)}。本页在浏览器中离线核验，不连接网络。</p>
<p id="verdict" role="status">正在核验…</p>
<p><label>核对证据文件：<input id="file" type="file" multiple></label></p><ul id="files"></ul></main>
<script type="application/json" id="bundle">${inert(bundle)}</script>
<script>${await program}</script></body></html>
`;
}
