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
    /** this station was restored from a backup: no act until the peer has answered */
    mustAnswer: p.boolean().default(false),
  },
});
/** How this station's records and another's compare; see {@link Reconciler}. */
export class Reconciliation extends ReconciliationSchema.class {}
ReconciliationSchema.setClass(Reconciliation);
