import type { ServerResponse } from 'node:http';
import type { CaseBundle } from '@xianjie/ledger/bundle/case-bundle.ts';
import { verifyPage } from '@xianjie/ledger/bundle/verify-page.ts';
import type { RenderPool } from '@xianjie/papers/render-pool.ts';
import type { ContextPage } from '@xianjie/subgraph-kit/graphql-server.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { zipSync } from 'fflate';
import { makeBundle } from './make-bundle.ts';

const PATH = /^\/case-bundles\/([0-9a-f-]{36})\.(zip|json)$/;
/** What is told to whoever opens the archive. */
const READ_ME = `本包含一个案件的全部办理（已签名的移送）、回执、文书、证据校验值，以及它们在存证账本中的存在证明。

离线核验：用浏览器打开“核验.html”（不连接网络），或在系统目录中运行
  npm run -s verify -- --bundle 本包.zip [--trust 各单位公钥.json]

公钥请与各单位公布的核对。证据文件不在包内；在“核验.html”中选择文件即可与登记的校验值比对。
`;

/** A case as one archive that can be checked without the hub: `/case-bundles/CASE.zip`, or only what is checked: `.json`. */
export function bundlePage(pool: RenderPool): ContextPage<RequestContext> {
  return async (request, response, contextOf) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/case-bundles/')) return false;
    const [, caseId, format] = PATH.exec(pathname) ?? [];
    if (!caseId || request.method !== 'GET') {
      response.writeHead(caseId ? 405 : 404).end();
      return true;
    }
    const context = await contextOf();
    const bundle = await makeBundle(context, caseId);
    if (format === 'json') send(response, Buffer.from(JSON.stringify(bundle)), 'application/json; charset=utf-8');
    else {
      const archive = Buffer.from(zipSync(await filesOf(bundle, pool), { mtime: bundle.madeAt }));
      response.setHeader(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(`${bundle.title}.zip`)}`,
      );
      send(response, archive, 'application/zip');
    }
    return true;
  };
}

function send(response: ServerResponse, body: Buffer, type: string): void {
  response
    .writeHead(200, { 'content-type': type, 'content-length': body.length, 'cache-control': 'private, no-store' })
    .end(body);
}

async function filesOf(bundle: CaseBundle, pool: RenderPool): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {
    '说明.txt': Buffer.from(READ_ME),
    '核验.html': Buffer.from(await verifyPage(bundle)),
    'bundle.json': Buffer.from(JSON.stringify(bundle)),
  };
  let count = 0;
  for (const { signed } of bundle.acts)
    for (const { paper } of signed.envelope.documents)
      if (paper) {
        const nth = String((count += 1)).padStart(3, '0');
        const name = `${nth} ${paper.title} ${paper.number}`.replace(/[/\\:*?"<>|]/g, '_');
        files[`文书/${name}.pdf`] = await pool.renderPaper(paper, 'pdf');
      }
  return files;
}
