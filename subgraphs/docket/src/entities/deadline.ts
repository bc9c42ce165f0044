import { defineEntity, p } from '@mikro-orm/core';
import type { ActName } from '@xianjie/contracts/acts/index.ts';

export const DEADLINE_STATUS = {
  RUNNING: '计时中',
  SATISFIED: '已按期完成',
  SATISFIED_LATE: '逾期完成',
  BREACHED: '已逾期',
  CANCELLED: '已终止',
} as const;
export type DeadlineStatus = keyof typeof DEADLINE_STATUS;

const DeadlineSchema = defineEntity({
  name: 'Deadline',
  tableName: 'deadline',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    ruleId: p.string(),
    obligor: p.string(),
    obligee: p.string(),
    kind: p.string(),
    /** a clock of another instrument for the same duty, shown as an amber reminder only */
    reminder: p.boolean(),
    /** shows until when something may be done; never breached by itself */
    conditional: p.boolean(),
    startedBy: p.uuid(),
    startAct: p.string().$type<ActName>(),
    startsAt: p.datetime(3),
    startPrecision: p.string(),
    dueAt: p.datetime(3),
    provisional: p.boolean(),
    approximate: p.boolean(),
    steps: p.json<unknown[]>(),
    status: p.string().$type<DeadlineStatus>(),
    endedBy: p.uuid().nullable(),
    endedAt: p.datetime(3).nullable(),
    /** when the next reminder or the breach is due; null when nothing is to fire any more */
    nextFireAt: p.datetime(3).nullable(),
    breachedAt: p.datetime(3).nullable(),
    /** organisations that follow this clock */
    audience: p.array<string>(),
  },
  indexes: [{ properties: ['nextFireAt'] }, { properties: ['caseId'] }, { properties: ['status', 'dueAt', 'id'] }],
  uniques: [{ properties: ['startedBy', 'ruleId'] }],
});
/** A statutory clock of a case: the single truth about it. */
export class Deadline extends DeadlineSchema.class {}
DeadlineSchema.setClass(Deadline);

const LogSchema = defineEntity({
  name: 'DeadlineLog',
  tableName: 'deadline_log',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    deadlineId: p.uuid(),
    at: p.datetime(3),
    change: p.string(),
    before: p.string().nullable(),
    after: p.string().nullable(),
    why: p.text(),
  },
  indexes: [{ properties: ['deadlineId', 'id'] }],
});
/** What changed on a clock, with old, new and why. */
export class DeadlineLog extends LogSchema.class {}
LogSchema.setClass(DeadlineLog);
