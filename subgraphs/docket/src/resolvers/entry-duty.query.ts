import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { dueAt } from '@xianjie/contracts/clock/due-at.ts';
import { ruleById } from '@xianjie/contracts/clock/statutes.ts';
import { loaderOf } from '@xianjie/subgraph-kit/access-guard.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { calendarFor } from '../calendar/docket-calendar.ts';
import { Deadline } from '../entities/deadline.ts';
import { TimelineEntry } from './views.ts';

/** The clock of 17号 art. 34 that an act's arrival ended. */
const entryClock = (context: RequestContext, act: string, rule: string) =>
  loaderOf<Deadline>(context, entryClock, async (keys) => {
    const pairs = keys.map((key) => key.split(' ') as [string, string]);
    const rows = await context.em.find(Deadline, {
      startedBy: { $in: pairs.map(([startedBy]) => startedBy) },
      ruleId: { $in: [...new Set(pairs.map(([, ruleId]) => ruleId))] },
    });
    const byAct = new Map(rows.map((row) => [`${row.startedBy} ${row.ruleId}`, row]));
    return keys.map((key) => byAct.get(key) ?? null);
  }).load(`${act} ${rule}`);

/** When an act had to be entered: as its clock says; a published case has no such clock, and it is computed. */
async function entryDueOf({ row }: TimelineEntry, context: RequestContext): Promise<Date | null> {
  const duty = ACTS[row.name].entryDuty;
  if (!duty) return null;
  const clock = await entryClock(context, row.id, duty);
  if (clock) return clock.dueAt;
  const { occurredAt, precision } = row;
  const calendar = await calendarFor(context);
  return new Date(dueAt({ rule: ruleById(duty), from: occurredAt.toISOString(), precision, calendar }).due);
}

@Resolver(() => TimelineEntry)
export class EntryDutyQuery {
  @FieldResolver(() => Date, { nullable: true, description: '依17号第34条应录入的期限；不属应录入事项时为空' })
  entryDueAt(@Root() entry: TimelineEntry, @Ctx() context: RequestContext) {
    return entryDueOf(entry, context);
  }

  @FieldResolver(() => Boolean, { description: '逾期录入' })
  async enteredLate(@Root() entry: TimelineEntry, @Ctx() context: RequestContext) {
    const due = await entryDueOf(entry, context);
    return due !== null && entry.row.recordedAt > due;
  }
}
