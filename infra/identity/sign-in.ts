import { createHash, randomBytes } from 'node:crypto';

const CLIENT = 'xianjie-cli';
const REDIRECT = 'http://127.0.0.1/callback';

export interface SignedIn {
  readonly accessToken: string;
  /** seconds */
  readonly expiresIn: number;
}

/** Signs a demo officer in by walking the provider's own authorization code flow with PKCE. */
export async function signIn({ issuer, account }: { issuer: string; account: string }): Promise<SignedIn> {
  const jar = new Map<string, string>();
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'cli',
    resource: 'urn:xianjie',
  });
  const interaction = await step(jar, `${issuer}/auth?${query}`);
  const resume = await step(jar, new URL(interaction, issuer).href, new URLSearchParams({ account }));
  const callback = new URL(await step(jar, new URL(resume, issuer).href));
  const code = callback.searchParams.get('code');
  if (!code) throw new Error(`the provider did not sign ${account} in: ${callback.search}`);
  return token(issuer, {
    grant_type: 'authorization_code',
    client_id: CLIENT,
    redirect_uri: REDIRECT,
    code,
    code_verifier: verifier,
  });
}

/** A machine's token by client credentials. */
export const clientCredentials = ({
  issuer,
  clientId,
  clientSecret,
}: {
  issuer: string;
  clientId: string;
  clientSecret: string;
}): Promise<SignedIn> =>
  token(issuer, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    resource: 'urn:xianjie',
  });

/** One redirect of the flow: sends the cookies so far, keeps the new ones, returns where it leads. */
async function step(jar: Map<string, string>, url: string, body?: URLSearchParams): Promise<string> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(body ? { method: 'POST', body } : {}),
  });
  for (const line of response.headers.getSetCookie()) {
    const [pair] = line.split(';');
    const at = pair!.indexOf('=');
    jar.set(pair!.slice(0, at), pair!.slice(at + 1));
  }
  const location = response.headers.get('location');
  if (!location)
    throw new Error(
      `signing in stopped at ${new URL(url).pathname}: ${response.status} ${(await response.text()).slice(0, 500)}`,
    );
  return location;
}

async function token(issuer: string, parameters: Record<string, string>): Promise<SignedIn> {
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(parameters) });
  const answer = (await response.json()) as {
    access_token?: string;
    expires_in?: number;
    error_description?: string;
    error?: string;
  };
  if (!answer.access_token) throw new Error(`no token: ${answer.error_description ?? answer.error}`);
  return { accessToken: answer.access_token, expiresIn: answer.expires_in ?? 0 };
}
