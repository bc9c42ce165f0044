import { defineEntity, p } from '@mikro-orm/core';
import type { YearPlan } from '@xianjie/contracts/calendar/calendar.ts';

const Schema = defineEntity({
  name: 'HolidayPlan',
  tableName: 'holiday_plan',
  properties: {
    id: p.integer().primary().autoincrement(),
    year: p.integer(),
    /** counts the plans of a year; the last one applies */
    version: p.integer(),
    notice: p.string(),
    plan: p.json<YearPlan>(),
    publishedAt: p.datetime(3),
    publishedBy: p.string(),
    publishedByName: p.string(),
    /** open clocks at the publication, and how many of them have been computed anew */
    total: p.integer(),
    done: p.integer(),
    finishedAt: p.datetime(3).nullable(),
  },
  uniques: [{ properties: ['year', 'version'] }],
});
/** A year's holidays as published; append-only, save for how far the clocks have been computed anew. */
export class HolidayPlan extends Schema.class {}
Schema.setClass(HolidayPlan);
