import { createReadStream, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { request as forward } from 'node:http';
import type { Page } from './gateway.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
  '.ico': 'image/x-icon',
  '.map': 'application/json',
};

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
  const { hostname, port } = new URL(target);
  return (request, response, { pathname, search }) => {
    if (!pathname.startsWith(prefix)) return false;
    const headers = { ...request.headers, 'x-forwarded-host': request.headers.host ?? '', 'x-forwarded-proto': 'http' };
    const upstream = forward({ hostname, port, method: request.method, path: pathname + search, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ code: 'FILES_UNAVAILABLE', message: '文件服务暂时无法连接，请稍后重试。' }));
    });
    request.pipe(upstream);
    return true;
  };
}

/** The first page of a hub without a workbench: what this is, signing in, the explorer. */
export function homePage(issuer: string): Page {
  return (_request, response, { pathname }) => {
    if (pathname === '/config.json') {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ issuer, clientId: 'xianjie-console', resource: 'urn:xianjie' }));
      return true;
    }
    if (pathname !== '/') return false;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    createReadStream(new URL('./home.html', import.meta.url)).pipe(response);
    return true;
  };
}
