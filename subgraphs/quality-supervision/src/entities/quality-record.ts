import { defineEntity, p } from '@mikro-orm/core';
import { Field, Float, ObjectType } from 'type-graphql';

const Schema = defineEntity({
  name: 'QualityRecord',
  tableName: 'quality_record',
  properties: {
    caseId: p.uuid().primary(),
    referredAt: p.datetime(3).nullable(),
    institutionName: p.string().length(500).nullable(),
    institutionUscc: p.string().nullable(),
    cmaNumber: p.string().nullable(),
    validUntil: p.string().nullable(),
    status: p.string().nullable(),
    qualificationRecordedAt: p.datetime(3).nullable(),
    measures: p.text().nullable(),
    amount: p.double().nullable(),
    handledAt: p.datetime(3).nullable(),
    penalty: p.text().nullable(),
    penaltyAmount: p.double().nullable(),
    penalisedAt: p.datetime(3).nullable(),
    qualificationMeasure: p.string().nullable(),
  },
});

/** The monitoring body's qualification and what quality supervision did. */
@ObjectType('QualityRecord', { description: '市场监管部门办理情况' })
export class QualityRecord extends Schema.class {
  @Field(() => Date, { nullable: true, description: '收到移送或送出线索的时间' }) declare referredAt:
    Date | null | undefined;
  @Field(() => String, { nullable: true, description: '机构名称' }) declare institutionName: string | null | undefined;
  @Field(() => String, { nullable: true, description: '机构统一社会信用代码' }) declare institutionUscc:
    string | null | undefined;
  @Field(() => String, { nullable: true, description: '资质认定（CMA）证书编号' }) declare cmaNumber:
    string | null | undefined;
  @Field(() => String, { nullable: true, description: '有效期至' }) declare validUntil: string | null | undefined;
  @Field(() => String, { nullable: true, description: '资质状态' }) declare status: string | null | undefined;
  @Field(() => Date, { nullable: true, description: '资质登记时间' }) declare qualificationRecordedAt:
    Date | null | undefined;
  @Field(() => String, { nullable: true, description: '处理内容' }) declare measures: string | null | undefined;
  @Field(() => Float, { nullable: true, description: '罚款金额（元）' }) declare amount: number | null | undefined;
  @Field(() => Date, { nullable: true, description: '处理时间' }) declare handledAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '市场监管处罚内容' }) declare penalty: string | null | undefined;
  @Field(() => Float, { nullable: true, description: '市场监管罚款金额（元）' }) declare penaltyAmount:
    number | null | undefined;
  @Field(() => Date, { nullable: true, description: '市场监管处罚时间' }) declare penalisedAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '资质措施: SUSPENDED 暂停, RESTORED 恢复, REVOKED 撤销' })
  declare qualificationMeasure: string | null | undefined;
}
Schema.setClass(QualityRecord);
