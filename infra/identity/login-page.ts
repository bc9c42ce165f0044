import { AGENCIES, READERS, type Agency, type Organisation, type Reader } from '@xianjie/contracts/agencies.ts';
import { DEMO_OFFICERS, type DemoOfficer } from './demo-officers.ts';

const nameOf = (organisation: Organisation) =>
  organisation in AGENCIES ? AGENCIES[organisation as Agency].zh : READERS[organisation as Reader].zh;
const button = ({ sub, name, title }: DemoOfficer) =>
  `<button name="account" value="${sub}"><b>${name}</b><span>${title}</span></button>`;

/** The page that lists the demo officers; one click signs in. */
export function loginPage(uid: string): string {
  const organisations = [...new Set(DEMO_OFFICERS.map(({ organisation }) => organisation))];
  const sections = organisations.map(
    (organisation) =>
      `<section><h2>${nameOf(organisation)}</h2>${DEMO_OFFICERS.filter(
        (officer) => officer.organisation === organisation,
      )
        .map(button)
        .join('')}</section>`,
  );
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>登录 · 衔接</title>
<style>
body{font:16px/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:0;background:#f3f5f8;color:#1d2733}
main{max-width:62rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.5rem;margin:0}p{margin:.25rem 0 1.5rem;color:#4a5a6b}
form{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}
section{background:#fff;border:1px solid #d9e0e8;border-radius:8px;padding:1rem}h2{font-size:1rem;margin:0 0 .5rem}
button{display:block;width:100%;text-align:left;font:inherit;padding:.5rem .75rem;margin:.25rem 0;border:1px solid #c5d0dc;border-radius:6px;background:#fff;cursor:pointer}
button:hover,button:focus{border-color:#0b5cad;background:#eef5fc}button span{display:block;color:#4a5a6b;font-size:.85rem}
</style><main><h1>衔接 · 演示登录</h1><p>演示环境：点击一名演示人员即可登录，无需密码，人员均为虚构。<br><small>Demo only: one click signs in as a fictitious officer.</small></p>
<form method="post" action="/interaction/${encodeURIComponent(uid)}">${sections.join('')}</form></main></html>`;
}
