import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { documentZh } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { CaseRef } from '@xianjie/contracts/case/case-ref.ts';
import { EvidenceRef } from '@xianjie/contracts/evidence/evidence-ref.ts';
import { PaperRef, papersOf } from './act-types.ts';
import {
  ALARM_KINDS,
  type Alarm,
  type HeldArrival,
  type InboxMessage,
  type OutboxMessage,
} from '@xianjie/exchange/entities.ts';
import { receiptsOf } from '@xianjie/exchange/receipts.ts';

/** Delivery takes a second; what has taken an hour needs somebody who looks after it. */
export const DEAD_AFTER_MS = 3_600_000;

@ObjectType({ description: 'An evidence file as it came with an envelope' })
@Directive('@shareable')
export class DeliveredEvidence {
  @Field(() => ID, { description: 'evidence item' }) declare id: string;
  @Field(() => String, { description: 'what it is' }) declare title: string;
  @Field(() => String, { description: 'kind of evidence' }) declare kind: string;
  @Field(() => String, { description: 'file name' }) declare name: string;
  @Field(() => String, { description: 'SHA-256, hex' }) declare sha256: string;
  @Field(() => String, { description: 'SM3, hex' }) declare sm3: string;
  @Field(() => Number, { description: 'bytes' }) declare size: number;
  @Field(() => EvidenceRef, { description: 'the item in the shared register, with its custody' })
  declare item: EvidenceRef;
  @Field(() => Boolean, {
    nullable: true,
    description: 'the file was hashed again on arrival and agreed; null while it is still to come',
  })
  declare hashOk: boolean | null;
}

@ObjectType({ description: 'A material or document that came with an envelope' })
@Directive('@shareable')
export class DeliveredMaterial {
  @Field(() => String, { description: 'code of the checklist (M1…) or name of the document' }) declare code: string;
  @Field(() => String, { nullable: true, description: 'document number' }) declare documentNumber: string | null;
  @Field(() => [ID], { description: 'evidence items' }) declare evidenceIds: string[];
}

@ObjectType({ description: 'An act of another agency that reached this one' })
@Directive('@shareable')
export class InboxItem {
  constructor(
    private readonly row: InboxMessage,
    private readonly receiver: Agency,
  ) {}
  @Field(() => ID, { description: 'id of the act and of its envelope' })
  get id(): string {
    return this.row.envelopeId;
  }
  @Field(() => String, { description: 'name of the act' })
  get act(): string {
    return this.row.message.envelope.act;
  }
  @Field(() => String, { description: 'Chinese name of the act' })
  get title(): string {
    return ACTS[this.row.message.envelope.act as ActName].zh;
  }
  @Field(() => String, { description: 'sending agency' })
  get from(): string {
    return this.row.sender;
  }
  @Field(() => Boolean, { description: 'sent as a copy (抄送)' })
  get copy(): boolean {
    return !this.row.message.envelope.to.includes(this.receiver);
  }
  @Field(() => CaseRef, { description: 'the case' })
  get case(): CaseRef {
    return Object.assign(new CaseRef(), { id: this.row.caseId });
  }
  @Field(() => Date, { description: 'when it happened in law' })
  get occurredAt(): Date {
    return new Date(this.row.message.envelope.occurredAt);
  }
  @Field(() => Date, { description: 'when it took effect here' })
  get receivedAt(): Date {
    return this.row.receivedAt;
  }
  @Field(() => Date, { nullable: true, description: 'when an officer first opened it' })
  get openedAt(): Date | null {
    return this.row.openedAt ?? null;
  }
  @Field(() => String, { description: 'SHA-256 of the canonical envelope, signed by the sender' })
  get digest(): string {
    return this.row.digest;
  }
  @Field(() => [DeliveredMaterial], { description: 'materials and documents' })
  get materials(): DeliveredMaterial[] {
    const { payload, documents } = this.row.message.envelope;
    const materials =
      (payload['materials'] as { code: string; documentNumber?: string; evidenceIds?: string[] }[] | undefined) ?? [];
    return [
      ...materials.map(({ code, documentNumber, evidenceIds }) => ({
        code,
        documentNumber: documentNumber ?? null,
        evidenceIds: evidenceIds ?? [],
      })),
      ...documents.map(({ name, number, evidenceId }) => ({
        code: documentZh(name),
        documentNumber: number ?? null,
        evidenceIds: evidenceId ? [evidenceId] : [],
      })),
    ];
  }
  @Field(() => [PaperRef], { description: 'documents the sender’s hub drew up' })
  get papers(): PaperRef[] {
    return papersOf(this.row.envelopeId, this.row.message.envelope.documents);
  }
  @Field(() => [DeliveredEvidence], { description: 'files with their hashes' })
  get evidence(): DeliveredEvidence[] {
    const signed = receiptsOf(this.row).flatMap(({ receipt }) => receipt.evidence);
    const checked = new Map(signed.map(({ id, hashOk }) => [id, hashOk]));
    return this.row.message.envelope.evidence.map((item) => ({
      ...item,
      item: Object.assign(new EvidenceRef(), { id: item.id }),
      hashOk: checked.get(item.id) ?? null,
    }));
  }
}

@ObjectType({ description: 'One recipient of a sent act, and what the recipient has signed so far' })
@Directive('@shareable')
export class OutboxItem {
  constructor(
    private readonly row: OutboxMessage,
    private readonly now: Date,
  ) {}
  @Field(() => ID, { description: 'id of the act and of its envelope' })
  get id(): string {
    return this.row.envelopeId;
  }
  @Field(() => String, { description: 'name of the act' })
  get act(): string {
    return this.row.message.envelope.act;
  }
  @Field(() => String, { description: 'recipient' })
  get recipient(): string {
    return this.row.recipient;
  }
  @Field(() => CaseRef, { description: 'the case' })
  get case(): CaseRef {
    return Object.assign(new CaseRef(), { id: this.row.caseId });
  }
  @Field(() => Date, { description: 'when the act was written down' })
  get recordedAt(): Date {
    return this.row.recordedAt;
  }
  @Field(() => Int, { description: 'how often it was sent' })
  get attempts(): number {
    return this.row.attempts;
  }
  @Field(() => Date, {
    nullable: true,
    description: 'when the recipient’s signed receipt came back; null while it is missing',
  })
  get receiptedAt(): Date | null {
    return this.row.receiptedAt ?? null;
  }
  @Field(() => Date, {
    nullable: true,
    description: 'when an officer of the recipient opened it, by its signed receipt',
  })
  get openedAt(): Date | null {
    return this.row.openedAt ?? null;
  }
  @Field(() => Date, { nullable: true, description: 'when the recipient first acted on it in law' })
  get answeredAt(): Date | null {
    return this.row.answeredAt ?? null;
  }
  @Field(() => ID, { nullable: true, description: 'the act that is the answer' })
  get answeredBy(): string | null {
    return this.row.answeredBy ?? null;
  }
  @Field(() => Boolean, { description: '滞留: not delivered for over an hour; it is sent on and on all the same' })
  get dead(): boolean {
    return !this.row.receiptedAt && this.now.getTime() - this.row.recordedAt.getTime() > DEAD_AFTER_MS;
  }
  @Field(() => String, { nullable: true, description: '未送达的原因; null once it is delivered' })
  get reason(): string | null {
    const { receiptedAt, held, sendError, attempts } = this.row;
    if (receiptedAt) return null;
    if (held) return `对方已收到，暂不能生效：${held.receipt.reason ?? ''}`;
    if (sendError) return `传输总线未接收：${sendError}`;
    return `已发出 ${attempts} 次，对方尚未签收`;
  }
  @Field(() => String, { description: 'who looks after it: the officer who performed the act' })
  get owner(): string {
    return this.row.message.envelope.actor.name;
  }
  @Field(() => Date, { nullable: true, description: 'when it is sent again if nothing comes back' })
  get nextAttemptAt(): Date | null {
    return this.row.nextAttemptAt ?? null;
  }
}

@ObjectType({ description: 'What has arrived and can not take effect yet; it is tried until it does' })
@Directive('@shareable')
export class HeldItem {
  constructor(private readonly row: HeldArrival) {}
  @Field(() => ID, { description: 'envelope it is or is about' })
  get envelopeId(): string {
    return this.row.envelopeId;
  }
  @Field(() => String, { description: 'envelope or receipt' })
  get kind(): string {
    return this.row.kind;
  }
  @Field(() => String, { description: 'who sent it' })
  get sender(): string {
    return this.row.sender;
  }
  @Field(() => String, { description: 'why it waits' })
  get reason(): string {
    return this.row.reason;
  }
  @Field(() => Date, { description: 'since when' })
  get since(): Date {
    return this.row.since;
  }
}

@ObjectType({ description: 'A message that was not acknowledged because something is wrong with it' })
@Directive('@shareable')
export class AlarmItem {
  constructor(private readonly row: Alarm) {}
  @Field(() => String, { description: 'kind of alarm, e.g. OTHER_DIGEST, BAD_SIGNATURE, BAD_RECEIPT, KEY_NOT_VALID' })
  get kind(): string {
    return this.row.kind;
  }
  @Field(() => String, { description: '说明' })
  get message(): string {
    return ALARM_KINDS[this.row.kind as keyof typeof ALARM_KINDS];
  }
  @Field(() => ID, { description: 'envelope it names' })
  get envelopeId(): string {
    return this.row.envelopeId;
  }
  @Field(() => String, { description: 'who sent it' })
  get sender(): string {
    return this.row.sender;
  }
  @Field(() => Date, { description: 'when it was noticed' })
  get raisedAt(): Date {
    return this.row.raisedAt;
  }
}
