import type { Organisation } from '@xianjie/contracts/agencies.ts';
import { say } from './language.ts';
import { begin, leave } from './session.ts';

export interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  readonly resource: string;
  readonly demoOfficers: readonly { sub: string; name: string; title: string; organisation: Organisation }[];
}

const PENDING = 'xianjie.login';
let asked: Promise<Settings> | undefined;
export const settings = (): Promise<Settings> =>
  (asked ??= fetch('/config.json').then((response) => response.json() as Promise<Settings>));

const base64url = (bytes: ArrayBuffer | Uint8Array) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
const random = (bytes: number) => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** Goes to the identity provider (authorization code with PKCE); `hint` names an officer of a demo instance. Comes back to `page`. */
export async function signIn({ hint, page = here() }: { hint?: string; page?: string } = {}): Promise<void> {
  const { issuer, clientId, resource } = await settings();
  const verifier = random(32);
  const state = random(16);
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, page }));
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${location.origin}/`,
    response_type: 'code',
    scope: 'openid profile',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state,
    resource,
    prompt: 'login',
    ...(hint ? { login_hint: hint } : {}),
  });
  location.assign(`${issuer}/auth?${query.toString()}`);
}
const here = () => location.pathname + location.search;

/** Takes the provider's answer from the address, where there is one. @throws Error that says what to do */
export async function finishSignIn(): Promise<void> {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return;
  const { verifier, state, page } = JSON.parse(sessionStorage.getItem(PENDING) ?? '{}') as Record<string, string>;
  history.replaceState(null, '', page ?? '/');
  const failed = say('登录未成功，请重新登录。', 'Signing in failed; please try again.');
  if (!state || state !== answer.get('state') || !answer.has('code')) throw new Error(failed);
  sessionStorage.removeItem(PENDING);
  const { issuer, clientId } = await settings();
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: `${location.origin}/`,
      code: answer.get('code')!,
      code_verifier: verifier!,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(failed);
  leave();
  begin(token);
}
