import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Provider, { interactionPolicy, type Configuration } from 'oidc-provider';
import { CREDIT_PLATFORM, DEMO_OFFICERS } from './demo-officers.ts';
import { loginPage } from './login-page.ts';
import type { ProviderKeys } from './provider-keys.ts';

export const AUDIENCE = 'xianjie';
const CLI_REDIRECT = 'http://127.0.0.1/callback';

export interface ProviderOptions {
  readonly issuer: string;
  readonly keys: ProviderKeys;
  /** where the console is served: it may sign officers in and read tokens */
  readonly consoleOrigin: string;
  readonly tokenSeconds?: number;
}

/** The embedded demo provider as an HTTP server that does not listen yet: authorization code with PKCE, client credentials for the platform. */
export function createProvider({ issuer, keys, consoleOrigin, tokenSeconds = 8 * 3_600 }: ProviderOptions): Server {
  const publicClient = (client_id: string, redirect: string) => ({
    client_id,
    redirect_uris: [redirect],
    application_type: client_id.endsWith('cli') ? ('native' as const) : ('web' as const),
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
  });
  const policy = interactionPolicy.base();
  policy.remove('consent'); // first-party clients only: nobody is asked to consent to their own hub
  const configuration: Configuration = {
    clients: [
      { ...publicClient('xianjie-console', `${consoleOrigin}/`), application_type: 'native' },
      publicClient('xianjie-cli', CLI_REDIRECT),
      {
        client_id: CREDIT_PLATFORM.clientId,
        client_secret: keys.platformSecret,
        redirect_uris: [],
        grant_types: ['client_credentials'],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: keys.jwks as never,
    cookies: { keys: keys.cookieKeys },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name'] },
    clientBasedCORS: (_ctx, origin) => origin === consoleOrigin,
    ttl: {
      AccessToken: tokenSeconds,
      ClientCredentials: tokenSeconds,
      Session: tokenSeconds,
      Grant: tokenSeconds,
      Interaction: 3_600,
      IdToken: 3_600,
    },
    findAccount: (_ctx, sub) => {
      const found = DEMO_OFFICERS.find((officer) => officer.sub === sub);
      return found && { accountId: sub, claims: () => ({ sub, name: found.name }) };
    },
    extraTokenClaims: (_ctx, token) => {
      const account = 'accountId' in token ? DEMO_OFFICERS.find(({ sub }) => sub === token.accountId) : undefined;
      if (account)
        return { name: account.name, org: account.organisation, roles: [...account.roles], division: account.division };
      return {
        sub: CREDIT_PLATFORM.clientId,
        name: CREDIT_PLATFORM.name,
        org: CREDIT_PLATFORM.organisation,
        roles: [CREDIT_PLATFORM.role],
        division: '',
      };
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:xianjie',
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== 'urn:xianjie') throw new Error('unknown resource');
          return {
            scope: '',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: tokenSeconds,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client!.clientId,
        accountId: ctx.oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid profile');
      grant.addResourceScope('urn:xianjie', '');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.type = 'json';
      ctx.body = out;
    },
  };
  const provider = new Provider(issuer, configuration);
  const answer = provider.callback();
  return createServer((request, response) => {
    const interaction = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '');
    if (request.url === '/health') return void response.end('up');
    if (!interaction) return void answer(request, response);
    interact(provider, request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: error.message }));
    });
  });
}

/** GET shows the officers, or signs in the one that `login_hint` names; POST `account=…` signs one in. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const signIn = (accountId: string) =>
    provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
  const known = (account: unknown): account is string => DEMO_OFFICERS.some(({ sub }) => sub === account);
  const { login_hint: hint } = params;
  if (known(hint)) return signIn(hint);
  if (request.method !== 'POST')
    return void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(loginPage(uid));
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body = (body + chunk.toString()).slice(0, 1_000);
  const account = new URLSearchParams(body).get('account');
  if (!known(account)) throw new Error('unknown officer');
  await signIn(account);
}
