import { defineEntity, p } from '@mikro-orm/core';
import type { EvidenceRef, SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { StationKey } from './key-entity.ts';

const OutboxSchema = defineEntity({
  name: 'OutboxMessage',
  tableName: 'outbox',
  properties: {
    envelopeId: p.uuid().primary(),
    recipient: p.string().primary(),
    caseId: p.uuid(),
    message: p.json<SignedEnvelope>(),
    recordedAt: p.datetime(3),
    /** the trace of the act (W3C traceparent), while traces are recorded */
    trace: p.string().nullable(),
    attempts: p.integer().default(0),
    /** when it is sent again: until it is delivered, and then, more and more seldom, until it is opened; null when nothing is awaited */
    nextAttemptAt: p.datetime(3).nullable(),
    /** why the bus did not take it the last time */
    sendError: p.text().nullable(),
    /** the recipient has it and can not let it take effect yet */
    held: p.json<SignedReceipt>().nullable(),
    receipt: p.json<SignedReceipt>().nullable(),
    receiptedAt: p.datetime(3).nullable(),
    /** what the recipient signed after that: opened, files that came later */
    furtherReceipts: p.json<SignedReceipt[]>().default([]),
    openedAt: p.datetime(3).nullable(),
    /** the recipient's first act afterwards on a track that this act moved */
    answeredBy: p.uuid().nullable(),
    answeredAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'outbox_due_index', properties: ['nextAttemptAt'], where: 'next_attempt_at is not null' },
    { name: 'outbox_undelivered_index', properties: ['recordedAt', 'envelopeId'], where: 'receipted_at is null' },
    { properties: ['caseId'] },
  ],
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
    furtherReceipts: p.json<SignedReceipt[]>().default([]),
    /** the further receipts are with the bus */
    told: p.boolean().default(true),
  },
  indexes: [
    { properties: ['receivedAt', 'envelopeId'] },
    { name: 'inbox_untold_index', properties: ['envelopeId'], where: 'not told' },
    { name: 'inbox_unopened_index', properties: ['receivedAt', 'envelopeId'], where: 'opened_at is null' },
    { properties: ['caseId'] },
  ],
});
/** An envelope that took effect here, once, with the receipt that was given for it. */
export class InboxMessage extends InboxSchema.class {}
InboxSchema.setClass(InboxMessage);

const FileSchema = defineEntity({
  name: 'AwaitedFile',
  tableName: 'awaited_file',
  properties: {
    envelopeId: p.uuid().primary(),
    evidenceId: p.uuid().primary(),
    sender: p.string(),
    file: p.json<EvidenceRef>(),
    tries: p.integer().default(0),
    nextTryAt: p.datetime(3),
    error: p.text().nullable(),
  },
  indexes: [{ properties: ['nextTryAt'] }],
});
/** A file of an envelope that took effect without it; fetched until it is here or known to be another. */
export class AwaitedFile extends FileSchema.class {}
FileSchema.setClass(AwaitedFile);

const HeldSchema = defineEntity({
  name: 'HeldArrival',
  tableName: 'held_arrival',
  properties: {
    kind: p.string().$type<'envelope' | 'receipt'>().primary(),
    envelopeId: p.uuid().primary(),
    sender: p.string().primary(),
    /** SHA-256, hex, of what tells it from other messages with the same id (`keyOf`) */
    digest: p.string().primary(),
    caseId: p.uuid().nullable(),
    body: p.json<SignedEnvelope | SignedReceipt>(),
    trace: p.string().nullable(),
    /** the act that has to come first, where that is known */
    awaited: p.uuid().nullable(),
    reason: p.text(),
    /** its sender knows the reason */
    told: p.boolean().default(false),
    since: p.datetime(3),
    triedAt: p.datetime(3),
    tries: p.integer(),
    nextTryAt: p.datetime(3),
  },
  indexes: [{ properties: ['since', 'envelopeId'] }, { properties: ['nextTryAt'] }, { properties: ['awaited'] }],
});
/** A message that has arrived and can not take effect yet; it is kept and tried on and on, and gone from here once it does. */
export class HeldArrival extends HeldSchema.class {}
HeldSchema.setClass(HeldArrival);

export const ALARM_KINDS = {
  OTHER_DIGEST: '同一编号的移送内容不一致，疑似篡改',
  BAD_SIGNATURE: '签名或校验值不符，疑似伪造',
  NOT_FOR_US: '收到不应发给本单位的信息',
  BAD_RECEIPT: '回执签名或校验值不符',
  ROLLED_BACK: '本单位数据早于其他单位所存，疑似恢复了旧备份',
  FOREIGN_ACT: '其他单位存有以本单位密钥签名、本单位并未办理的办理，疑似密钥被盗用，请立即吊销密钥',
  FOREIGN_LEAF: '存证账本中出现非本单位写入的记录，疑似篡改',
  SPLIT_VIEW: '存证账本前后不一致，疑似改写或出示了两个版本',
  MALFORMED: '收到的内容不是本系统的格式，疑似伪造',
  FLOOD: '同一来源的警报过多，后续不再逐件保存，请立即核查',
  KEY_NOT_VALID: '签名密钥在签名时尚未生效、已被更换或已被吊销',
  KEY_ACT_REFUSED: '密钥公布、更换或吊销不合规则，疑似冒用密钥',
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
/** A message that must never be acknowledged; kept for whoever investigates. */
export class Alarm extends AlarmSchema.class {}
AlarmSchema.setClass(Alarm);

export const EXCHANGE_ENTITIES = [OutboxMessage, InboxMessage, AwaitedFile, HeldArrival, Alarm, StationKey];
