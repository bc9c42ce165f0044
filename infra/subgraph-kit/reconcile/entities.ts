import { defineEntity, p } from '@mikro-orm/core';

const ReconciliationSchema = defineEntity({
  name: 'Reconciliation',
  tableName: 'reconciliation',
  properties: {
    peer: p.string().primary(),
    askedAt: p.datetime(3).nullable(),
    answeredAt: p.datetime(3).nullable(),
    /** when both last held the same */
    agreedAt: p.datetime(3).nullable(),
    /** what the peer holds that this station has lost, as far as it is known */
    behind: p.integer().default(0),
    /** this station came out of a backup then, and has not yet got back what the peer holds of it: no act until it has */
    restoredAt: p.datetime(3).nullable(),
  },
});
/** How this station's records and another's compare; see {@link Reconciler}. */
export class Reconciliation extends ReconciliationSchema.class {}
ReconciliationSchema.setClass(Reconciliation);
