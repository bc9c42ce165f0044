import { defineEntity, p } from '@mikro-orm/core';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Period, RuleKind } from '@xianjie/contracts/clock/rule.ts';
import type { Precision } from '@xianjie/contracts/envelope.ts';

export const DEADLINE_STATUS = {
  RUNNING: '计时中',
  PAUSED: '中止',
  SATISFIED: '已按期完成',
  SATISFIED_LATE: '逾期完成',
  BREACHED: '已逾期',
  CANCELLED: '已终止',
  ENDED: '期限届满',
} as const;
export type DeadlineStatus = keyof typeof DEADLINE_STATUS;
/** A clock that has neither been ended by an act nor fired. */
export const OPEN_STATUS = ['RUNNING', 'PAUSED'] as const satisfies readonly DeadlineStatus[];

/** A time that does not count, as ISO instants; `to` is null while it lasts. */
export interface PauseRecord {
  readonly from: string;
  readonly to: string | null;
  readonly cause: string;
}
/** An act that extended the clock, by which entry of the rule's extensions. */
export interface ExtensionRecord {
  readonly act: ActName;
  readonly actId: string;
  readonly entry: number;
}

/** 0 overdue, 1 binding and running, 2 a reminder or conditional, 3 standing still. What ends by itself is owed by nobody. */
const RISK =
  "(case when kind in ('duration', 'limitation', 'retention') then null when status = 'BREACHED' then 0 when status = 'PAUSED' then 3 when status <> 'RUNNING' then null when reminder or conditional then 2 else 1 end) stored";

const DeadlineSchema = defineEntity({
  name: 'Deadline',
  tableName: 'deadline',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    ruleId: p.string(),
    obligor: p.string(),
    obligee: p.string(),
    kind: p.string().$type<RuleKind>(),
    /** a clock of another instrument for the same duty, or of an unsure rule: an amber reminder only */
    reminder: p.boolean(),
    /** shows until when something may be done; never breached by itself */
    conditional: p.boolean(),
    /** the act, or the clock whose lapse started it */
    startedBy: p.uuid(),
    startAct: p.string().$type<ActName>(),
    startsAt: p.datetime(3),
    startPrecision: p.string().$type<Precision>(),
    /** the period in force, with what variants and extensions made of it; null where it is the rule's own */
    spans: p.json<readonly Period[]>().nullable(),
    pauses: p.json<readonly PauseRecord[]>().nullable(),
    extensions: p.json<readonly ExtensionRecord[]>().nullable(),
    /** the person is held: where the rule asks it, the end is not moved past holidays */
    inCustody: p.boolean().default(false),
    dueAt: p.datetime(3),
    provisional: p.boolean(),
    approximate: p.boolean(),
    steps: p.json<unknown[]>(),
    /** the holiday plan it was last computed with; 0 those of `china.yaml` */
    calendarVersion: p.integer().default(0),
    status: p.string().$type<DeadlineStatus>(),
    endedBy: p.uuid().nullable(),
    endedAt: p.datetime(3).nullable(),
    /** when the next reminder or the breach is due; null when nothing is to fire any more */
    nextFireAt: p.datetime(3).nullable(),
    breachedAt: p.datetime(3).nullable(),
    /** organisations that follow this clock */
    audience: p.array<string>(),
    /** how near an open clock is to a breach of law: the first key of every to-do list; null when nothing is owed any more */
    risk: p.integer().nullable().generated(RISK),
  },
  indexes: [
    { properties: ['nextFireAt'], where: 'next_fire_at is not null' },
    { properties: ['caseId'] },
    { properties: ['status', 'dueAt', 'id'] },
    { properties: ['calendarVersion'], where: "status in ('RUNNING', 'PAUSED')" },
    { properties: ['breachedAt'], where: 'breached_at is not null' },
    { properties: ['obligor', 'risk', 'dueAt', 'id'] },
  ],
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
