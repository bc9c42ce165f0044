import type { Authenticated, Verifier } from './verify-token.ts';

const HOLDS_MS = 60_000;
const MOST = 10_000;

/**
 * A verifier that remembers what it has accepted until the token expires, at most a minute: a token is checked once for many
 * requests, and a key that its issuer has withdrawn is trusted a minute longer at most. What was refused is not remembered.
 */
export function remembering(verify: Verifier, now: () => number = Date.now): Verifier {
  const known = new Map<string, { readonly identity: Authenticated; readonly until: number }>();
  return async (authorization) => {
    if (!authorization) return null;
    const found = known.get(authorization);
    if (found && found.until > now()) return found.identity;
    if (found) known.delete(authorization);
    const identity = await verify(authorization);
    if (identity) {
      // the oldest goes: all hold equally long, so it is the next to end anyway
      if (known.size >= MOST) known.delete(known.keys().next().value!);
      known.set(authorization, { identity, until: Math.min(identity.expiresAt * 1_000, now() + HOLDS_MS) });
    }
    return identity;
  };
}
