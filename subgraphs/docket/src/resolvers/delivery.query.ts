import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from 'type-graphql';
import { DEAD_AFTER_MS } from '@xianjie/subgraph-kit/mailbox-types.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { Deadline } from '../entities/deadline.ts';
import { Delivery, type DeliveryStep } from '../entities/feed.ts';
import { DeliveryStepEnum } from './enums.ts';
import { grouped } from './grouped.ts';
import { TimelineEntry } from './views.ts';

@ObjectType('Delivery', { description: '一项办理对一个接收机关走到了哪一步' })
class DeliveryView {
  constructor(
    private readonly row: Delivery,
    /** of the statutory clocks that the act started for the recipient, the first that runs or was missed */
    private readonly clock: Deadline | undefined,
    private readonly entry: TimelineEntry,
    private readonly now: Date,
  ) {}
  @Field(() => String, { description: '接收机关' })
  get recipient(): string {
    return this.row.recipient;
  }
  @Field(() => DeliveryStepEnum, { description: '走到哪一步' })
  get step(): DeliveryStep {
    if (this.overdueSince) return 'OVERDUE';
    if (this.row.answeredBy) return 'ANSWERED';
    if (this.row.openedAt) return 'OPENED';
    return this.row.receivedAt ? 'DELIVERED' : 'RECORDED';
  }
  @Field(() => Date, { nullable: true, description: '送达时间；尚未签收时为空' })
  get receivedAt(): Date | null {
    return this.row.receivedAt ?? null;
  }
  @Field(() => Date, { nullable: true, description: '接收机关工作人员首次查阅的时间，以其签名回执为准' })
  get openedAt(): Date | null {
    return this.row.openedAt ?? null;
  }
  @Field(() => Date, { nullable: true, description: '接收机关就此首次办理的时间' })
  get answeredAt(): Date | null {
    return this.row.answeredAt ?? null;
  }
  @Field(() => ID, { nullable: true, description: '接收机关的办理' })
  get answeredBy(): string | null {
    return this.row.answeredBy ?? null;
  }
  @Field(() => Date, { nullable: true, description: '接收机关应在何时前办理；没有法定时限时为空' })
  get dueAt(): Date | null {
    return this.clock?.dueAt ?? null;
  }
  @Field(() => Date, { nullable: true, description: '自何时起逾期：法定时限已过，或发出超过一小时仍未送达' })
  get overdueSince(): Date | null {
    if (this.clock?.status === 'BREACHED') return this.clock.dueAt;
    const undelivered = new Date(this.entry.recordedAt.getTime() + DEAD_AFTER_MS);
    return !this.row.receivedAt && this.row.receiptNumber === null && undelivered < this.now ? undelivered : null;
  }
  @Field(() => String, { nullable: true, description: '回执签名；系统外机关的回执由承办人登记，无签名' })
  get signature(): string | null {
    return this.row.signature ?? null;
  }
  @Field(() => String, { nullable: true, description: '系统外机关的回执编号' })
  get receiptNumber(): string | null {
    return this.row.receiptNumber ?? null;
  }
}

@Resolver(() => TimelineEntry)
export class DeliveryQuery {
  @FieldResolver(() => [DeliveryView], { description: '对各接收机关走到了哪一步' })
  async deliveries(@Root() entry: TimelineEntry, @Ctx() context: RequestContext): Promise<DeliveryView[]> {
    const [rows, clocks] = await Promise.all([
      grouped(
        context,
        Delivery,
        (ids) => context.em.find(Delivery, { actId: { $in: ids } }, { orderBy: { receivedAt: 1, recipient: 1 } }),
        ({ actId }) => actId,
      ).load(entry.id),
      grouped(
        context,
        Delivery.name,
        (ids) =>
          context.em.find(
            Deadline,
            { startedBy: { $in: ids }, status: { $in: ['RUNNING', 'BREACHED'] }, reminder: false, conditional: false },
            { orderBy: { dueAt: 1 } },
          ),
        ({ startedBy }) => startedBy,
      ).load(entry.id),
    ]);
    const now = context.station.now();
    return (rows ?? []).map(
      (row) =>
        new DeliveryView(
          row,
          clocks?.find(({ obligor }) => obligor === row.recipient),
          entry,
          now,
        ),
    );
  }
}
