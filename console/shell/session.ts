import type { Organisation, Role } from '@xianjie/contracts/agencies.ts';
import { makeStore } from '../api/store.ts';

/** The officer at this page, as the access token names them. */
export interface Session {
  readonly token: string;
  readonly sub: string;
  readonly name: string;
  readonly organisation: Organisation;
  readonly roles: readonly Role[];
  readonly division: string;
}

const TOKEN = 'xianjie.token';

function read(): Session | null {
  const token = sessionStorage.getItem(TOKEN);
  if (!token) return null;
  try {
    const part = token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown> & { exp: number };
    if (claims.exp * 1_000 < Date.now()) return null;
    return {
      token,
      sub: String(claims['sub']),
      name: String(claims['name']),
      organisation: claims['org'] as Organisation,
      roles: claims['roles'] as Role[],
      division: String(claims['division']),
    };
  } catch {
    return null;
  }
}

/** Who is signed in in this tab, or nobody. */
export const session = makeStore<Session | null>(read());
/** The hub no longer takes the token; what was written stays, the officer signs in again. */
export const ended = makeStore(false);

export function begin(token: string): void {
  sessionStorage.setItem(TOKEN, token);
  session.set(read());
  ended.set(false);
}
export function leave(): void {
  for (const key of [TOKEN, 'xianjie.news', 'xianjie.desk']) sessionStorage.removeItem(key);
  session.set(null);
}
export const sessionEnded = (): void => ended.set(true);

export function bearer(): { authorization?: string } {
  const token = session.get()?.token;
  return token ? { authorization: `Bearer ${token}` } : {};
}
