import { createReadStream, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { request as forwardPlainly, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as forwardSecurely } from 'node:https';
import type { Identity } from '@xianjie/contracts/agencies.ts';
import { DEMO_OFFICERS } from '@xianjie/identity/demo-officers.ts';
import type { Page } from './gateway.ts';
import { MEDIA_TYPES } from './media-types.ts';

/** The GraphQL explorer, whole from the npm package altair-static: nothing is fetched from elsewhere. */
export function explorerPage(): Page {
  const { getDistDirectory, renderAltair } = createRequire(import.meta.url)(
    'altair-static',
  ) as typeof import('altair-static');
  const folder = getDistDirectory();
  const html = renderAltair({
    baseURL: '/explorer/',
    endpointURL: '/graphql',
    subscriptionsEndpoint: '/graphql',
    initialSubscriptionRequestHandlerId: 'graphql-ws' as never,
    initialHeaders: { authorization: '__TOKEN__' },
    initialSubscriptionsPayload: { authorization: '__TOKEN__' },
    initialQuery:
      'query { cases(first: 10) { edges { node { title stage tracks { title } publicSecurity { decision decidedAt } } } } }\n',
    preserveState: false,
    disableAccount: true,
  })
    .replaceAll(
      '`__TOKEN__`',
      "sessionStorage.getItem('xianjie.token') ? `Bearer ${sessionStorage.getItem('xianjie.token')}` : ''",
    )
    // no advertisements in an office
    .replace(
      '</head>',
      '<style>app-banner,app-banner-container,.app-banner,.app-banner-container{display:none!important}</style></head>',
    );
  return (_request, response, { pathname }) => {
    if (pathname === '/explorer') return response.writeHead(302, { location: '/explorer/' }).end() !== undefined;
    if (!pathname.startsWith('/explorer/')) return false;
    const asked = pathname.slice('/explorer/'.length);
    if (asked === '' || asked === 'index.html') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      return true;
    }
    const file = join(folder, normalize(`/${decodeURIComponent(asked)}`));
    if (!existsSync(file) || !statSync(file).isFile()) return false;
    response.writeHead(200, {
      'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=3600',
    });
    createReadStream(file).pipe(response);
    return true;
  };
}

/** Files and papers go through to whoever serves them untouched, both ways, as a stream. */
export function proxy(prefix: string, target: string): Page {
  return (request, response, { pathname, search }) => {
    if (!pathname.startsWith(prefix)) return false;
    passOn(request, response, target, pathname + search);
    return true;
  };
}

/** As `proxy` where every agency keeps its own files: each officer's go to the own agency's server, which alone says what may be done there. */
export function filesOf(
  urls: Readonly<Record<string, string>>,
  authenticate: (authorization: string | undefined) => Promise<Pick<Identity, 'organisation'> | null>,
): Page {
  return (request, response, { pathname, search }) => {
    if (!pathname.startsWith('/files/')) return false;
    void authenticate(request.headers.authorization).then(
      (identity) => {
        const target = identity && urls[identity.organisation];
        if (target) passOn(request, response, target, pathname + search);
        else unavailable(response, identity ? 404 : 401);
      },
      () => unavailable(response, 401),
    );
    return true;
  };
}

const REFUSALS = {
  401: { code: 'UNAUTHENTICATED', message: '请先登录后再操作。' },
  404: { code: 'UNKNOWN_FILE', message: '没有这个文件。' },
  502: { code: 'FILES_UNAVAILABLE', message: '文件服务暂时无法连接，请稍后重试。' },
} as const;
function unavailable(response: ServerResponse, status: keyof typeof REFUSALS): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(REFUSALS[status]));
}

function passOn(request: IncomingMessage, response: ServerResponse, target: string, path: string): void {
  const { protocol } = new URL(target);
  const forward = protocol === 'https:' ? forwardSecurely : forwardPlainly;
  const headers = { ...request.headers, 'x-forwarded-host': request.headers.host ?? '', 'x-forwarded-proto': 'http' };
  const upstream = forward(new URL(path, target), { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  upstream.on('error', () => unavailable(response, 502));
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

/** What a browser must know before it signs in; on a demo instance also whom it may sign in as. */
export function settingsPage(issuer: string, demo: boolean): Page {
  const text = JSON.stringify({
    issuer,
    clientId: 'xianjie-console',
    resource: 'urn:xianjie',
    demoOfficers: demo
      ? DEMO_OFFICERS.map(({ sub, name, title, organisation }) => ({ sub, name, title, organisation }))
      : [],
  });
  return (_request, response, { pathname }) => {
    if (pathname !== '/config.json') return false;
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    return true;
  };
}
