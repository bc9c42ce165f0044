import { defineEntity, p } from '@mikro-orm/core';
import type { SignedReceipt } from '@xianjie/contracts/envelope.ts';

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
  OPENED: '对方已阅',
  EVIDENCE_ARRIVED: '证据文件到达',
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

/** How far an act has come with one recipient. */
export const DELIVERY_STEPS = {
  RECORDED: '已发出，等待签收',
  DELIVERED: '已送达',
  OPENED: '已查阅',
  ANSWERED: '已办理',
  OVERDUE: '逾期',
} as const;
export type DeliveryStep = keyof typeof DELIVERY_STEPS;

const DeliverySchema = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  properties: {
    actId: p.uuid().primary(),
    recipient: p.string().primary(),
    /** null while its receipt is missing */
    receivedAt: p.datetime(3).nullable(),
    /** by an officer of the recipient */
    openedAt: p.datetime(3).nullable(),
    /** the recipient's first act afterwards on a track that this act moved */
    answeredBy: p.uuid().nullable(),
    answeredAt: p.datetime(3).nullable(),
    /** of the station's receipt; null for a body outside the hub, whose receipt an officer entered */
    signature: p.text().nullable(),
    receiptNumber: p.string().nullable(),
    /** all that the recipient has signed, whole, so that others can check it */
    receipts: p.json<SignedReceipt[]>().default([]),
  },
});
/** How far an act has come with one recipient, so that everyone concerned sees who has received what. */
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

const AccessSchema = defineEntity({
  name: 'EvidenceAccess',
  tableName: 'evidence_access',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    evidenceId: p.uuid(),
    caseId: p.uuid(),
    organisation: p.string(),
    officer: p.string(),
    name: p.string(),
    at: p.datetime(3),
    download: p.boolean(),
  },
  indexes: [{ properties: ['evidenceId', 'id'] }],
});
/** Somebody opened the file of an evidence item; append-only. */
export class EvidenceAccess extends AccessSchema.class {}
AccessSchema.setClass(EvidenceAccess);
