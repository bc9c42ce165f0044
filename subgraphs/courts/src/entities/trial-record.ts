import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';

const Schema = defineEntity({
  name: 'TrialRecord',
  tableName: 'trial_record',
  properties: {
    caseId: p.uuid().primary(),
    indictedAt: p.datetime(3).nullable(),
    offence: p.text().nullable(),
    registeredAt: p.datetime(3).nullable(),
    courtCaseNumber: p.string().nullable(),
    pronouncedAt: p.datetime(3).nullable(),
    verdict: p.string().nullable(),
    summary: p.text().nullable(),
    judgmentNumber: p.string().nullable(),
    appealedAt: p.datetime(3).nullable(),
    effectiveAt: p.datetime(3).nullable(),
    practiceBanUntil: p.string().nullable(),
  },
});

/** The trial of a case. */
@ObjectType('CourtRecord', { description: '法院办理情况' })
export class TrialRecord extends Schema.class {
  @Field(() => Date, { nullable: true, description: '提起公诉的时间' }) declare indictedAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '起诉罪名' }) declare offence: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '收案登记的时间' }) declare registeredAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '案号' }) declare courtCaseNumber: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '宣判的时间' }) declare pronouncedAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: 'CONVICTED 有罪, ACQUITTED 无罪, EXEMPTED 免予刑事处罚' })
  declare verdict: string | null | undefined;
  @Field(() => String, { nullable: true, description: '判决主文摘要' }) declare summary: string | null | undefined;
  @Field(() => String, { nullable: true, description: '判决书文号' }) declare judgmentNumber: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '上诉或抗诉的时间' }) declare appealedAt: Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '裁判生效时间' }) declare effectiveAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '从业禁止截止日' }) declare practiceBanUntil:
    string | null | undefined;
}
Schema.setClass(TrialRecord);
