import type { Authenticated } from '@xianjie/identity/verify-token.ts';

/** What one operation carries through the gateway. */
export interface GatewayContext {
  readonly authorization?: string | undefined;
  readonly identity: Authenticated | null;
  readonly requestId?: string | undefined;
}

/** Callers with the same rights see the same: they may share what is fetched for them. */
export const rightsOf = (identity: Authenticated | null): string =>
  identity ? JSON.stringify([identity.organisation, [...identity.roles].toSorted(), identity.division]) : 'anonymous';

/** One person with the same rights: what is answered to one request may be answered to another. */
export const identityKey = ({ identity }: GatewayContext): string =>
  identity ? `${identity.sub} ${rightsOf(identity)}` : '';
