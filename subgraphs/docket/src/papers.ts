import type { ServerResponse } from 'node:http';
import { CONFIDENTIAL_ACTS } from '@xianjie/contracts/acts/index.ts';
import { digestOf } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { RenderPool, PaperFormat } from '@xianjie/papers/render-pool.ts';
import { assertSignedIn, caseState, maySeeOf } from '@xianjie/subgraph-kit/access-guard.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import type { ContextPage } from '@xianjie/subgraph-kit/graphql-server.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';

const PATH = /^\/papers\/([0-9a-f-]{36})\/([A-Z_]+)\.(pdf|docx)$/;
const MEDIA_TYPE: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Prints a document of an act for whoever may see the act: `/papers/ACT/NAME.pdf` or `.docx`. */
export function paperPage(pool: RenderPool): ContextPage<RequestContext> {
  return async (request, response, context) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/papers/')) return false;
    const [, actId = '', name = '', format = 'pdf'] = PATH.exec(pathname) ?? [];
    const { paper, digest } = await paperOf(await context(), actId, name);
    if (request.headers['if-none-match'] === `"${digest}"`) response.writeHead(304).end();
    else
      await print(
        response,
        await pool.renderPaper(paper, format as PaperFormat),
        `${paper.title} ${paper.number}`,
        format as PaperFormat,
        digest,
      );
    return true;
  };
}

/** The paper as the act's envelope holds it, checked against its digest; an act that the caller may not see is as one that is not there. */
async function paperOf(context: RequestContext, actId: string, name: string) {
  const identity = assertSignedIn(context);
  const notFound = () => refuse('PAPER_NOT_FOUND', { actId, name });
  const act = actId ? await context.em.findOne(Act, { id: actId }) : null;
  if (!act) throw notFound();
  const party = [act.agency, ...act.recipients].includes(identity.organisation);
  const state = await caseState(context, act.caseId);
  if (!party && (CONFIDENTIAL_ACTS.includes(act.name) || !state || !maySeeOf(identity, state, 'case.timeline')))
    throw notFound();
  context.reads.note(context, act.caseId, 'case.timeline');
  const { paper, paperDigest: digest } = act.documents.find((document) => document.name === name) ?? {};
  if (!paper || !digest) throw notFound();
  if (digestOf(paper) !== digest) throw refuse('HASH_MISMATCH', { file: `${paper.title} ${paper.number}` });
  return { paper, digest };
}

async function print(
  response: ServerResponse,
  bytes: Uint8Array,
  title: string,
  format: PaperFormat,
  digest: string,
): Promise<void> {
  response
    .writeHead(200, {
      'content-type': MEDIA_TYPE[format],
      'content-length': bytes.byteLength,
      'content-disposition': `${format === 'pdf' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(`${title}.${format}`)}`,
      'cache-control': 'private, no-cache',
      etag: `"${digest}"`,
    })
    .end(bytes);
}
