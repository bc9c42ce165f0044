import { Field, ObjectType } from 'type-graphql';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { DeadlineView } from './views.ts';

@ObjectType({ description: '办理后开始的期限' })
export class ClockAhead {
  @Field(() => String, { description: 'rule id, e.g. H17-09a' }) declare rule: string;
  @Field(() => String, { description: '名称' }) declare title: string;
  @Field(() => String, { description: '英文名称' }) declare titleEn: string;
  @Field(() => String, { description: '依据' }) declare article: string;
  @Field(() => String, { description: '义务机关' }) declare obligor: string;
  @Field(() => String, { description: '期限长度' }) declare period: string;
  @Field(() => Boolean, { description: '仅作提醒' }) declare reminder: boolean;
  @Field(() => Date, { nullable: true, description: '现在办理时的届满时间；取决于填写内容的为空' })
  declare dueAt: Date | null;
  @Field(() => [String], { description: '决定是否开始、从何时起算、多长的填写项' }) declare dependsOn: string[];
  @Field(() => [String], { description: '接替这些规则正在进行的期限；不接替的为空' }) declare replaces: string[];
}

@ObjectType({ description: '本单位现在可以依法办理的事项；其表单、文书、送达机关见办理事项表' })
export class LawfulAct {
  @Field(() => String, { description: 'name of the act and of its mutation' }) declare act: ActName;
  @Field(() => Boolean, { description: '本人的角色可以办理；否则须由有权的角色办理' }) declare mine: boolean;
  @Field(() => Date, { nullable: true, description: '须在此时之后办理；不需等待的为空' })
  declare notBefore: Date | null;
  @Field(() => [ClockAhead], { description: '办理后开始的期限' }) declare starts: ClockAhead[];
  @Field(() => [DeadlineView], { description: '办理后可能结束的、正在进行的期限' }) declare ends: DeadlineView[];

  @Field(() => String, { description: '名称' })
  get title(): string {
    return ACTS[this.act].zh;
  }
  @Field(() => String, { description: '依据' })
  get article(): string {
    return ACTS[this.act].article;
  }
}
