import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, ObjectType } from 'type-graphql';

const Schema = defineEntity({
  name: 'PracticeBan',
  tableName: 'practice_ban',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    person: p.string().length(500),
    occupation: p.text(),
    bannedFrom: p.string(),
    bannedUntil: p.string(),
    legalBasis: p.text(),
    registeredAt: p.datetime(3),
  },
  indexes: [{ properties: ['registeredAt', 'id'] }, { properties: ['bannedUntil'] }],
});

/** A practice ban (从业禁止) that a court imposed, as the register keeps it; it ends by itself. */
@ObjectType('PracticeBan', { description: '从业禁止登记' })
export class PracticeBan extends Schema.class {
  @Field(() => ID, { description: 'the act that registered it' }) declare id: string;
  @Field(() => String, { description: '被禁止从业的人（姓氏加“某”）' }) declare person: string;
  @Field(() => String, { description: '禁止从事的职业' }) declare occupation: string;
  @Field(() => String, { description: '起始日' }) declare bannedFrom: string;
  @Field(() => String, { description: '截止日，届满自动失效' }) declare bannedUntil: string;
  @Field(() => String, { description: '依据' }) declare legalBasis: string;
  @Field(() => Date, { description: '登记时间' }) declare registeredAt: Date;
}
Schema.setClass(PracticeBan);
