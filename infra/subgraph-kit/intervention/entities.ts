import { defineEntity, p } from '@mikro-orm/core';
import type { Sealed } from './seal.ts';

const appendOnly = (table: string) => ({
  name: 'append_only',
  timing: 'before' as const,
  events: ['update', 'delete'] as ('update' | 'delete')[],
  forEach: 'statement' as const,
  body: `raise exception '${table} is append-only'`,
});

const RecordSchema = defineEntity({
  name: 'InterventionRecord',
  tableName: 'intervention_record',
  properties: {
    id: p.uuid().primary(),
    number: p.string().unique(),
    /** the record that this one supplements */
    supplements: p.uuid().nullable(),
    /** stands for the author; says nobody who it is without the agency's sealing key */
    author: p.string(),
    recordedAt: p.datetime(3),
    /** salted SHA-256 of the content: public */
    digest: p.string(),
    sealed: p.json<Sealed>(),
  },
  indexes: [
    { properties: ['recordedAt', 'id'] },
    { properties: ['author', 'recordedAt', 'id'] },
    { properties: ['supplements', 'recordedAt', 'id'] },
  ],
  triggers: [appendOnly('intervention_record')],
});
/** An intervention record (干预留痕) or a supplement to one; rows are only ever added. */
export class InterventionRecord extends RecordSchema.class {}
RecordSchema.setClass(InterventionRecord);

const AccessSchema = defineEntity({
  name: 'InterventionAccess',
  tableName: 'intervention_access',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    recordId: p.uuid(),
    at: p.datetime(3),
    /** who read what, sealed as the record is */
    sealed: p.json<Sealed>(),
  },
  indexes: [{ properties: ['recordId', 'id'] }],
  triggers: [appendOnly('intervention_access')],
});
/** A reading of an intervention record; rows are only ever added. */
export class InterventionAccess extends AccessSchema.class {}
AccessSchema.setClass(InterventionAccess);

export const INTERVENTION_ENTITIES = [InterventionRecord, InterventionAccess];
