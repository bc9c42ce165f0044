import { defineEntity, p } from '@mikro-orm/core';
import type { SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';
import type { KeyUse, RevocationReason } from '@xianjie/contracts/key-notice.ts';

const KeySchema = defineEntity({
  name: 'StationKey',
  tableName: 'station_key',
  properties: {
    station: p.string().primary(),
    keyId: p.string().primary(),
    /** null for a key that is known only because it was revoked */
    algorithm: p.string().$type<SignatureAlgorithm>().nullable(),
    publicKey: p.text().nullable(),
    use: p.string().$type<KeyUse>(),
    validFrom: p.datetime(3),
    supersededAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
    reason: p.string().$type<RevocationReason>().nullable(),
    outstanding: p.json<string[]>().nullable(),
    /** the act that published it; null for a key of the trust file */
    publishedBy: p.uuid().nullable(),
    revokedBy: p.uuid().nullable(),
  },
});
/** A key of a station as the acts on it say; rows come from the trust file once, and from key acts. */
export class StationKey extends KeySchema.class {}
KeySchema.setClass(StationKey);
