import { defineEntity, p } from '@mikro-orm/core';
import type { Agency } from '@xianjie/contracts/agencies.ts';

const Schema = defineEntity({
  name: 'PublicDecision',
  tableName: 'public_decision',
  properties: {
    /** the act that made the decision */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    agency: p.string().$type<Agency>(),
    title: p.string(),
    number: p.string().nullable(),
    party: p.string().length(500).nullable(),
    uscc: p.string().nullable(),
    measures: p.text().nullable(),
    amount: p.double().nullable(),
    legalBasis: p.text().nullable(),
    decidedAt: p.datetime(3),
    publishedAt: p.datetime(3),
    /** end of the period of publication; null where no rule ends it */
    publishedUntil: p.datetime(3).nullable(),
    withdrawnAt: p.datetime(3).nullable(),
    text: p.text(),
    grams: p.array<string>().lazy(),
  },
  indexes: [
    { properties: ['publishedAt', 'id'] },
    { properties: ['caseId', 'agency'] },
    { properties: ['grams'], type: 'gin' },
  ],
});
/**
 * A penalty decision as the public may read it: written when it is published, with natural persons masked. Nothing else of the
 * case is in it, not even the facts: they name people the hub does not know as parties.
 */
export class PublicDecision extends Schema.class {}
Schema.setClass(PublicDecision);
