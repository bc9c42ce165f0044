import type { BundleAct, CaseBundle } from './case-bundle.ts';
import { checkBundle, fileHash, fingerprint, type Check } from './check-bundle.ts';

// The program of the page inside a case bundle; `verify-page.ts` puts it there.

const byId = (id: string) => document.querySelector<HTMLElement>(`#${id}`)!;
const bundle = JSON.parse(byId('bundle').textContent) as CaseBundle;

const at = (time: string) => new Date(time).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' });
const element = (tag: string, text: string, className = '') =>
  Object.assign(document.createElement(tag), { textContent: text, className });
const markOf = (ok: boolean | null) => (ok === true ? '✓ ' : ok === false ? '✗ ' : '？ ');
const classOf = (ok: boolean | null) => (ok === true ? 'good' : ok === false ? 'bad' : 'unknown');

function listOf(checks: readonly Check[], about: string): HTMLElement {
  const items = document.createElement('ul');
  for (const { what, ok, why } of checks.filter((check) => check.about === about))
    items.append(element('li', markOf(ok) + what + (why ? `（${why}）` : ''), classOf(ok)));
  return items;
}

function sectionOf({ id, title, agency, occurredAt, signed, missing }: BundleAct, checks: readonly Check[]) {
  const section = document.createElement('section');
  const { documents, evidence } = signed.envelope;
  section.append(element('h3', `${at(occurredAt)}　${agency}　${title}`), listOf(checks, id));
  const papers = documents.map(
    ({ name, number, paper }) => (paper ? paper.title : name) + (number ? ` ${number}` : ''),
  );
  if (papers.length > 0) section.append(element('p', `文书：${papers.join('；')}`));
  for (const item of evidence)
    section.append(element('p', `证据：${item.title}　SHA-256 ${item.sha256}　SM3 ${item.sm3}`, 'hash'));
  if (missing.length > 0) section.append(element('p', `尚未收到回执：${missing.join('、')}`, 'unknown'));
  return section;
}

async function show(): Promise<void> {
  const verdict = byId('verdict');
  if (!globalThis.crypto?.subtle) {
    verdict.textContent = '本浏览器不支持校验（Web Crypto），请换用较新的浏览器。';
    return;
  }
  const checks = await checkBundle(bundle);
  const bad = checks.filter(({ ok }) => ok === false).length;
  const unknown = checks.filter(({ ok }) => ok === null).length;
  verdict.className = classOf(bad > 0 ? false : unknown > 0 ? null : true);
  verdict.textContent =
    bad > 0
      ? `核验不通过：${bad} 处不符`
      : `核验通过：${checks.length - unknown} 项签名、校验值和存在证明全部相符` +
        (unknown > 0 ? `，另有 ${unknown} 项尚无证明` : '');
  verdict.dataset['bad'] = String(bad);
  verdict.dataset['checked'] = String(checks.length);
  const main = document.querySelector('main')!;
  main.append(element('h2', '账本'), element('pre', bundle.log.note), listOf(checks, bundle.log.name));
  main.append(element('h2', '办理过程'), ...bundle.acts.map((act) => sectionOf(act, checks)));
  main.append(element('h2', '公钥（请与各单位公布的核对）'));
  for (const key of bundle.keys)
    main.append(element('p', `${key.station}　${key.algorithm}　${await fingerprint(key)}`, 'hash'));
}

async function compare(files: readonly File[]): Promise<void> {
  const evidence = bundle.acts.flatMap(({ signed }) => signed.envelope.evidence);
  const items = files.map(async (file) => {
    const hash = await fileHash(new Uint8Array(await file.arrayBuffer()));
    const item = evidence.find(({ sha256 }) => sha256 === hash);
    const found = item ? `与登记的证据“${item.title}”一致` : '不是本案登记的证据文件';
    return element('li', `${file.name}：${found}`, item ? 'good' : 'bad');
  });
  byId('files').replaceChildren(...(await Promise.all(items)));
}

const chosen = document.querySelector<HTMLInputElement>('#file')!;
chosen.addEventListener('change', () => void compare([...(chosen.files ?? [])]));
show().catch((error: unknown) => {
  byId('verdict').className = classOf(false);
  byId('verdict').textContent = `无法核验：案件包不完整或已损坏（${(error as Error).message}）`;
});
