import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, Int, ObjectType } from 'type-graphql';

const Schema = defineEntity({
  name: 'EnvironmentRecord',
  tableName: 'environment_record',
  properties: {
    caseId: p.uuid().primary(),
    clueReceivedAt: p.datetime(3).nullable(),
    penalisedAt: p.datetime(3).nullable(),
    penalty: p.text().nullable(),
    penaltyAmount: p.double().nullable(),
    penaltyNumber: p.string().nullable(),
    penaltyFiledAt: p.datetime(3).nullable(),
    penaltyServedAt: p.datetime(3).nullable(),
    paidAt: p.datetime(3).nullable(),
    dailyPenaltyDays: p.integer().nullable(),
    dailyPenaltyAmount: p.double().nullable(),
    transferDecision: p.string().nullable(),
    transferDecidedAt: p.datetime(3).nullable(),
    transferredAt: p.datetime(3).nullable(),
    transferNumber: p.string().nullable(),
    suspectedOffence: p.text().nullable(),
    itemsHandedOverAt: p.datetime(3).nullable(),
  },
});

/** What the environment bureau has done with a case. */
@ObjectType('EnvironmentRecord', { description: '生态环境部门办理情况' })
export class EnvironmentRecord extends Schema.class {
  @Field(() => Date, { nullable: true, description: '收到线索的时间' }) declare clueReceivedAt: Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '作出行政处罚的时间' }) declare penalisedAt:
    Date | null | undefined;
  @Field(() => String, { nullable: true, description: '处罚内容' }) declare penalty: string | null | undefined;
  @Field(() => Float, { nullable: true, description: '罚款金额（元）' }) declare penaltyAmount:
    number | null | undefined;
  @Field(() => String, { nullable: true, description: '处罚决定书文号' }) declare penaltyNumber:
    string | null | undefined;
  @Field(() => Date, { nullable: true, description: '行政处罚立案时间' }) declare penaltyFiledAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '处罚决定送达时间' }) declare penaltyServedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '履行时间' }) declare paidAt: Date | null | undefined;
  @Field(() => Int, { nullable: true, description: '最近一次按日连续处罚的日数' }) declare dailyPenaltyDays:
    number | null | undefined;
  @Field(() => Float, { nullable: true, description: '最近一次按日连续处罚的总额（元）' }) declare dailyPenaltyAmount:
    number | null | undefined;
  @Field(() => String, { nullable: true, description: 'TRANSFER_APPROVED 批准移送, TRANSFER_REFUSED 不批准移送' })
  declare transferDecision: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '批准或不批准移送的时间' }) declare transferDecidedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '移送的时间' }) declare transferredAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '移送书文号' }) declare transferNumber: string | null | undefined;
  @Field(() => String, { nullable: true, description: '涉嫌罪名' }) declare suspectedOffence: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '移交涉案物品的时间' }) declare itemsHandedOverAt:
    Date | null | undefined;
}
Schema.setClass(EnvironmentRecord);
