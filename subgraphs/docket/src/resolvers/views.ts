import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { documentZh, type FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { countsWorkingDays } from '@xianjie/contracts/clock/compute-due.ts';
import type { Period } from '@xianjie/contracts/clock/rule.ts';
import { spansOf, spansZh } from '@xianjie/contracts/clock/spans.ts';
import { ruleById } from '@xianjie/contracts/clock/statutes.ts';
import { EVIDENCE_KINDS } from '@xianjie/contracts/evidence/evidence-kinds.ts';
import { FALSIFICATION_KINDS } from '@xianjie/contracts/evidence/falsification-kinds.ts';
import type { Origin, Party, PartyRole, Precision } from '@xianjie/contracts/envelope.ts';
import { OriginEnum, PaperRef, papersOf, PartyRoleEnum, PrecisionEnum } from '@xianjie/subgraph-kit/act-types.ts';
import type { Act, EvidenceItem } from '@xianjie/subgraph-kit/entities.ts';
import { whenZh } from '../clocks/messages.ts';
import { DEADLINE_STATUS, type Deadline } from '../entities/deadline.ts';

/** Fields whose texts may be codes of a table. */
const CODES: Readonly<Record<string, Readonly<Record<string, { readonly zh: string }>>>> = {
  kind: EVIDENCE_KINDS,
  kinds: FALSIFICATION_KINDS,
};
/** What an act says, as it is read aloud. */
function inWords(name: string, { kind, values }: FieldSpec, value: unknown): string {
  if (kind === 'boolean') return value ? '是' : '否';
  if (kind === 'instant') return whenZh(new Date(String(value)));
  if (Array.isArray(value))
    return value.map((one) => (CODES[name]?.[one] ? `${one} ${CODES[name][one].zh}` : one)).join('、');
  return values?.[value as string] ?? CODES[name]?.[value as string]?.zh ?? String(value);
}

@ObjectType('Party', { description: '当事人' })
export class PartyView {
  @Field(() => ID, { description: 'id within the case' }) declare id: string;
  @Field(() => String, { description: '名称' }) declare name: string;
  @Field(() => String, { nullable: true, description: '统一社会信用代码' }) declare uscc: string | null;
  @Field(() => String, { nullable: true, description: '住所地; of a natural person only on the papers' })
  declare address: string | null;
  @Field(() => PartyRoleEnum, { description: '身份' }) declare role: PartyRole;
}

@ObjectType('TrackStatus', { description: '一条办理线的状态' })
export class TrackView {
  @Field(() => String, { description: 'track' }) declare track: string;
  @Field(() => String, { description: 'state' }) declare state: string;
  @Field(() => String, { description: '中文' }) declare title: string;
}

@ObjectType('Case', { description: '弄虚作假案件的共享部分' })
@Directive('@key(fields: "id")')
export class CaseView {
  @Field(() => ID, { description: 'UUID' }) declare id: string;
  @Field(() => String, { description: '案件名称' }) declare title: string;
  @Field(() => String, { description: '行政区划代码 GB/T 2260' }) declare placeCode: string;
  @Field(() => String, { nullable: true, description: '地点' }) declare placeText: string | null;
  @Field(() => [String], { description: '弄虚作假情形代码（环发〔2015〕175号）' }) declare kinds: string[];
  @Field(() => String, { description: '案情摘要' }) declare summary: string;
  @Field(() => OriginEnum, { description: 'LIVE 在办, PUBLISHED 公开案例, DEMO 演示' }) declare origin: Origin;
  @Field(() => Date, { description: '登记时间' }) declare openedAt: Date;
  @Field(() => Date, { description: '最近一次办理的法定时间' }) declare asOf: Date;
  declare parties: Party[];
}

@ObjectType('ActDetail', { description: '办理内容的一项' })
export class ActDetail {
  @Field(() => String, { description: 'key in the table of acts' }) declare name: string;
  @Field(() => String, { description: '名称' }) declare label: string;
  @Field(() => String, { description: '内容' }) declare value: string;
}

@ObjectType({ description: '办理过程的一步：哪个机关、何时、依据、文书、内容' })
export class TimelineEntry {
  constructor(readonly row: Act) {}
  @Field(() => ID, { description: 'act' })
  get id(): string {
    return this.row.id;
  }
  @Field(() => String, { description: 'name of the act' })
  get act(): ActName {
    return this.row.name;
  }
  @Field(() => String, { description: '办理事项' })
  get title(): string {
    return ACTS[this.row.name].zh;
  }
  @Field(() => String, { description: '依据' })
  get article(): string {
    return ACTS[this.row.name].article;
  }
  @Field(() => String, { description: '办理机关' })
  get agency(): string {
    return this.row.agency;
  }
  @Field(() => String, { description: '承办人' })
  get actor(): string {
    return this.row.actorName;
  }
  @Field(() => Date, { description: '发生时间（法定）' })
  get occurredAt(): Date {
    return this.row.occurredAt;
  }
  @Field(() => PrecisionEnum, { description: '时间精度' })
  get precision(): Precision {
    return this.row.precision;
  }
  @Field(() => Date, { description: '录入时间' })
  get recordedAt(): Date {
    return this.row.recordedAt;
  }
  @Field(() => Int, { description: '录入比发生晚的整天数' })
  get daysToRecord(): number {
    return Math.max(0, Math.floor((this.row.recordedAt.getTime() - this.row.occurredAt.getTime()) / 86_400_000));
  }
  @Field(() => Boolean, { description: '公开信息未载明、依法应有的环节' })
  get assumed(): boolean {
    return this.row.assumed;
  }
  @Field(() => [String], { description: '送达与抄送机关' })
  get recipients(): string[] {
    return this.row.recipients;
  }
  @Field(() => [String], { description: '文书' })
  get documents(): string[] {
    return this.row.documents.map(({ name, number }) => `${documentZh(name)}${number ? ` ${number}` : ''}`);
  }
  @Field(() => [PaperRef], { description: '系统制发的文书' })
  get papers(): PaperRef[] {
    return papersOf(this.row.id, this.row.documents);
  }
  @Field(() => [ActDetail], { description: '内容' })
  get details(): ActDetail[] {
    const fields = ACTS[this.row.name].payload ?? {};
    return Object.entries(fields).flatMap(([name, spec]) => {
      const value = this.row.payload[name];
      const { zh, kind } = spec;
      if (
        value === null ||
        value === undefined ||
        kind === 'parties' ||
        kind === 'materials' ||
        kind === 'items' ||
        kind === 'file' ||
        kind === 'id'
      )
        return [];
      return [{ name, label: zh, value: inWords(name, spec, value) }];
    });
  }
  @Field(() => String, { description: 'SHA-256 of the canonical envelope' })
  get digest(): string {
    return this.row.digest;
  }
}

@ObjectType('Evidence', { description: '证据' })
@Directive('@key(fields: "id")')
export class EvidenceView {
  constructor(readonly row: EvidenceItem) {}
  @Field(() => ID, { description: 'evidence item' })
  get id(): string {
    return this.row.id;
  }
  @Field(() => String, { description: '证据名称' })
  get title(): string {
    return this.row.title;
  }
  @Field(() => String, { description: '证据种类' })
  get kind(): string {
    return this.row.kind;
  }
  @Field(() => String, { description: '文件名' })
  get name(): string {
    return this.row.name;
  }
  @Field(() => String, { description: '媒体类型' })
  get mediaType(): string {
    return this.row.mediaType;
  }
  @Field(() => Number, { description: '字节数' })
  get size(): number {
    return this.row.size;
  }
  @Field(() => String, { description: 'SHA-256' })
  get sha256(): string {
    return this.row.sha256;
  }
  @Field(() => String, { description: 'SM3' })
  get sm3(): string {
    return this.row.sm3;
  }
  @Field(() => String, { description: '登记机关' })
  get registeredBy(): string {
    return this.row.registeredBy;
  }
  @Field(() => Date, { description: '登记时间' })
  get registeredAt(): Date {
    return this.row.registeredAt;
  }
}

@ObjectType('CountingStep', { description: '期限计算的一步' })
export class CountingStep {
  @Field(() => String, { description: '日期' }) declare date: string;
  @Field(() => String, { description: '说明' }) declare text: string;
}

@ObjectType('Deadline', { description: '法定时限' })
@Directive('@key(fields: "id")')
export class DeadlineView {
  constructor(readonly row: Deadline) {}
  @Field(() => ID, { description: 'UUID' })
  get id(): string {
    return this.row.id;
  }
  @Field(() => String, { description: 'rule id, e.g. H17-09a' })
  get rule(): string {
    return this.row.ruleId;
  }
  @Field(() => String, { description: '名称' })
  get title(): string {
    return ruleById(this.row.ruleId).title.zh;
  }
  @Field(() => String, { description: '英文名称' })
  get titleEn(): string {
    return ruleById(this.row.ruleId).title.en;
  }
  @Field(() => String, { description: '依据' })
  get article(): string {
    return ruleById(this.row.ruleId).article;
  }
  @Field(() => String, { description: '义务机关' })
  get obligor(): string {
    return this.row.obligor;
  }
  @Field(() => String, { description: '对象机关' })
  get obligee(): string {
    return this.row.obligee;
  }
  @Field(() => String, { description: '文件' })
  get instrument(): string {
    return ruleById(this.row.ruleId).instrument;
  }
  @Field(() => String, {
    description: '种类: duty 应当, right 可以, before 提前, duration 持续期间, limitation 时效, retention 保存期',
  })
  get kind(): string {
    return this.row.kind;
  }
  @Field(() => String, { description: '期限长度，如 3个工作日' })
  get period(): string {
    return spansZh(this.#spans);
  }
  @Field(() => Boolean, { description: '按工作日计算' })
  get inWorkingDays(): boolean {
    return countsWorkingDays(this.#spans, ruleById(this.row.ruleId).timeRule);
  }
  get #spans(): readonly Period[] {
    return this.row.spans ?? spansOf(ruleById(this.row.ruleId));
  }
  @Field(() => String, { description: 'name of the act that started it' })
  get startAct(): ActName {
    return this.row.startAct;
  }
  @Field(() => Date, { description: '起算时间' })
  get startsAt(): Date {
    return this.row.startsAt;
  }
  @Field(() => Date, { description: '届满时间' })
  get dueAt(): Date {
    return this.row.dueAt;
  }
  @Field(() => String, {
    description: `状态: ${Object.entries(DEADLINE_STATUS)
      .map(([name, zh]) => `${name} ${zh}`)
      .join(', ')}`,
  })
  get status(): string {
    return this.row.status;
  }
  @Field(() => Boolean, { description: '节假日安排未公布，暂定' })
  get provisional(): boolean {
    return this.row.provisional;
  }
  @Field(() => Boolean, { description: '起算时间只知大概' })
  get approximate(): boolean {
    return this.row.approximate;
  }
  @Field(() => Boolean, { description: '其他文件规定的期限，仅作提醒' })
  get reminder(): boolean {
    return this.row.reminder;
  }
  @Field(() => Boolean, { description: '只表明可以办理到何时，本身不会逾期' })
  get conditional(): boolean {
    return this.row.conditional;
  }
  @Field(() => Date, { nullable: true, description: '中止时间；未中止时为空' })
  get pausedAt(): Date | null {
    const open = (this.row.pauses ?? []).filter(({ to }) => to === null).map(({ from }) => Date.parse(from));
    return this.row.status === 'PAUSED' && open.length > 0 ? new Date(Math.min(...open)) : null;
  }
  @Field(() => String, { description: '逾期的法律后果' })
  get breachEffect(): string {
    return ruleById(this.row.ruleId).breach.zh;
  }
  @Field(() => [String], { description: '逾期后有关机关可以办理的事项' })
  get breachOpens(): readonly string[] {
    return ruleById(this.row.ruleId).breach.opens;
  }
  @Field(() => String, { description: 'S 已核对原文, K 知悉, ? 存疑' })
  get confidence(): string {
    return ruleById(this.row.ruleId).confidence;
  }
  @Field(() => Date, { nullable: true, description: '办结时间' })
  get endedAt(): Date | null {
    return this.row.endedAt ?? null;
  }
  @Field(() => Date, { nullable: true, description: '逾期时间' })
  get breachedAt(): Date | null {
    return this.row.breachedAt ?? null;
  }
  @Field(() => [CountingStep], { description: '如何计算' })
  get steps(): CountingStep[] {
    return this.row.steps as CountingStep[];
  }
}
