import { defineEntity, p } from '@mikro-orm/core';
import { Field, ObjectType } from 'type-graphql';

const Schema = defineEntity({
  name: 'SupervisionRecord',
  tableName: 'supervision_record',
  properties: {
    caseId: p.uuid().primary(),
    transferCopiedAt: p.datetime(3).nullable(),
    filingCopiedAt: p.datetime(3).nullable(),
    suggestedAt: p.datetime(3).nullable(),
    reasonsDemandedAt: p.datetime(3).nullable(),
    reasonsGivenAt: p.datetime(3).nullable(),
    filingOrderedAt: p.datetime(3).nullable(),
    reviewStartedAt: p.datetime(3).nullable(),
    prosecution: p.string().nullable(),
    prosecutionDecidedAt: p.datetime(3).nullable(),
    offence: p.text().nullable(),
    severance: p.string().nullable(),
    arrest: p.string().nullable(),
    arrestDecidedAt: p.datetime(3).nullable(),
    transferAdvisedAt: p.datetime(3).nullable(),
    opinionIssuedAt: p.datetime(3).nullable(),
  },
});

/** What the procuratorate has done in supervision and prosecution of a case. */
@ObjectType('ProcuratorateRecord', { description: '检察机关办理情况' })
export class SupervisionRecord extends Schema.class {
  @Field(() => Date, { nullable: true, description: '收到移送书抄送的时间' }) declare transferCopiedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '收到立案/不立案通知抄送的时间' }) declare filingCopiedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '收到立案监督建议的时间' }) declare suggestedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '要求说明理由的时间' }) declare reasonsDemandedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '公安机关说明理由的时间' }) declare reasonsGivenAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '通知立案的时间' }) declare filingOrderedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '审查起诉开始的时间' }) declare reviewStartedAt:
    Date | null | undefined;
  @Field(() => String, { nullable: true, description: 'INDICTED 提起公诉, NOT_PROSECUTED 不起诉' })
  declare prosecution: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '起诉或不起诉决定的时间' }) declare prosecutionDecidedAt:
    Date | null | undefined;
  @Field(() => String, { nullable: true, description: '分案处理: INDICTED 分案起诉, NOT_PROSECUTED 分案不起诉' })
  declare severance: string | null | undefined;
  @Field(() => String, { nullable: true, description: 'ARREST_APPROVED 批准逮捕, ARREST_REFUSED 不批准逮捕' })
  declare arrest: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '审查逮捕决定的时间' }) declare arrestDecidedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '建议移送的时间' }) declare transferAdvisedAt:
    Date | null | undefined;
  @Field(() => Date, { nullable: true, description: '提出检察意见的时间' }) declare opinionIssuedAt:
    Date | null | undefined;
  @Field(() => String, { nullable: true, description: '起诉罪名' }) declare offence: string | null | undefined;
}
Schema.setClass(SupervisionRecord);
