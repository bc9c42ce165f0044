import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';
import type { CaseBundle } from './case-bundle.ts';

/** What shows in the page; written for browsers and given to them as it is. */
const SHOW = `
const bundle = JSON.parse(document.getElementById('bundle').textContent);
const at = (time) => new Date(time).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });
const element = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text, className: className ?? '' });
const mark = (ok) => (ok === true ? '✓ ' : ok === false ? '✗ ' : '？ ');
const className = (ok) => (ok === true ? 'good' : ok === false ? 'bad' : 'unknown');
async function show() {
  const verdict = document.getElementById('verdict');
  if (!globalThis.crypto?.subtle) return void (verdict.textContent = '本浏览器不支持校验（Web Crypto），请换用较新的浏览器。');
  const checks = await checkBundle(bundle);
  const bad = checks.filter(({ ok }) => ok === false).length;
  const unknown = checks.filter(({ ok }) => ok === null).length;
  verdict.className = bad > 0 ? 'bad' : unknown > 0 ? 'unknown' : 'good';
  verdict.textContent = bad > 0 ? '核验不通过：' + bad + ' 处不符' : '核验通过：' + (checks.length - unknown) + ' 项签名、校验值和存在证明全部相符' + (unknown > 0 ? '，另有 ' + unknown + ' 项本页无法判断' : '');
  verdict.dataset.bad = String(bad);
  verdict.dataset.checked = String(checks.length);
  const list = (about) => {
    const items = document.createElement('ul');
    for (const { what, ok, why } of checks.filter((check) => check.about === about))
      items.append(element('li', mark(ok) + what + (why ? '（' + why + '）' : ''), className(ok)));
    return items;
  };
  const main = document.querySelector('main');
  main.append(element('h2', '账本'), element('pre', bundle.log.note), list(bundle.log.name));
  main.append(element('h2', '办理过程'));
  for (const act of bundle.acts) {
    const section = document.createElement('section');
    const { documents, evidence } = act.signed.envelope;
    section.append(element('h3', at(act.occurredAt) + '　' + act.agency + '　' + act.title), list(act.id));
    if (documents.length > 0) section.append(element('p', '文书：' + documents.map(({ name, number, paper }) => (paper ? paper.title : name) + (number ? ' ' + number : '')).join('；')));
    for (const item of evidence) section.append(element('p', '证据：' + item.title + '　SHA-256 ' + item.sha256 + '　SM3 ' + item.sm3, 'hash'));
    if (act.missing.length > 0) section.append(element('p', '尚未收到回执：' + act.missing.join('、'), 'unknown'));
    main.append(section);
  }
  main.append(element('h2', '公钥（请与各单位公布的核对）'));
  for (const key of bundle.keys) main.append(element('p', key.station + '　' + key.algorithm + '　' + (await fingerprint(key)), 'hash'));
}
document.getElementById('file').addEventListener('change', async ({ target }) => {
  const out = document.getElementById('files');
  out.textContent = '';
  for (const file of target.files) {
    const hash = await fileHash(new Uint8Array(await file.arrayBuffer()));
    const item = bundle.acts.flatMap(({ signed }) => signed.envelope.evidence).find(({ sha256 }) => sha256 === hash);
    out.append(element('li', file.name + '：' + (item ? '与登记的证据“' + item.title + '”一致' : '不是本案登记的证据文件'), item ? 'good' : 'bad'));
  }
});
void show();
`;

const STYLE = `body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid #ccc}h3{font-size:1rem;margin:1rem 0 0}ul{margin:.2rem 0;padding-left:1.2rem;list-style:none}
#verdict{font-size:1.2rem;padding:.8rem;border:2px solid}.good{color:#0b6b2e}.bad{color:#b00020;font-weight:bold}.unknown{color:#7a4b00}
pre,.hash{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap;margin:.2rem 0}`;

let program: string | undefined;
/** The checks as a browser runs them: `check-bundle.ts` without its types. */
function checking(): string {
  const source = readFileSync(new URL('./check-bundle.ts', import.meta.url), 'utf8');
  program ??= transformSync(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
    isModule: true,
  }).code.replace(/^export /gm, '');
  return program;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
/** JSON that can stand in a script element. */
const inert = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** One page that holds a bundle and checks it, without a network. */
export const verifyPage = (bundle: CaseBundle): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>案件核验：${escaped(bundle.title)}</title><style>${STYLE}</style></head>
<body><main><h1>案件核验：${escaped(bundle.title)}</h1>
<p>案件编号 ${escaped(bundle.caseId)}，导出时间 ${escaped(bundle.madeAt)}。本页在浏览器中离线核验，不连接网络。</p>
<p id="verdict" role="status">正在核验…</p>
<p><label>核对证据文件：<input id="file" type="file" multiple></label></p><ul id="files"></ul></main>
<script type="application/json" id="bundle">${inert(bundle)}</script>
<script type="module">${checking()}${SHOW}</script></body></html>
`;
