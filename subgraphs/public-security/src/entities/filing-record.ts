import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';

const Schema = defineEntity({
  name: 'FilingRecord',
  tableName: 'filing_record',
  properties: {
    caseId: p.uuid().primary(),
    receivedAt: p.datetime(3).nullable(),
    acceptedAt: p.datetime(3).nullable(),
    decision: p.string().nullable(),
    decidedAt: p.datetime(3).nullable(),
    reasons: p.text().nullable(),
    notifiedAt: p.datetime(3).nullable(),
    noticeNumber: p.string().nullable(),
    itemsReceivedAt: p.datetime(3).nullable(),
    sentForProsecutionAt: p.datetime(3).nullable(),
    detentionDecidedAt: p.datetime(3).nullable(),
    arrestRequestedAt: p.datetime(3).nullable(),
  },
});

/** What public security has done with a transferred case. */
@ObjectType('PublicSecurityRecord', { description: '公安机关办理情况' })
export class FilingRecord extends Schema.class {
  @Field(() => Date, { nullable: true, description: '收到移送的时间' }) declare receivedAt: Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '受案时间' }) declare acceptedAt: Date | null | undefined;
  @Field(() => String, {
    nullable: true,
    description: '决定: FILED 立案, FILING_REFUSED 不予立案, WITHDRAWN 撤销案件, RETURNED 退回, PASSED_ON 移送管辖',
  })
  declare decision: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '决定时间' }) declare decidedAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '理由' }) declare reasons: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '书面通知时间' }) declare notifiedAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '通知书文号' }) declare noticeNumber: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '接收涉案物品的时间' }) declare itemsReceivedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '移送审查起诉的时间' }) declare sentForProsecutionAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '提请批准逮捕的时间' }) declare arrestRequestedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '决定行政拘留的时间' }) declare detentionDecidedAt:
    Date | null | undefined;
}
Schema.setClass(FilingRecord);
