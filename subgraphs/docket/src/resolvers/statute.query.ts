import { Arg, Args, ArgsType, Ctx, Field, ID, InputType, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { calculate, variantsOf, type Choice } from '@xianjie/contracts/clock/calculate.ts';
import { countsWorkingDays } from '@xianjie/contracts/clock/compute-due.ts';
import type { Rule } from '@xianjie/contracts/clock/rule.ts';
import { periodZh, spansZh } from '@xianjie/contracts/clock/spans.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from '@xianjie/subgraph-kit/access-guard.ts';
import { connectionType, pageSize } from '@xianjie/subgraph-kit/connection.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { calendarFor } from '../calendar/docket-calendar.ts';
import { readStatuteSettings } from '../clocks/statute-settings.ts';
import { CountingStep } from './views.ts';

const statutes = readStatuteSettings();

@ObjectType('PeriodChoice', { description: '使期限不同的情形或延长' })
class PeriodChoice {
  @Field(() => ID, { description: '在该期限内的编号' }) declare id: string;
  @Field(() => String, { description: '情形或延长，及其结果' }) declare words: string;
  @Field(() => Boolean, { description: '届满之日由延长决定写明，须填写' }) declare statesDay: boolean;
}
const choice = ({ id, words, statesDay }: Choice): PeriodChoice => ({ id, words, statesDay });

@ObjectType('StatutoryPeriod', { description: '法律文件规定的一个期限' })
class StatutoryPeriod {
  constructor(readonly rule: Rule) {}
  @Field(() => ID, { description: '编号，如 H17-09a' })
  get id(): string {
    return this.rule.id;
  }
  @Field(() => String, { description: '名称' })
  get title(): string {
    return this.rule.title.zh;
  }
  @Field(() => String, { description: 'its name in English' })
  get titleEn(): string {
    return this.rule.title.en;
  }
  @Field(() => String, { description: '文件和条文' })
  get article(): string {
    return this.rule.article;
  }
  @Field(() => String, { description: '义务机关' })
  get obligor(): string {
    return this.rule.obligor;
  }
  @Field(() => String, { description: '期限长度' })
  get period(): string {
    return periodZh(this.rule);
  }
  @Field(() => Boolean, { description: '自期日向前计算' })
  get backwards(): boolean {
    return this.rule.kind === 'before';
  }
  @Field(() => String, { nullable: true, description: '自何日起施行，YYYY-MM-DD' })
  get inForceFrom(): string | null {
    return this.rule.inForce.from;
  }
  @Field(() => String, { nullable: true, description: '施行至何日，YYYY-MM-DD' })
  get inForceTo(): string | null {
    return this.rule.inForce.to;
  }
  @Field(() => String, { description: '逾期的法律后果' })
  get breachEffect(): string {
    return this.rule.breach.zh;
  }
  @Field(() => [PeriodChoice], { description: '期限另有规定的情形' })
  get variants(): PeriodChoice[] {
    return variantsOf(this.rule).map(choice);
  }
}
const PeriodConnection = connectionType(() => StatutoryPeriod as never, 'StatutoryPeriod');

@InputType({ description: '一次延长' })
class ExtensionInput {
  @Field(() => ID, { description: 'PeriodChoice.id' }) declare id: string;
  @Field(() => String, { nullable: true, description: '延长决定写明的届满之日，YYYY-MM-DD' })
  declare until?: string | null;
}
@InputType({ description: '不计入的时间' })
class PauseInput {
  @Field(() => String, { description: '起，日期或时刻' }) declare from: string;
  @Field(() => String, { description: '止，日期或时刻' }) declare to: string;
}
@ArgsType()
class Calculation {
  @Field(() => ID, { description: 'StatutoryPeriod.id' }) declare period: string;
  @Field(() => String, { description: '起算的日期 YYYY-MM-DD，或带时区的时刻' }) declare from: string;
  @Field(() => ID, { nullable: true, description: '情形，StatutoryPeriod.variants 之一' }) declare variant?: string;
  @Field(() => [ExtensionInput], { nullable: true, description: '延长，先后为序' })
  declare extensions?: ExtensionInput[];
  @Field(() => [PauseInput], { nullable: true, description: '中止' }) declare pauses?: PauseInput[];
}

@ObjectType({ description: '算出的期限' })
class CalculatedPeriod {
  @Field(() => StatutoryPeriod, { description: '最终适用的期限，延长可能改用另一期限' })
  declare period: StatutoryPeriod;
  @Field(() => String, { description: '连同延长的期限长度' }) declare length: string;
  @Field(() => Boolean, { description: '按工作日计算' }) declare inWorkingDays: boolean;
  @Field(() => Date, { description: '届满时间' }) declare dueAt: Date;
  @Field(() => Boolean, { description: '涉及放假安排未公布的年份，暂定' }) declare provisional: boolean;
  @Field(() => Boolean, { description: '起算只知日期而期限按小时计算' }) declare approximate: boolean;
  @Field(() => [CountingStep], { description: '如何计算' }) declare steps: readonly CountingStep[];
  @Field(() => [PeriodChoice], { description: '还可以怎样延长' }) declare further: PeriodChoice[];
}

const wordsOf = ({ id, title, article }: Rule) => `${id} ${title.zh} ${title.en} ${article}`.toLowerCase();

@Resolver()
export class StatuteQuery {
  @Query(() => PeriodConnection, { description: '法定期限一览，按文件和条文排列' })
  statutoryPeriods(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true, description: '名称、文件、条文或编号中的词，以空格分隔' })
    search?: string,
    @Arg('first', () => Int, { nullable: true, description: '每页条数' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: '上一页的 endCursor' }) after?: string,
  ) {
    assertSignedIn(context);
    const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = statutes.rules.filter((rule) => words.every((word) => wordsOf(rule).includes(word)));
    const place = after ? found.findIndex(({ id }) => id === after) : -1;
    if (after && place < 0) throw refuse('BAD_CURSOR', { cursor: after });
    const rows = found.slice(place + 1, place + 1 + pageSize(first));
    return {
      edges: rows.map((rule) => ({ cursor: rule.id, node: new StatutoryPeriod(rule) })),
      pageInfo: {
        hasNextPage: found.length > place + 1 + rows.length,
        endCursor: rows.at(-1)?.id ?? null,
      },
    };
  }

  @Query(() => StatutoryPeriod, { nullable: true, description: '一个法定期限' })
  statutoryPeriod(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string) {
    assertSignedIn(context);
    const rule = statutes.find(id);
    return rule && new StatutoryPeriod(rule);
  }

  @Query(() => CalculatedPeriod, { description: '期限计算：何时届满、如何计算；不涉及任何案件' })
  async calculatePeriod(
    @Ctx() context: RequestContext,
    @Args(() => Calculation) { period, ...asked }: Calculation,
  ): Promise<CalculatedPeriod> {
    assertSignedIn(context);
    const named = statutes.find(period);
    if (!named) throw refuse('BAD_FIELD', { field: '期限', reason: '没有这个编号的期限。' });
    const calendar = await calendarFor(context);
    const { counts, spans, due, further, provisional, approximate, steps } = calculate(named, asked, {
      calendar,
      statutes,
    });
    return {
      period: new StatutoryPeriod(counts),
      length: spansZh(spans),
      inWorkingDays: countsWorkingDays(spans, counts.timeRule),
      dueAt: new Date(due),
      provisional,
      approximate,
      steps,
      further: further.map(choice),
    };
  }
}
