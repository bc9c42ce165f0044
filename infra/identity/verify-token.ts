import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { remembering } from './remembered.ts';
import { ORGANISATION_NAMES, ROLES, type Identity, type Organisation, type Role } from '@xianjie/contracts/agencies.ts';

/** An identity and until when its token holds, in epoch seconds. */
export type Authenticated = Identity & { readonly expiresAt: number };

export type InvalidTokenCode = 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'IDENTITY_UNAVAILABLE';
/** The token is not accepted; `code` says why. */
export class InvalidToken extends Error {
  constructor(
    readonly code: InvalidTokenCode,
    message: string,
  ) {
    super(message);
  }
}

export interface VerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  /** names of the claims where another issuer calls them differently */
  readonly claims?: { readonly organisation: string; readonly roles: string; readonly division: string };
}
export type Verifier = (authorization: string | undefined) => Promise<Authenticated | null>;

/** A token of an unknown key makes the issuer's keys be read anew, but not more often than this. */
const KEYS_ASKED_AGAIN_AFTER_MS = 5_000;
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];

/** The claim names in force: `OIDC_CLAIM_ORGANISATION`, `OIDC_CLAIM_ROLES`, `OIDC_CLAIM_DIVISION` for issuers that name them otherwise. */
const claimsFromEnvironment = () => ({
  organisation: process.env['OIDC_CLAIM_ORGANISATION'] ?? 'org',
  roles: process.env['OIDC_CLAIM_ROLES'] ?? 'roles',
  division: process.env['OIDC_CLAIM_DIVISION'] ?? 'division',
});

/** Verifies access tokens of an issuer, each once a minute; see {@link remembering}. */
export const createVerifier = (options: VerifierOptions): Verifier => remembering(verifierOf(options));

/** The issuer's keys are found by discovery when the first token comes, cached, and followed when they rotate. */
function verifierOf({ issuer, audience, claims = claimsFromEnvironment() }: VerifierOptions): Verifier {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  const keySet = () =>
    (keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    }));
  return async (authorization) => {
    if (!authorization) return null;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new InvalidToken('UNAUTHENTICATED', '登录凭证格式不正确，请重新登录。');
    const set = await keySet();
    try {
      const { payload } = await jwtVerify(token, set, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
      });
      return identityOf(payload, claims);
    } catch (error) {
      if (error instanceof InvalidToken) throw error;
      if (error instanceof errors.JWTExpired) throw new InvalidToken('TOKEN_EXPIRED', '登录已过期，请重新登录。');
      if (error instanceof errors.JOSEError && error.code !== 'ERR_JWKS_TIMEOUT')
        throw new InvalidToken('UNAUTHENTICATED', '登录凭证无效，请重新登录。');
      throw new InvalidToken('IDENTITY_UNAVAILABLE', '身份认证服务暂时无法连接，请稍后重试。');
    }
  };
}

async function discover(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null);
  if (!response?.ok) throw new InvalidToken('IDENTITY_UNAVAILABLE', '身份认证服务暂时无法连接，请稍后重试。');
  const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(uri), { cooldownDuration: KEYS_ASKED_AGAIN_AFTER_MS });
}

function identityOf(payload: JWTPayload, names: NonNullable<VerifierOptions['claims']>): Authenticated {
  const organisation = payload[names.organisation];
  const roles = payload[names.roles];
  const division = payload[names.division];
  const known =
    typeof organisation === 'string' &&
    (ORGANISATION_NAMES as string[]).includes(organisation) &&
    Array.isArray(roles) &&
    roles.length > 0 &&
    roles.every((role) => typeof role === 'string' && Object.hasOwn(ROLES, role));
  if (!known) throw new InvalidToken('UNAUTHENTICATED', '登录凭证未载明单位或角色，请联系系统管理员。');
  return {
    sub: payload.sub!,
    name: typeof payload['name'] === 'string' ? payload['name'] : payload.sub!,
    organisation: organisation as Organisation,
    roles: roles as Role[],
    division: typeof division === 'string' ? division : '',
    expiresAt: payload.exp!,
  };
}
