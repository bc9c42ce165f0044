import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, Int, ObjectType } from 'type-graphql';

const EntrySchema = defineEntity({
  name: 'CreditBlacklistEntry',
  tableName: 'credit_blacklist_entry',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    partyName: p.string().length(500),
    uscc: p.string().nullable(),
    legalBasis: p.text(),
    severity: p.string(),
    decisionNumber: p.string().nullable(),
    listedAt: p.datetime(3),
    publishedFrom: p.string(),
    publishedUntil: p.string(),
    delistedAt: p.datetime(3).nullable(),
    delistedBecause: p.text().nullable(),
  },
  indexes: [{ properties: ['listedAt', 'id'] }, { properties: ['uscc'] }],
});

/** A party on the credit blacklist, with the basis it was listed on. */
@ObjectType({ description: '失信名单条目' })
export class CreditBlacklistEntry extends EntrySchema.class {
  @Field(() => ID, { description: 'id of the entry, the act that listed it' }) declare id: string;
  @Field(() => String, { description: '名称' }) declare partyName: string;
  @Field(() => String, { nullable: true, description: '统一社会信用代码' }) declare uscc: string | null | undefined;
  @Field(() => String, { description: '认定依据' }) declare legalBasis: string;
  @Field(() => String, { description: 'MINOR 轻微, GENERAL 一般, SERIOUS 严重' }) declare severity: string;
  @Field(() => String, { nullable: true, description: '处罚决定书文号' }) declare decisionNumber:
    string | null | undefined;
  @Field(() => Date, { description: '列入时间' }) declare listedAt: Date;
  @Field(() => String, { description: '公示起日' }) declare publishedFrom: string;
  @Field(() => String, { description: '公示止日' }) declare publishedUntil: string;
  @Field(() => Date, { nullable: true, description: '移出时间' }) declare delistedAt: Date | null | undefined;
  @Field(() => String, { nullable: true, description: '移出理由' }) declare delistedBecause: string | null | undefined;
}
EntrySchema.setClass(CreditBlacklistEntry);

const ChangeSchema = defineEntity({
  name: 'BlacklistChange',
  tableName: 'blacklist_change',
  properties: {
    /** without gaps and in commit order: given out under a lock */
    sequence: p.integer().primary(),
    operation: p.string(),
    entryId: p.uuid(),
    at: p.datetime(3),
    content: p.json<Record<string, unknown>>(),
    hash: p.string(),
  },
});

/** One change of the list. Removal is a signed row of its own: an entry that is absent from a page is not thereby removed. */
@ObjectType({ description: '失信名单变更' })
export class BlacklistChange extends ChangeSchema.class {
  @Field(() => Int, { description: 'number of the change, without gaps; pass the last one seen as `after`' })
  declare sequence: number;
  @Field(() => String, { description: 'ADD 列入, DELETE 移出' }) declare operation: string;
  @Field(() => ID, { description: 'the entry' }) declare entryId: string;
  @Field(() => Date, { description: 'when' }) declare at: Date;
  @Field(() => String, { description: 'SHA-256 over the previous change’s hash and this change’s canonical content' })
  declare hash: string;
  @Field(() => CreditBlacklistEntry, { nullable: true, description: 'the entry as it is now' })
  declare entry: CreditBlacklistEntry | null;
}
ChangeSchema.setClass(BlacklistChange);
