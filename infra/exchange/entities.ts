import { defineEntity, p } from '@mikro-orm/core';
import type { SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';

const OutboxSchema = defineEntity({
  name: 'OutboxMessage',
  tableName: 'outbox',
  properties: {
    envelopeId: p.uuid().primary(),
    recipient: p.string().primary(),
    caseId: p.uuid(),
    message: p.json<SignedEnvelope>(),
    recordedAt: p.datetime(3),
    attempts: p.integer().default(0),
    nextAttemptAt: p.datetime(3),
    receipt: p.json<SignedReceipt>().nullable(),
    receiptedAt: p.datetime(3).nullable(),
  },
  indexes: [{ properties: ['receiptedAt', 'nextAttemptAt'] }, { properties: ['caseId'] }],
});
/** An envelope to one recipient; it stays open until the recipient's signed receipt is back. */
export class OutboxMessage extends OutboxSchema.class {}
OutboxSchema.setClass(OutboxMessage);

const InboxSchema = defineEntity({
  name: 'InboxMessage',
  tableName: 'inbox',
  properties: {
    envelopeId: p.uuid().primary(),
    caseId: p.uuid(),
    sender: p.string(),
    digest: p.string(),
    message: p.json<SignedEnvelope>(),
    receipt: p.json<SignedReceipt>(),
    receivedAt: p.datetime(3),
    openedAt: p.datetime(3).nullable(),
    openedBy: p.string().nullable(),
  },
  indexes: [{ properties: ['receivedAt', 'envelopeId'] }, { properties: ['caseId'] }],
});
/** An envelope that took effect here, once, with the receipt that was given for it. */
export class InboxMessage extends InboxSchema.class {}
InboxSchema.setClass(InboxMessage);

export const ALARM_KINDS = {
  OTHER_DIGEST: '同一编号的移送内容不一致，疑似篡改',
  BAD_SIGNATURE: '签名或校验值不符，疑似伪造',
  NOT_FOR_US: '收到不应发给本单位的信息',
  BAD_RECEIPT: '回执签名或校验值不符',
} as const;

const AlarmSchema = defineEntity({
  name: 'Alarm',
  tableName: 'alarm',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    kind: p.string(),
    envelopeId: p.uuid(),
    sender: p.string(),
    digest: p.string(),
    message: p.json<unknown>(),
    raisedAt: p.datetime(3),
  },
  uniques: [{ properties: ['kind', 'envelopeId', 'digest', 'sender'] }],
});
/** A message that must never be acknowledged; kept whole for whoever investigates. */
export class Alarm extends AlarmSchema.class {}
AlarmSchema.setClass(Alarm);

export const EXCHANGE_ENTITIES = [OutboxMessage, InboxMessage, Alarm];
