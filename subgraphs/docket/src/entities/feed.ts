import { defineEntity, p } from '@mikro-orm/core';

export const EVENT_KINDS = {
  ACT: '办理',
  CLOCK_STARTED: '时限开始',
  CLOCK_REMINDED: '时限提醒',
  CLOCK_SATISFIED: '时限完成',
  CLOCK_EXTENDED: '时限延长',
  CLOCK_PAUSED: '时限中止',
  CLOCK_RESUMED: '时限恢复',
  CLOCK_RECALCULATED: '时限重新计算',
  CLOCK_BREACHED: '时限逾期',
  CLOCK_CANCELLED: '时限终止',
  CLOCK_ENDED: '期限届满',
  DELIVERED: '送达',
  EVIDENCE_MISMATCH: '证据校验不符',
} as const;
export type EventKind = keyof typeof EVENT_KINDS;

const EventSchema = defineEntity({
  name: 'FeedEvent',
  tableName: 'feed_event',
  properties: {
    /** without gaps and in commit order */
    cursor: p.bigint('number').primary(),
    kind: p.string().$type<EventKind>(),
    caseId: p.uuid(),
    at: p.datetime(3),
    actId: p.uuid().nullable(),
    deadlineId: p.uuid().nullable(),
    message: p.text(),
    /** organisations concerned */
    audience: p.array<string>(),
  },
  indexes: [{ properties: ['caseId', 'cursor'] }],
});
/** One row of the feed that officers follow live. */
export class FeedEvent extends EventSchema.class {}
EventSchema.setClass(FeedEvent);

const HeadSchema = defineEntity({
  name: 'FeedHead',
  tableName: 'feed_head',
  properties: { id: p.integer().primary(), last: p.bigint('number') },
});
/** The last cursor given out; its row lock makes cursors gap-free and ordered as the transactions commit. */
export class FeedHead extends HeadSchema.class {}
HeadSchema.setClass(FeedHead);

const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  properties: {
    actId: p.uuid().primary(),
    recipient: p.string().primary(),
    receivedAt: p.datetime(3),
    /** of the station's receipt; null for a body outside the hub, whose receipt an officer entered */
    signature: p.text().nullable(),
    receiptNumber: p.string().nullable(),
  },
});
/** A receipt, kept so that everyone concerned sees who has received what. */
export class Delivery extends DeliverySchema.class {}
DeliverySchema.setClass(Delivery);

const CustodySchema = defineEntity({
  name: 'CustodyEntry',
  tableName: 'custody_entry',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    evidenceId: p.uuid(),
    caseId: p.uuid(),
    from: p.string(),
    to: p.string(),
    at: p.datetime(3),
    purpose: p.string(),
    hashOk: p.boolean().nullable(),
    actId: p.uuid(),
  },
  indexes: [{ properties: ['evidenceId', 'id'] }],
  uniques: [{ properties: ['evidenceId', 'actId', 'to'] }],
});
/** One step of an evidence item's chain of custody; append-only. */
export class CustodyEntry extends CustodySchema.class {}
CustodySchema.setClass(CustodyEntry);
