import { defineEntity, p } from '@mikro-orm/core';

const TokenSchema = defineEntity({
  name: 'TimestampToken',
  tableName: 'timestamp_token',
  properties: {
    /** of the tree over the envelopes of the batch, SHA-256, hex */
    root: p.string().primary(),
    size: p.integer(),
    /** RFC 3161, DER, base64 */
    token: p.text(),
    /** as the authority says */
    at: p.datetime(3),
  },
});
/** A time-stamp over one batch of envelopes. */
export class TimestampToken extends TokenSchema.class {}
TokenSchema.setClass(TimestampToken);

const ProofSchema = defineEntity({
  name: 'TimestampProof',
  tableName: 'timestamp_proof',
  properties: {
    envelopeId: p.uuid().primary(),
    digest: p.string(),
    root: p.string(),
    index: p.integer(),
    path: p.json<string[]>(),
  },
  indexes: [{ properties: ['root'] }],
});
/** An envelope's place in its batch, and the way from it to the root that is stamped. */
export class TimestampProof extends ProofSchema.class {}
ProofSchema.setClass(TimestampProof);

const StateSchema = defineEntity({
  name: 'TimestampState',
  tableName: 'timestamp_state',
  properties: {
    id: p.integer().primary(),
    lastAt: p.datetime(3).nullable(),
    /** since when the authority has given nothing */
    awaySince: p.datetime(3).nullable(),
    reason: p.text().nullable(),
  },
});
/** How stamping stands, for all replicas of the station: one row. */
export class TimestampState extends StateSchema.class {}
StateSchema.setClass(TimestampState);

export const TIMESTAMP_ENTITIES = [TimestampToken, TimestampProof, TimestampState];
